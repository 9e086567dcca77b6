import { compareDecimals } from '../decimal.ts'
import {
  decimal,
  defaulted,
  flag,
  identifier,
  needed,
  nested,
  oneOf,
  optional,
  type RecordRule,
  record,
  reference,
  sum,
  text,
  type ValueOf,
  whole,
} from '../schema/shape.ts'
import { mostIsNotBelowLeast } from './least_and_most.ts'

const instalmentsShape = record('instalments', 'The amount in equal parts, the remainder in the last.', {
  count: needed(whole(2, 120), 'How many, one a cycle', '24'),
})

const overdueShape = record(
  'overdue',
  'When a late fee is due with a bill that is open past its due date, and how much more than its flat amount.',
  {
    percentage: defaulted(
      decimal('0', '100', 6),
      '0',
      'Per cent of what is overdue and undisputed, with tax, beside the amount',
      '1.5',
    ),
    grace_days: defaulted(
      whole(0, 365),
      '0',
      'Days after the due date on which it may still be paid without a fee',
      '5',
    ),
    minimum_overdue: defaulted(sum('0'), '0', 'No fee where less than this is overdue, with tax', '10'),
    minimum: optional(sum('0'), 'The fee is at least this', '2.50'),
    maximum: optional(sum('0'), 'The fee is at most this', '40'),
    repeated: defaulted(flag, 'false', 'Again on each later bill while it stays overdue; else once a bill', 'true'),
    on_fees: defaulted(flag, 'false', 'Whether late fees that stand on the bill count as overdue', 'true'),
  },
  [mostIsNotBelowLeast('minimum', 'maximum')],
)

/** A charge that does not depend on use. */
export const chargeShape = record(
  'charge',
  'A charge that does not depend on use: once, or every period.',
  {
    id: needed(identifier, 'Name within its offering', 'monthly'),
    name: defaulted(text, '', 'Name on bills', 'Monthly charge'),
    amount: needed(sum(), 'Price of a period, or once; without tax unless tax_included. Below zero: a credit', '20'),
    every: defaulted(oneOf('month', 'day', 'week', 'year', 'once'), 'month', 'Unit of its period', 'month'),
    count: defaulted(whole(1, 120), '1', 'So many of them: 2 and month = bimonthly', '2'),
    aligned_to: defaulted(
      oneOf('cycle', 'next_cycle', 'calendar', 'start', 'line'),
      'cycle',
      'Where periods begin: on the cycle day before the start of the charge, which is that of its plan (the first is held in part), on the one after it (with a short period before), on that of January, on the start itself, or on the anniversary of the line, whichever plans it had',
      'calendar',
    ),
    trial_days: defaulted(whole(0, 3660), '0', 'So many days from the start of the plan are free', '30'),
    charged_in: defaulted(oneOf('advance', 'arrears'), 'advance', 'Before or after its period', 'arrears'),
    proration: defaulted(
      oneOf('days', 'seconds', 'full', 'none', 'months_of_30'),
      'days',
      'A period held in part: by days or seconds of it, in full, not at all, or by days of months of 30 (30/360)',
      'days',
    ),
    on: defaulted(
      oneOf('start', 'cycle', 'end'),
      'start',
      'once: at the start, at the first cycle’s end, or at the end of the plan',
      'start',
    ),
    instalments: optional(nested(instalmentsShape), 'once: in parts', '{count: 24}'),
    kind: defaulted(
      oneOf('charge', 'setup', 'device', 'early_termination', 'deposit', 'late_fee'),
      'charge',
      'What it is: a deposit is a liability, a late fee is due on the next bill when one is overdue, early termination within the term',
      'setup',
    ),
    term_months: optional(
      whole(1, 120),
      'early_termination: months of the term; the amount falls evenly to zero',
      '24',
    ),
    falling: defaulted(flag, 'false', 'early_termination: in proportion to the months that are left', 'true'),
    while_suspended: defaulted(
      oneOf('charged', 'free'),
      'charged',
      'Whether the days of a suspension are charged',
      'free',
    ),
    overdue: optional(
      nested(overdueShape),
      'late_fee: when it is due, and the part that is not flat',
      '{percentage: 1.5, grace_days: 5}',
    ),
    tax: optional(reference('tax'), 'Tax; the offering’s unless told', 'standard'),
    tax_included: defaulted(flag, 'false', 'Whether the amount contains the tax', 'true'),
  },
  [owesIfItIsAFee, lateFeeIsOfBills, saysWhatItsPeriodKnows, terminationHasTerm],
)
export type Charge = ValueOf<typeof chargeShape>

/** A charge below zero is a credit, each month or once; a deposit is held, and a fee taken, never given. */
function owesIfItIsAFee({ kind, amount }: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  const owed = { deposit: 'a deposit', early_termination: 'a fee for early termination', late_fee: 'a late fee' }
  if (!Object.hasOwn(owed, String(kind)) || compareDecimals(String(amount), '0') >= 0) return undefined
  return {
    member: 'amount',
    expected: `zero or more: ${owed[kind as keyof typeof owed]}; a credit is a charge of another kind`,
  }
}

/** A charge that is due once has no period, and one with a period no single instant. */
function saysWhatItsPeriodKnows(charge: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (charge.every === 'once') {
    return charge.count === 1 ? undefined : { member: 'count', expected: 'to be left out: every is once' }
  }
  if (charge.instalments !== undefined)
    return {
      member: 'instalments',
      expected: `to be left out, or every: once; a charge every ${charge.every} is not cut`,
    }
  if (charge.on !== 'start')
    return { member: 'on', expected: `to be left out, or every: once; this is every ${charge.every}` }
  return undefined
}

function terminationHasTerm(charge: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (charge.kind === 'early_termination') {
    const known = charge.falling !== true || charge.term_months !== undefined
    return known ? undefined : { member: 'term_months', expected: 'the months of the term, for it falls with them' }
  }
  const said = ['term_months', 'falling'].find((name) => charge[name] !== undefined && charge[name] !== false)
  return said === undefined ? undefined : { member: said, expected: 'to be left out, or kind: early_termination' }
}

/** A late fee has no period of its own: bills and their due dates decide. */
function lateFeeIsOfBills(charge: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  const { kind, every, overdue } = charge
  if (kind !== 'late_fee') {
    return overdue === undefined ? undefined : { member: 'overdue', expected: 'to be left out, or kind: late_fee' }
  }
  if (every !== 'month' && every !== 'once')
    return {
      member: 'every',
      expected: 'to be left out: a late fee is due with bills (overdue: {repeated: true} for each)',
    }
  const said = [
    ['count', 1],
    ['trial_days', 0],
    ['instalments', undefined],
    ['on', 'start'],
  ].find(([name, usual]) => charge[name as string] !== usual)
  return said === undefined ? undefined : { member: said[0] as string, expected: 'to be left out: this is a late fee' }
}
