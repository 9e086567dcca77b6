import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** What lines of a plan may use before they are charged. */
const inferred = model('staging.allowance', { row: sources.allowance })
  .describe({
    description: 'Allowances of plans; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('row as r')
      .select((eb) => [
        'r.offering_id',
        'r.allowance_id',
        'r.name',
        'r.unit',
        'r.amount',
        'r.services',
        'r.zones',
        'r.bands',
        'r.factors',
        'r.increment',
        'r.rate',
        'r.priority',
        'r.weight',
        'r.used_order',
        'r.own_first',
        'r.period',
        'r.expires_after_days',
        'r.scope',
        'r.prorated',
        'r.prorated_rounding',
        'r.rollover_periods',
        'r.rollover_maximum',
        'r.rollover_minimum',
        'r.rollover_first',
        'r.blocker',
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(lastLanded((eb) => [eb.ref('r.offering_id'), eb.ref('r.allowance_id'), eb.ref('r.valid_from')])),
  )
  .table({ orderBy: ['offering_id', 'allowance_id', 'valid_from'] })
  .check(notNull('offering_id', 'allowance_id'), unique('offering_id', 'allowance_id', 'valid_from'))

export interface AllowanceRow extends RowOf<typeof inferred> {}
export const allowance: Model<'staging.allowance', AllowanceRow> = inferred
