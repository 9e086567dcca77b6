import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Properties that events must have for prices to fit. */
const inferred = model('staging.price_filter', { row: sources.priceFilter })
  .describe({
    description:
      'Properties that events must have for a price to fit; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('row as r')
      .select((eb) => [
        'r.tariff_id',
        'r.price_id',
        'r.property',
        'r.value',
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(
        lastLanded((eb) => [eb.ref('r.tariff_id'), eb.ref('r.price_id'), eb.ref('r.property'), eb.ref('r.valid_from')]),
      ),
  )
  .table({ orderBy: ['tariff_id', 'price_id', 'property'] })
  .check(notNull('tariff_id', 'price_id'), unique('tariff_id', 'price_id', 'property', 'valid_from'))

export interface PriceFilterRow extends RowOf<typeof inferred> {}
export const priceFilter: Model<'staging.price_filter', PriceFilterRow> = inferred
