import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Versions of discounts of plans, and of coupons (no offering). */
const inferred = model('staging.discount', { discount: sources.discount })
  .describe({
    description:
      'Versions of discounts of plans, and of coupons (no offering). A version holds from `valid_from` until its own end or the next version, whichever is first.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('version', (w) =>
        w
          .selectFrom('discount as o')
          .selectAll('o')
          .$call(lastLanded((eb) => [eb.ref('o.offering_id'), eb.ref('o.discount_id'), eb.ref('o.valid_from')])),
      )
      .selectFrom('version as v')
      .select((eb) => {
        const next = over(ch.lead(eb.ref('v.valid_from')), {
          partitionBy: [eb.ref('v.offering_id'), eb.ref('v.discount_id')],
          orderBy: [eb.ref('v.valid_from')],
        })
        return [
          'v.offering_id',
          'v.discount_id',
          'v.valid_from',
          ch.least(ch.coalesce(eb.ref('v.valid_to'), openEnd()), ch.coalesce(next, openEnd())).as('valid_to'),
          'v.name',
          'v.percentage',
          'v.amount',
          'v.currency',
          'v.applies_to',
          'v.prices',
          'v.offerings',
          'v.applied_order',
          'v.cycles',
          'v.maximum',
          'v.at_least',
          'v.below',
        ]
      }),
  )
  .table({ orderBy: ['offering_id', 'discount_id', 'valid_from'] })
  .check(notNull('offering_id', 'discount_id', 'valid_from'), unique('offering_id', 'discount_id', 'valid_from'))

export interface DiscountRow extends RowOf<typeof inferred> {}
export const discount: Model<'staging.discount', DiscountRow> = inferred
