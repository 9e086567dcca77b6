import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Versions of plans’ charges that do not depend on use. */
const inferred = model('staging.charge', { charge: sources.charge })
  .describe({
    description:
      'Versions of plans’ charges that do not depend on use. A version holds from `valid_from` until its own end or the next version, whichever is first.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('version', (w) =>
        w
          .selectFrom('charge as o')
          .selectAll('o')
          .$call(lastLanded((eb) => [eb.ref('o.offering_id'), eb.ref('o.charge_id'), eb.ref('o.valid_from')])),
      )
      .selectFrom('version as v')
      .select((eb) => {
        const next = over(ch.lead(eb.ref('v.valid_from')), {
          partitionBy: [eb.ref('v.offering_id'), eb.ref('v.charge_id')],
          orderBy: [eb.ref('v.valid_from')],
        })
        return [
          'v.offering_id',
          'v.charge_id',
          'v.valid_from',
          ch.least(ch.coalesce(eb.ref('v.valid_to'), openEnd()), ch.coalesce(next, openEnd())).as('valid_to'),
          'v.name',
          'v.kind',
          'v.amount',
          'v.every',
          'v.every_count',
          'v.aligned_to',
          'v.trial_days',
          'v.charged_in',
          'v.proration',
          'v.charged_on',
          'v.instalments',
          'v.term_months',
          'v.falling',
          'v.overdue_percentage',
          'v.grace_days',
          'v.minimum_overdue',
          'v.minimum_fee',
          'v.maximum_fee',
          'v.repeated',
          'v.on_fees',
          'v.while_suspended',
          'v.tax_id',
          'v.tax_included',
        ]
      }),
  )
  .table({ orderBy: ['offering_id', 'charge_id', 'valid_from'] })
  .check(notNull('offering_id', 'charge_id', 'valid_from'), unique('offering_id', 'charge_id', 'valid_from'))

export interface ChargeRow extends RowOf<typeof inferred> {}
export const charge: Model<'staging.charge', ChargeRow> = inferred
