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
  text,
  type ValueOf,
  whole,
} from '../schema/shape.ts'
import { mostIsNotBelowLeast } from './least_and_most.ts'

const rolloverShape = record(
  'rollover',
  'What becomes of the part that was not used.',
  {
    periods: defaulted(whole(1, 120), '1', 'Periods after its own in which it can be used', '1'),
    maximum: optional(decimal('0'), 'At most so much is carried over', '6000'),
    minimum: defaulted(decimal('0'), '0', 'At least so much is carried over, though less is left', '600'),
    first: defaulted(oneOf('rolled_over', 'own'), 'rolled_over', 'Which is used first', 'rolled_over'),
  },
  [mostIsNotBelowLeast('minimum', 'maximum')],
)

/** What allowances and balances of units say alike: which use takes how much of them, and in which order. */
export const takingMembers = {
  services: defaulted(list(identifier), '', 'Services and metrics it covers; empty = all of its unit', '[voice]'),
  zones: defaulted(list(identifier), '', 'Zones it covers; empty = all', '[germany]'),
  bands: defaulted(
    list(identifier),
    '',
    'Bands it covers: of a call that runs through several, the seconds in them; empty = all',
    '[evening]',
  ),
  factors: defaulted(map(decimal('0.000000001')), '', 'Units taken for each unit used, by zone', '{roaming: 2}'),
  increment: defaulted(decimal('0'), '0', 'It is taken in steps of so many units; 0 = as the price’s increments', '60'),
  rate: defaulted(price('0'), '0', 'Price of a unit within it', '0.01'),
  priority: defaulted(whole(0, 65535), '0', 'The lower number is used first; then the soonest expiry', '1'),
  weight: defaulted(whole(0, 65535), '0', 'Among equal priority and expiry the heavier is used first', '10'),
  order: defaulted(
    oneOf('expiry', 'lowest', 'highest'),
    'expiry',
    'Among equal priority: the soonest expiry, or what has least or most left when the use begins',
    'lowest',
  ),
  own_first: defaulted(
    flag,
    'false',
    'Shared: a line uses its own before that of others, among equal priority',
    'true',
  ),
  scope: defaulted(oneOf('subscription', 'account', 'hierarchy'), 'subscription', 'Who shares it', 'account'),
  blocker: defaulted(flag, 'false', 'Use past it is refused instead of charged or taken elsewhere', 'true'),
} as const

/** What a line may use before it is charged. */
export const allowanceShape = record(
  'allowance',
  'What a line may use before it is charged.',
  {
    id: needed(identifier, 'Name within its offering', 'minutes'),
    name: defaulted(text, '', 'Name on bills', '100 minutes'),
    unit: needed(
      oneOf('seconds', 'messages', 'bytes', 'money', 'units'),
      'What it counts: money covers amounts in the offering’s currency, units those of metrics',
      'seconds',
    ),
    amount: needed(decimal('0'), 'How much of it there is in a period, in `unit`', '6000'),
    ...takingMembers,
    period: defaulted(oneOf('cycle', 'month', 'week', 'day', 'once'), 'cycle', 'How often it is given anew', 'month'),
    expires_after_days: optional(whole(1, 36500), 'once: days after the start of the plan it is lost', '30'),
    prorated: defaulted(
      flag,
      'true',
      'In a period that is held in part, by days, rounded down to whole units unless prorated_rounding says otherwise',
      'false',
    ),
    prorated_rounding: defaulted(
      oneOf('down', 'half_up', 'up', 'none'),
      'down',
      'How a share is rounded to whole units; none: units of metrics in parts. Money has nine decimals',
      'half_up',
    ),
    rollover: optional(
      nested(rolloverShape),
      'Carried over when left; nothing is unless told',
      '{periods: 1, maximum: 6000}',
    ),
  },
  [fitsItsPeriod, sharesWholeUnits],
)
export type Allowance = ValueOf<typeof allowanceShape>

/** A second, a message or a byte has no parts. */
function sharesWholeUnits({ unit, prorated_rounding }: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (prorated_rounding !== 'none' || unit === 'units') return undefined
  return { member: 'prorated_rounding', expected: 'down, half_up or up, for the unit is not units' }
}

/** What is given once has no next period, and what is given anew ends with its own. */
function fitsItsPeriod(allowance: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (allowance.period === 'once') {
    return allowance.rollover === undefined
      ? undefined
      : { member: 'rollover', expected: 'to be left out: period is once (expires_after_days says how long it lasts)' }
  }
  return allowance.expires_after_days === undefined
    ? undefined
    : { member: 'expires_after_days', expected: 'to be left out, or period: once (rollover lets it last longer)' }
}
