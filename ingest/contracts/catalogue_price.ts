import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { price, sum, validFrom, validTo } from './shapes.ts'

const quantity = t.decimal(38, 9)

/** How a tariff turns use of a service or a metric into money; its rates, tiers and filters have rows of their own. */
export const cataloguePrice = contract({
  name: 'catalogue_price',
  description:
    'A price of use: what it is for, its quantity model and the parameters that do not vary by zone or tier.',
  eventTime: 'valid_from',
  identity: ['tariff_id', 'price_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    tariff_id: field(t.lowCardinality, 'Tariff', 'standard'),
    price_id: field(t.lowCardinality, 'Price within the tariff', 'calls'),
    name: field(t.string, 'Name on bills', 'Calls', { otherwise: '' }),
    service: field(
      t.oneOf('voice', 'sms', 'mms', 'data', 'content', 'metered'),
      'Service priced; metered = a metric',
      'voice',
    ),
    metric: field(t.lowCardinality, 'Metric priced, for metered', 'api_calls', { otherwise: '' }),
    model: field(
      t.oneOf(
        'rate',
        'per_unit',
        'graduated',
        'graduated_percentage',
        'volume',
        'volume_percentage',
        'package',
        'percentage',
        'capacity',
        'stated',
      ),
      'How quantity becomes money',
      'rate',
    ),
    weight: field(t.uint16, 'The heavier of two prices that fit wins, after the one with more filters', '10', {
      otherwise: 0,
    }),
    fallback: field(
      t.uint8,
      '0 = of the tariff itself; 1, 2 … = of the tariffs it falls back on, in their order',
      '0',
      {
        otherwise: 0,
      },
    ),
    filters: field(t.uint8, 'How many properties it asks for (catalogue_price_filter)', '1', { otherwise: 0 }),
    minimum_quantity: field(t.uint64, 'Shorter use is charged as if it were this; zero stays zero', '30', {
      otherwise: 0,
    }),
    whole_call_by_start: field(t.bool, 'The band at the start prices all of it', 'true', { otherwise: false }),
    minimum_cost: field(t.nullable(price), 'An event that is charged costs at least', '0.05'),
    maximum_cost: field(t.nullable(price), 'An event costs no more', '3'),
    maximum_cost_then: field(t.oneOf('free', 'disconnect'), 'What follows is free, or use ends there', 'free', {
      otherwise: 'free',
    }),
    maximum_cost_includes_connect_fee: field(t.bool, 'Whether the connect fee counts towards it', 'true', {
      otherwise: true,
    }),
    connect_fee_when_covered: field(t.bool, 'Connect fee although an allowance covers all', 'false', {
      otherwise: false,
    }),
    exchange_source: field(t.lowCardinality, 'Source of the exchange rates of its mark-ups', 'ECB', { otherwise: '' }),
    stated_amount: field(
      t.oneOf('due', 'ignored'),
      'Whether what the source itself charged for a use is due instead of the rate',
      'due',
      { otherwise: 'due' },
    ),
    at_boundary: field(
      t.oneOf('overrun', 'restart'),
      'Whether an increment over the end of a band or slot delays what follows, or is cut short by it',
      'overrun',
      { otherwise: 'overrun' },
    ),
    amount: field(t.nullable(price), 'per_unit: of one unit; package: of one block', '0.05'),
    flat_fee_at_zero: field(t.bool, 'The first flat fee is due without use', 'false', { otherwise: false }),
    package_size: field(quantity, 'Units in a block', '100', { otherwise: '1' }),
    free_units: field(quantity, 'Units of the period that cost nothing', '50', { otherwise: '0' }),
    percentage: field(price, 'Percent of the amount, 1.5 = 1.5 %', '1.5', { otherwise: '0' }),
    fixed_fee: field(price, 'For each event that is not free', '0.1', { otherwise: '0' }),
    minimum_per_event: field(t.nullable(price), 'An event costs at least', '0.5'),
    maximum_per_event: field(t.nullable(price), 'An event costs at most', '10'),
    free_events: field(t.uint64, 'First events of the period that are free', '3', { otherwise: 0 }),
    free_amount: field(quantity, 'First amount of the period that is free', '100', { otherwise: '0' }),
    aggregation: field(
      t.oneOf('sum', 'count', 'min', 'max', 'average', 'last', 'unique', 'weighted_sum'),
      'What the period’s quantity is',
      'sum',
      {
        otherwise: 'sum',
      },
    ),
    property: field(
      t.lowCardinality,
      'Property that is counted (unique) or added up; empty = the quantity',
      'user_id',
      {
        otherwise: '',
      },
    ),
    removed_property: field(t.lowCardinality, 'unique: property by which an event takes its value away', 'operation', {
      otherwise: '',
    }),
    removed_value: field(t.string, 'Value it has then', 'remove', { otherwise: '' }),
    group_by: field(t.string, 'Properties whose values are charged apart, separated by commas', 'region,tier', {
      otherwise: '',
    }),
    carried_over: field(t.bool, 'What was added in earlier periods still counts', 'true', { otherwise: false }),
    prorated: field(t.bool, 'What is added within a period counts for the days that are left of it', 'true', {
      otherwise: false,
    }),
    charged_in: field(t.oneOf('advance', 'arrears'), 'advance: what is taken back is not repaid', 'arrears', {
      otherwise: 'arrears',
    }),
    multiplier: field(price, 'stated: the amounts of the events times this', '1.2', { otherwise: '1' }),
    discount_percentage: field(price, 'Percent off what the model makes, 10 = 10 %', '10', { otherwise: '0' }),
    conversion_operation: field(t.oneOf('none', 'divide', 'multiply'), 'Unit conversion before pricing', 'divide', {
      otherwise: 'none',
    }),
    conversion_by: field(quantity, 'Its factor', '1000', { otherwise: '1' }),
    conversion_rounding: field(t.oneOf('none', 'up', 'down', 'half_up'), 'How its result is rounded', 'up', {
      otherwise: 'none',
    }),
    conversion_decimals: field(t.int32, 'Decimals of its rounded result; negative for tens', '0', {
      otherwise: 0,
      min: -6,
      max: 9,
    }),
    minimum_spend: field(sum, 'The period costs at least this', '10', { otherwise: '0' }),
    minimum_spend_proration: field(t.oneOf('full', 'days'), 'The minimum of a period held in part', 'days', {
      otherwise: 'full',
    }),
    maximum_spend: field(t.nullable(sum), 'The period costs at most this', '100'),
    period: field(t.oneOf('cycle', 'day', 'week', 'month', 'quarter', 'year'), 'Over what use is added up', 'cycle', {
      otherwise: 'cycle',
    }),
    scope: field(t.oneOf('subscription', 'account'), 'Whose use is added up', 'subscription', {
      otherwise: 'subscription',
    }),
    rounding: field(
      t.oneOf('half_up', 'half_even', 'half_down', 'up', 'down', 'none'),
      'How its amounts are rounded, once, at the end',
      'half_up',
      { otherwise: 'half_up' },
    ),
    decimals: field(t.int32, 'Decimals kept; negative for tens', '4', { otherwise: 6, min: -6, max: 9 }),
    rounding_of: field(t.oneOf('event', 'period'), 'What is rounded', 'event', { otherwise: 'event' }),
    tax_id: field(t.lowCardinality, 'Tax; empty = the offering’s', 'standard', { otherwise: '' }),
    tax_included: field(t.bool, 'Whether prices contain the tax', 'false', { otherwise: false }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
