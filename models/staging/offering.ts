import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Versions of plans. */
const inferred = model('staging.offering', { offering: sources.offering })
  .describe({
    description:
      'Versions of plans: recurring price, tariff, tax. A version holds from `valid_from` until its own end or the next version, whichever is first.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('version', (w) =>
        w
          .selectFrom('offering as o')
          .selectAll('o')
          .$call(lastLanded((eb) => [eb.ref('o.offering_id'), eb.ref('o.valid_from')])),
      )
      .selectFrom('version as v')
      .select((eb) => {
        const next = over(ch.lead(eb.ref('v.valid_from')), {
          partitionBy: [eb.ref('v.offering_id')],
          orderBy: [eb.ref('v.valid_from')],
        })
        return [
          'v.offering_id',
          'v.valid_from',
          ch.least(ch.coalesce(eb.ref('v.valid_to'), openEnd()), ch.coalesce(next, openEnd())).as('valid_to'),
          'v.name',
          'v.type',
          'v.currency',
          'v.recurring_price',
          'v.charged_in',
          'v.tariff_id',
          'v.tax_id',
          'v.tax_rate',
          'v.legal_entity_id',
          'v.minimum_spend',
          'v.maximum_spend',
        ]
      }),
  )
  .table({ orderBy: ['offering_id', 'valid_from'] })
  .check(notNull('offering_id', 'valid_from', 'tariff_id'), unique('offering_id', 'valid_from'))

export interface OfferingRow extends RowOf<typeof inferred> {}
export const offering: Model<'staging.offering', OfferingRow> = inferred
