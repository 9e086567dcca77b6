import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { creditLimit } from './credit_limit.ts'

export const creditLimitByClass = model('credit.credit_limit_by_class', { limit: creditLimit })
  .describe({
    description: 'Accounts and limits by credit class, type and currency.',
    columns: {
      total_limit: 'Sum of the limits',
      mean_limit: 'Limit of the average account',
      mean_arpu: 'arpu_3m of the average account',
    },
    tags: ['credit', 'finance'],
    owner: 'credit',
  })
  .query((q) =>
    q
      .selectFrom('limit as l')
      .select((eb) => [
        'l.credit_class',
        'l.type',
        'l.currency',
        ch.count().as('accounts'),
        ch.sum(eb.ref('l.credit_limit')).as('total_limit'),
        ch.roundHalfUp(ch.div(ch.decimal(ch.sum(eb.ref('l.credit_limit')), 9), ch.count()), 3).as('mean_limit'),
        ch.roundHalfUp(ch.div(ch.sum(eb.ref('l.arpu_3m')), ch.count()), 3).as('mean_arpu'),
      ])
      .groupBy(['l.credit_class', 'l.type', 'l.currency']),
  )
  .table({ orderBy: ['credit_class', 'type', 'currency'] })
  .check(notNull('credit_class', 'type'), unique('credit_class', 'type', 'currency'))
