import {
  decimal,
  defaulted,
  flag,
  identifier,
  list,
  map,
  needed,
  nested,
  oneOf,
  optional,
  price,
  type RecordRule,
  record,
  reference,
  sum,
  text,
  type ValueOf,
  whole,
} from '../schema/shape.ts'
import { mostIsNotBelowLeast } from './least_and_most.ts'
import { levelsFit } from './level_rules.ts'
import {
  exchangesWhatIsMarkedUp,
  markedUpUseIsNotEnded,
  onlyServicesAreMarkedUp,
  whatIsMarkedUpIsDue,
} from './markup.ts'
import { hasOnlyWhatItsModelKnows, membersOfModels, quantityModels } from './quantity_model.ts'
import { conversionShape, roundingShape } from './rounding.ts'
import { tierShape } from './tier.ts'
import { lastTierIsOpen, tiersRise, tiersSayWhatCounts } from './tier_rules.ts'
import { type UsageRate, usageRateShape } from './usage_rate.ts'

export const aggregations = ['sum', 'count', 'min', 'max', 'average', 'last', 'unique', 'weighted_sum'] as const

const members = {
  id: needed(identifier, 'Name within its tariff', 'calls'),
  name: defaulted(text, '', 'Name on bills', 'Calls'),
  service: optional(oneOf('voice', 'sms', 'mms', 'data', 'content'), 'Service priced; this or metric', 'voice'),
  metric: optional(identifier, 'Metric priced: any name that metered_usage has; this or service', 'api_calls'),
  where: defaulted(
    map(text),
    '',
    'Only events with these properties; `a|b` is either, `*` any value; the price that asks most wins. Of a service: service_name, direction, roaming, other_network, visited_network, called_zone',
    '{region: eu|us}',
  ),
  model: defaulted(oneOf(...quantityModels), 'rate', 'How quantity becomes money', 'graduated'),
  weight: defaulted(whole(0, 65535), '0', 'The heavier of two prices that both fit wins', '10'),
  rates: defaulted(list(nested(usageRateShape)), '', 'rate: by zone and band', '[{zone: germany, rate: 0.09}]'),
  rates_file: optional(text, 'rate: CSV file beside this one with the columns of a usage rate', 'rates.csv'),
  per: defaulted(whole(1), '1', 'rate: units a rate is for unless it says', '60'),
  first_increment: defaulted(whole(1), '1', 'rate: units charged at least', '60'),
  next_increment: defaulted(whole(1), '1', 'rate: units by which quantity is rounded up after the first', '1'),
  minimum_quantity: defaulted(whole(0), '0', 'rate: shorter use is charged as if it were this; zero stays zero', '30'),
  included_units: defaulted(
    whole(0),
    '0',
    'rate: first units of each event that cost nothing; increments begin after them',
    '30',
  ),
  minimum_cost: optional(price('0'), 'rate: an event that is charged costs at least', '0.05'),
  exchange_source: defaulted(
    text,
    '',
    'rate: source of the exchange rates (exchange_rates) by which what is marked up comes into the plan’s currency',
    'ECB',
  ),
  stated_amount: defaulted(
    oneOf('due', 'ignored'),
    'due',
    'rate: what the source itself charged for a use (`stated_amount`) is due instead of the rate, or the rate holds all the same',
    'ignored',
  ),
  at_boundary: defaulted(
    oneOf('overrun', 'restart'),
    'overrun',
    'rate: an increment over the end of a band or slot delays what follows (overrun), or what follows starts at the boundary all the same (restart)',
    'restart',
  ),
  whole_call_by_start: defaulted(flag, 'false', 'rate: the band at the start prices all of it', 'true'),
  maximum_cost: optional(price('0'), 'rate: an event costs no more', '3'),
  maximum_cost_then: defaulted(
    oneOf('free', 'disconnect'),
    'free',
    'rate: what follows is free, or the call ends there',
    'free',
  ),
  maximum_cost_includes_connect_fee: defaulted(
    flag,
    'true',
    'rate: whether the connect fee counts towards the maximum',
    'false',
  ),
  connect_fee_when_covered: defaulted(flag, 'false', 'rate: charged although an allowance covers all of it', 'true'),
  amount: optional(price(), 'per_unit: price of one unit; package: price of one block', '0.05'),
  tiers: defaulted(
    list(nested(tierShape)),
    '',
    'graduated, graduated_percentage, volume, volume_percentage, capacity',
    '[{up_to: 100, amount: 1}]',
  ),
  beyond_tiers: optional(
    oneOf('free', 'last_tier'),
    'graduated, graduated_percentage: what use above the `up_to` of the last tier costs, needed where that has one: nothing, or as in the last tier',
    'free',
  ),
  flat_fee_at_zero: defaulted(
    flag,
    'false',
    'graduated, graduated_percentage, volume, volume_percentage: the first flat fee is due without use',
    'true',
  ),
  package_size: defaulted(decimal('0.000000001'), '1', 'package: units in a block; a started block counts', '100'),
  free_units: defaulted(decimal('0'), '0', 'Units of the period that cost nothing, before the model', '50'),
  percentage: defaulted(
    price(),
    '0',
    'percentage: percent of the events’ amounts (or what `aggregation` makes of the period), 1.5 = 1.5 %',
    '1.5',
  ),
  fixed_fee: defaulted(price(), '0', 'percentage: charged for each event that is not free', '0.1'),
  minimum_per_event: optional(price('0'), 'percentage: an event costs at least', '0.5'),
  maximum_per_event: optional(price('0'), 'percentage: an event costs at most', '10'),
  free_events: defaulted(whole(0), '0', 'percentage: first events of the period that are free', '3'),
  free_amount: defaulted(
    decimal('0'),
    '0',
    'percentage: first amount of the period that is free; with free_events, whichever ends first',
    '100',
  ),
  aggregation: defaulted(oneOf(...aggregations), 'sum', 'What the period’s quantity is', 'max'),
  property: optional(
    identifier,
    'unique: the property whose values are counted; others: the property that is added up instead of the quantity (events without a number in it are left out)',
    'user_id',
  ),
  removed_where: defaulted(
    map(text),
    '',
    'unique: an event with this property takes its value away',
    '{operation: remove}',
  ),
  group_by: defaulted(
    list(identifier),
    '',
    'Properties: each set of their values is a charge of its own, with tiers, free units and minimum of its own',
    '[region, tier]',
  ),
  carried_over: defaulted(
    flag,
    'false',
    'sum, unique, weighted_sum, last: what was reached in earlier periods still counts, also without use',
    'true',
  ),
  prorated: defaulted(
    flag,
    'false',
    'sum, unique: what is added counts for the days left of the period, its own included; what was carried over for the days of the plan',
    'true',
  ),
  charged_in: defaulted(
    oneOf('arrears', 'advance'),
    'arrears',
    'advance: each use costs at once what it adds to the period’s charge; sum and unique (and the amounts that percent are of) count the highest level, so that what is taken back is not repaid',
    'advance',
  ),
  multiplier: defaulted(price('0'), '1', 'stated: the events’ amounts times this', '1.2'),
  discount_percentage: defaulted(
    decimal('0', '100'),
    '0',
    'Percent off what the model makes, before maximum and minimum spend',
    '10',
  ),
  conversion: optional(
    nested(conversionShape),
    'Another unit, before pricing',
    '{operation: divide, by: 1000, rounding: up}',
  ),
  minimum_spend: defaulted(sum('0'), '0', 'The period costs at least this', '10'),
  minimum_spend_proration: defaulted(
    oneOf('full', 'days'),
    'full',
    'The minimum of a period that a line has the plan for in part: in full, or by days (not of an account’s use)',
    'days',
  ),
  maximum_spend: optional(sum('0'), 'The period costs at most this', '100'),
  period: defaulted(
    oneOf('cycle', 'day', 'week', 'month', 'quarter', 'year'),
    'cycle',
    'Over what use is added up: the monthly period of the payer’s cycle, or local days, weeks from Monday, calendar months, quarters or years',
    'week',
  ),
  scope: defaulted(oneOf('subscription', 'account'), 'subscription', 'Whose use is added up', 'account'),
  rounding: optional(
    nested(roundingShape),
    'Rounding of its amounts; half up to 6 decimals an event',
    '{method: up, decimals: 2}',
  ),
  tax: optional(reference('tax'), 'Tax; the offering’s unless told', 'standard'),
  tax_included: defaulted(flag, 'false', 'Whether prices contain the tax', 'true'),
} as const

/** What use costs: of a telecom service by zone and band, or of any metric by quantity. */
export const usagePriceShape = record(
  'usage_price',
  'What use costs: of a telecom service by zone and band, or of any metric by quantity.',
  members,
  [
    namesWhatIsUsed,
    asksWhatUseHas,
    hasWhatItsModelNeeds,
    hasOnlyWhatItsModelKnows(members),
    tiersRise,
    lastTierIsOpen,
    tiersSayWhatCounts,
    levelsFit,
    mostIsNotBelowLeast('minimum_cost', 'maximum_cost'),
    mostIsNotBelowLeast('minimum_per_event', 'maximum_per_event'),
    mostIsNotBelowLeast('minimum_spend', 'maximum_spend'),
    ratesFitTheBoundsOfThePrice,
    onlyServicesAreMarkedUp,
    whatIsMarkedUpIsDue,
    exchangesWhatIsMarkedUp,
    markedUpUseIsNotEnded,
  ],
)
export type UsagePrice = ValueOf<typeof usagePriceShape>

function namesWhatIsUsed(price: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if ((price.service === undefined) === (price.metric === undefined))
    return { member: 'service', expected: 'either service or metric' }
  return undefined
}

/** Properties that use of a service has; a metric's are its own. */
export const serviceProperties = [
  'service_name',
  'direction',
  'roaming',
  'other_network',
  'visited_network',
  'called_zone',
] as const

function asksWhatUseHas(price: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (price.service === undefined) return undefined
  const other = Object.keys(price.where as object).find(
    (name) => !(serviceProperties as readonly string[]).includes(name),
  )
  if (other === undefined) return undefined
  return { member: 'where', expected: `properties of a service (${serviceProperties.join(', ')}), not ${other}` }
}

function hasWhatItsModelNeeds(price: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  const tiers = price.tiers as readonly unknown[] | undefined
  if (membersOfModels.tiers!.includes(price.model as never) && !tiers?.length)
    return { member: 'tiers', expected: `tiers, for model ${price.model}` }
  if (membersOfModels.amount!.includes(price.model as never) && price.amount === undefined)
    return { member: 'amount', expected: `an amount, for model ${price.model}` }
  const rates = price.rates as readonly unknown[] | undefined
  if (price.model === 'rate' && !rates?.length && price.rates_file === undefined)
    return { member: 'rates', expected: 'rates or rates_file, for model rate' }
  if (price.aggregation === 'unique' && price.property === undefined)
    return { member: 'property', expected: 'the property to count, for aggregation unique' }
  return undefined
}

/** A rate that says only one of its bounds has the other from its price. */
function ratesFitTheBoundsOfThePrice(price: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  for (const [index, rate] of ((price.rates ?? []) as readonly UsageRate[]).entries()) {
    const bounds = {
      minimum_cost: rate.minimum_cost ?? price.minimum_cost,
      maximum_cost: rate.maximum_cost ?? price.maximum_cost,
    }
    const broken = mostIsNotBelowLeast('minimum_cost', 'maximum_cost')(bounds)
    const member = rate.maximum_cost === undefined ? 'minimum_cost' : 'maximum_cost'
    if (broken !== undefined && rate[member] !== undefined) {
      const expected =
        member === 'maximum_cost' ? broken.expected : `the price’s maximum_cost (${bounds.maximum_cost}) or less`
      return { member: `rates[${index}].${member}`, expected }
    }
  }
  return undefined
}
