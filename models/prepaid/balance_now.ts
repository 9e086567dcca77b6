import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { movement } from './movement.ts'

/** Balances as they are. */
export const balanceNow = model('prepaid.balance_now', { movement })
  .describe({
    description: 'Each prepaid balance of each line as of its last movement.',
    columns: { balance: 'In its unit; below zero is debt', moved_at: 'Last movement' },
    tags: ['prepaid', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('movement as m')
      .select((eb) => [
        'm.subscription_id',
        'm.balance_id',
        'm.kind',
        'm.unit',
        'm.currency',
        ch.decimal(ch.sum(eb.ref('m.amount')), 9).as('balance'),
        ch.max(eb.ref('m.moved_at')).as('moved_at'),
        ch.count().as('movements'),
      ])
      .groupBy(['m.subscription_id', 'm.balance_id', 'm.kind', 'm.unit', 'm.currency']),
  )
  .table({ orderBy: ['subscription_id', 'balance_id'] })
  .check(notNull('subscription_id', 'balance'), unique('subscription_id', 'balance_id', 'kind', 'unit', 'currency'))
