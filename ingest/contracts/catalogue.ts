import { t } from '../../warehouse/columns.ts'
import { contract, field, type Rule } from './contract.ts'
import { currency, price, sum, validFrom, validTo } from './shapes.ts'

/** A plan that can be bought (TMF620 productOffering with its recurring price). */
export const catalogueOffering = contract({
  name: 'catalogue_offering',
  description: 'A plan: its recurring price, its tariff for usage and its tax.',
  eventTime: 'valid_from',
  identity: ['offering_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    offering_id: field(t.lowCardinality, 'Id of the plan', 'mobile-20'),
    name: field(t.string, 'Name on bills', 'Mobile 20'),
    type: field(
      t.oneOf('mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid'),
      'Type of line it is for',
      'mobile postpaid',
    ),
    currency,
    recurring_price: field(sum, 'Price a month, without tax', '20.000000000', { min: 0, otherwise: '0' }),
    charged_in: field(t.oneOf('advance', 'arrears'), 'Whether a month is charged before or after it', 'advance', {
      otherwise: 'advance',
    }),
    tariff_id: field(t.lowCardinality, 'Tariff that prices its usage', 'standard'),
    tax_id: field(t.lowCardinality, 'Tax of its charges (catalogue_tax); empty = tax_rate', 'standard', {
      otherwise: '',
    }),
    legal_entity_id: field(t.lowCardinality, 'Who sells it', 'telco-de', { otherwise: '' }),
    minimum_spend: field(sum, 'A subscription costs at least this a cycle', '10', { otherwise: '0' }),
    maximum_spend: field(t.nullable(sum), 'A subscription costs at most this a cycle', '80'),
    tax_rate: field(t.decimal(9, 6), 'Tax as a fraction of the net amount', '0.190000', {
      min: 0,
      max: 1,
      otherwise: '0',
    }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})

/** A number prefix and the zone it belongs to. The longest matching prefix wins. */
export const cataloguePrefix = contract({
  name: 'catalogue_prefix',
  description:
    'A prefix of E.164 numbers and its zone. Short, premium, freephone and emergency numbers are zones like any other.',
  eventTime: 'valid_from',
  identity: ['tariff_id', 'prefix', 'exact', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    tariff_id: field(t.lowCardinality, 'Tariff whose zones these are', 'standard'),
    prefix: field(t.string, 'Leading digits of the normalised number', '447924', {
      pattern: /^\d{1,15}$/,
      shape: '1 to 15 digits',
    }),
    exact: field(t.bool, 'Only the number itself, not those that begin with it (short numbers)', 'false', {
      otherwise: false,
    }),
    zone: field(t.string, 'Zone priced by catalogue_rate', 'uk-mobile'),
    name: field(t.string, 'Name of the destination', 'UK Cellular-BT', { otherwise: '' }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})

/** Price of a service to a zone within hours of the week. */
export const catalogueRate = contract({
  name: 'catalogue_rate',
  description: 'What a service costs to a zone, by local weekday and hour of the start. Prices exclude tax.',
  eventTime: 'valid_from',
  identity: [
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
    // Entries of one band may begin alike and end otherwise, or weigh otherwise.
    'to_minute',
    'weight',
    'after_units',
    'valid_from',
  ],
  keep: 'last',
  horizonDays: 36500,
  rules: [isABand],
  fields: {
    tariff_id: field(t.lowCardinality, 'Tariff', 'standard'),
    price_id: field(
      t.lowCardinality,
      'Price within the tariff (catalogue_price); empty = its service’s only one',
      'calls',
      {
        otherwise: '',
      },
    ),
    service: field(t.oneOf('voice', 'sms', 'mms', 'data', 'content', 'metered'), 'Service priced', 'voice'),
    zone: field(t.string, 'Zone of the other party; * for a service priced whatever the other party', 'uk-mobile'),
    band: field(t.lowCardinality, 'Name of the hours; * = at any time', 'peak', { otherwise: '*' }),
    weight: field(t.uint32, 'The heavier of two bands that both hold wins; then the later start', '1', {
      otherwise: 0,
    }),
    holiday: field(t.bool, 'For the holidays of the tariff (catalogue_holiday) instead of weekdays', 'false', {
      otherwise: false,
    }),
    weekdays: field(t.string, 'Local weekdays it is for, 1 = Monday', '12345', {
      otherwise: '1234567',
      pattern: /^[1-7]{1,7}$/,
      shape: 'digits 1 to 7',
    }),
    dates: field(t.string, 'Local dates it is for: years/months/days of the month, * = all of them', '*/12/24,31', {
      otherwise: '*/*/*',
      pattern: /^(\*|\d{4}(,\d{4})*)\/(\*|\d{1,2}(,\d{1,2})*)\/(\*|\d{1,2}(,\d{1,2})*)$/,
      shape: 'years/months/days such as 2026/12/24,31, with * for all',
    }),
    from_minute: field(t.uint16, 'First local minute of the day', '480', { otherwise: 0, max: 1439 }),
    from_second: field(t.uint8, 'Seconds after from_minute at which it begins', '0', { otherwise: 0, max: 59 }),
    to_minute: field(t.uint16, 'End minute of the day, not included', '1200', { otherwise: 1440, max: 1440 }),
    to_second: field(t.uint8, 'Seconds after to_minute at which it ends', '0', { otherwise: 0, max: 59 }),
    after_units: field(t.uint64, 'Units since the start (seconds) at which the rate begins', '60', { otherwise: 0 }),
    connect_fee: field(price, 'Charged once for an event that is charged', '0.000000000', { otherwise: '0', min: 0 }),
    rate: field(price, 'Price of `per_units` units', '0.090000000', { min: 0 }),
    per_units: field(t.uint64, 'Units the rate is for: 60 seconds, 1 message, 1048576 bytes', '60', {
      otherwise: 60,
      min: 1,
    }),
    first_increment: field(t.uint64, 'Units charged at least', '60', { otherwise: 1, min: 1 }),
    next_increment: field(t.uint64, 'Units by which the quantity is rounded up after that', '1', {
      otherwise: 1,
      min: 1,
    }),
    entry_fee: field(price, 'Charged whenever an event enters the band, at its start too', '0.01', {
      otherwise: '0',
      min: 0,
    }),
    included_units: field(t.uint64, 'First units of an event that cost nothing', '30', { otherwise: 0 }),
    minimum_cost: field(t.nullable(price), 'An event costs at least; the price’s unless told', '0.05'),
    maximum_cost: field(t.nullable(price), 'An event costs no more; the price’s unless told', '3'),
    markup: field(t.nullable(price), 'Percent added to what the source itself charged; null without a mark-up', '15', {
      min: -100,
    }),
    maximum_cost_then: field(
      t.nullable(t.lowCardinality),
      'With a maximum: what follows is free, or disconnect; the price’s unless told',
      'disconnect',
      { pattern: /^(free|disconnect)$/, shape: 'free or disconnect' },
    ),
    blocked: field(t.bool, 'Use is rejected as blocked instead of charged', 'false', { otherwise: false }),
    decimals: field(t.uint8, 'Decimals an event’s amount is rounded to, half up', '4', { otherwise: 6, max: 9 }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})

function isABand(event: Parameters<Rule>[0]): ReturnType<Rule> {
  const second = (minute: unknown, seconds: unknown, otherwise: number) =>
    Number(minute ?? otherwise) * 60 + Number(seconds ?? 0)
  const from = second(event.from_minute, event.from_second, 0)
  const to = second(event.to_minute, event.to_second, 1440)
  if (to > from && to <= 86_400) return undefined
  return { field: 'to_minute', expected: 'after from_minute and within the day (a band over midnight is two rows)' }
}
