import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Steps of prices by quantity. */
const inferred = model('staging.price_tier', { row: sources.priceTier })
  .describe({
    description:
      'Steps of graduated, volume, percentage and capacity prices; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('row as r')
      .select((eb) => [
        'r.tariff_id',
        'r.price_id',
        'r.tier',
        'r.unit',
        'r.above',
        'r.up_to',
        'r.amount',
        'r.per_units',
        'r.flat_fee',
        'r.percentage',
        'r.maximum',
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(
        lastLanded((eb) => [
          eb.ref('r.tariff_id'),
          eb.ref('r.price_id'),
          eb.ref('r.tier'),
          eb.ref('r.unit'),
          eb.ref('r.valid_from'),
        ]),
      ),
  )
  .table({ orderBy: ['tariff_id', 'price_id', 'tier'] })
  .check(notNull('tariff_id', 'price_id'), unique('tariff_id', 'price_id', 'tier', 'unit', 'valid_from'))

export interface PriceTierRow extends RowOf<typeof inferred> {}
export const priceTier: Model<'staging.price_tier', PriceTierRow> = inferred
