import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { allowanceGrant } from './allowance_grant.ts'

/** Who shares allowances. */
export const allowancePool = model('rating.allowance_pool', { grant: allowanceGrant })
  .describe({
    description:
      'Pools of allowances: of a payer under whom a line shares with the hierarchy, of an account in which one shares with the account, and of a line by itself. A use is of its payer’s pool, else its account’s, else its line’s.',
    columns: { of: 'payer, account or line', id: 'Id of the payer, the account or the line' },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('grant as g')
      .select(['g.payer_account_id as id', ch.text('payer').as('of')])
      .where('g.scope', '=', 'hierarchy')
      .groupBy('g.payer_account_id')
      .unionAll(
        q
          .selectFrom('grant as g')
          .select(['g.billing_account_id as id', ch.text('account').as('of')])
          .where('g.scope', '=', 'account')
          .groupBy('g.billing_account_id'),
      )
      .unionAll(
        q
          .selectFrom('grant as g')
          .select(['g.subscription_id as id', ch.text('line').as('of')])
          .groupBy('g.subscription_id'),
      ),
  )
  .table({ orderBy: ['of', 'id'] })
  .check(notNull('id'), unique('of', 'id'))
