import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { allowanceGrant, grantColumns } from './allowance_grant.ts'
import { balanceLot } from './balance_lot.ts'

const columns = [
  ...grantColumns,
  'g.grant_id',
  'g.from_grant',
  'g.amount',
  'g.least',
  'g.used_before',
  'g.valid_from',
  'g.valid_to',
] as const

/** Everything that use may be taken from. */
const inferred = model('rating.usage_grant', { grant: allowanceGrant, lot: balanceLot })
  .describe({
    description:
      'What use is taken from before it is charged: allowances of plans by period, and deposits on prepaid balances.',
    columns: {
      held: 'allowance or balance',
      begins: 'First local day of it, or of the grant whose rest it is',
      valid_from: 'First local day; deposits go by the instant',
      from_at: 'Since when a deposit is there; allowances go by the local day',
      debtor: 'Deposits: the one of its balance that bears debt',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('grant as g')
      .select([...columns, 'g.begins'])
      .select([
        ch.text('allowance').as('held'),
        ch.instant('1970-01-01T00:00:00Z').as('from_at'),
        ch.instant('2120-01-01T00:00:00Z').as('to_at'),
        ch.text('').as('debtor'),
        ch.zero(9).as('maximum_debt'),
      ])
      .unionAll(
        q
          .selectFrom('lot as g')
          .select([...columns, 'g.valid_from as begins'])
          .select(['g.held', 'g.from_at', 'g.to_at', 'g.debtor', 'g.maximum_debt']),
      ),
  )
  .view()

export interface UsageGrantRow extends RowOf<typeof inferred> {}

export const usageGrant: Model<'rating.usage_grant', UsageGrantRow> = inferred
