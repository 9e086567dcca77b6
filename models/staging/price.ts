import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Columns of a price that are not its validity. */
export const priceColumns = [
  'tariff_id',
  'price_id',
  'name',
  'service',
  'metric',
  'model',
  'weight',
  'fallback',
  'filters',
  'minimum_quantity',
  'whole_call_by_start',
  'minimum_cost',
  'maximum_cost',
  'maximum_cost_then',
  'maximum_cost_includes_connect_fee',
  'connect_fee_when_covered',
  'at_boundary',
  'stated_amount',
  'exchange_source',
  'amount',
  'flat_fee_at_zero',
  'package_size',
  'free_units',
  'percentage',
  'fixed_fee',
  'minimum_per_event',
  'maximum_per_event',
  'free_events',
  'free_amount',
  'aggregation',
  'property',
  'removed_property',
  'removed_value',
  'group_by',
  'carried_over',
  'prorated',
  'charged_in',
  'multiplier',
  'discount_percentage',
  'conversion_operation',
  'conversion_by',
  'conversion_rounding',
  'conversion_decimals',
  'minimum_spend',
  'minimum_spend_proration',
  'maximum_spend',
  'period',
  'scope',
  'rounding',
  'decimals',
  'rounding_of',
  'tax_id',
  'tax_included',
] as const

/** How tariffs turn use into money, as dated rows of the catalogue. */
const inferred = model('staging.price', { row: sources.price })
  .describe({
    description:
      'Prices of use within tariffs: their quantity models and parameters; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('row as r')
      .select((eb) => [
        ...priceColumns.map((column) => `r.${column}` as const),
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(lastLanded((eb) => [eb.ref('r.tariff_id'), eb.ref('r.price_id'), eb.ref('r.valid_from')])),
  )
  .table({ orderBy: ['tariff_id', 'price_id', 'valid_from'] })
  .check(notNull('tariff_id', 'price_id'), unique('tariff_id', 'price_id', 'valid_from'))

export interface PriceRow extends RowOf<typeof inferred> {}
export const price: Model<'staging.price', PriceRow> = inferred
