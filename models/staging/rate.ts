import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Prices of services to zones within bands of the week, as dated rows of the catalogue. */
const inferred = model('staging.rate', { rate: sources.rate })
  .describe({
    description: 'Prices of services to zones within weekly bands; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('rate as r')
      .select((eb) => [
        'r.tariff_id',
        'r.price_id',
        'r.service',
        'r.zone',
        'r.band',
        'r.weight',
        'r.holiday',
        'r.weekdays',
        'r.dates',
        'r.from_minute',
        'r.from_second',
        'r.to_minute',
        'r.to_second',
        'r.after_units',
        'r.connect_fee',
        'r.rate',
        'r.per_units',
        'r.first_increment',
        'r.next_increment',
        'r.entry_fee',
        'r.included_units',
        'r.minimum_cost',
        'r.maximum_cost',
        'r.maximum_cost_then',
        'r.blocked',
        'r.markup',
        'r.decimals',
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(
        lastLanded((eb) => [
          eb.ref('r.tariff_id'),
          eb.ref('r.price_id'),
          eb.ref('r.service'),
          eb.ref('r.zone'),
          eb.ref('r.band'),
          eb.ref('r.holiday'),
          eb.ref('r.weekdays'),
          eb.ref('r.dates'),
          eb.ref('r.from_minute'),
          eb.ref('r.from_second'),
          eb.ref('r.to_minute'),
          eb.ref('r.weight'),
          eb.ref('r.after_units'),
          eb.ref('r.valid_from'),
        ]),
      ),
  )
  .table({ orderBy: ['tariff_id', 'service', 'zone', 'valid_from'] })
  .check(
    notNull('tariff_id', 'service', 'zone', 'rate'),
    unique(
      'tariff_id',
      'price_id',
      'service',
      'zone',
      'band',
      'holiday',
      'weekdays',
      'dates',
      'from_minute',
      'from_second',
      'to_minute',
      'weight',
      'after_units',
      'valid_from',
    ),
  )

export interface RateRow extends RowOf<typeof inferred> {}
export const rate: Model<'staging.rate', RateRow> = inferred
