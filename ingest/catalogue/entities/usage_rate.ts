import {
  defaulted,
  flag,
  identifierOrAll,
  instant,
  list,
  needed,
  nested,
  oneOf,
  optional,
  patterned,
  price,
  type RecordRule,
  record,
  text,
  type ValueOf,
  whole,
} from '../schema/shape.ts'

import { endsAfterItStarts } from './dated.ts'
import { mostIsNotBelowLeast } from './least_and_most.ts'

/** A part of a call from a second on. */
export const slotShape = record('slot', 'What use costs from a number of units since its start on.', {
  after: needed(whole(0), 'Units since the start at which it begins (seconds for voice)', '60'),
  rate: needed(price('0'), 'Price of `per` units', '0.05'),
  per: optional(whole(1), 'Units the rate is for; those of the rate unless told', '60'),
  increment: optional(whole(1), 'Units it is charged in; the next increment of the rate unless told', '1'),
  connect_fee: defaulted(price('0'), '0', 'Charged when the slot is reached', '0.01'),
})
export type Slot = ValueOf<typeof slotShape>

/** What a service costs to a zone within a band. */
export const usageRateShape = record(
  'usage_rate',
  'What a service costs to a zone within a band.',
  {
    zone: defaulted(identifierOrAll, '*', 'Zone of the other party or network; * = whatever it is', 'germany-mobile'),
    prefix: optional(
      patterned(/^\d{1,15}$/, '1 to 15 digits without +'),
      'Rate deck: leading digits of the number instead of a zone; the prefix is a zone of its own',
      '4915',
    ),
    name: defaulted(text, '', 'Rate deck: name of the destination', 'Germany, mobile'),
    band: defaulted(identifierOrAll, '*', 'Band of the tariff’s calendar; * = at any time', 'peak'),
    connect_fee: defaulted(price('0'), '0', 'Charged once for an event that is charged', '0.05'),
    entry_fee: defaulted(
      price('0'),
      '0',
      'Charged each time an event enters the band: at its start, and when it goes on into it',
      '0.01',
    ),
    rate: optional(price('0'), 'Price of `per` units; none beside a markup unless told', '0.09'),
    markup: optional(
      price('-100'),
      'Roaming: percent added to what the source itself charged (`stated_amount`, of TAP files the partner’s charge), which is changed into the plan’s currency first; 0 passes it on. connect_fee and rate, if told, come on top',
      '15',
    ),
    per: optional(
      whole(1),
      'Units the rate is for: seconds, messages, bytes, metric units; the price’s unless told',
      '60',
    ),
    first_increment: optional(whole(1), 'Units charged at least; the price’s unless told', '60'),
    next_increment: optional(whole(1), 'Units by which the quantity is rounded up after that', '1'),
    included_units: optional(
      whole(0),
      'First units of each event that cost nothing; increments begin after them; the price’s unless told',
      '30',
    ),
    minimum_cost: optional(price('0'), 'An event that starts here costs at least; the price’s unless told', '0.05'),
    maximum_cost: optional(price('0'), 'An event that starts here costs no more; the price’s unless told', '3'),
    maximum_cost_then: optional(
      oneOf('free', 'disconnect'),
      'What follows is free, or the event ends there; the price’s unless told',
      'disconnect',
    ),
    blocked: defaulted(flag, 'false', 'Use is not charged but rejected as `blocked`', 'true'),
    from: optional(instant, 'In force from this instant on, within the tariff', '2026-02-01'),
    to: optional(instant, 'In force until just before this instant', '2026-03-01'),
    slots: defaulted(list(nested(slotShape)), '', 'Other rates from a number of units on', '[{after: 60, rate: 0.05}]'),
  },
  [
    hasOneDestination,
    saysWhatUseCosts,
    slotsRise,
    mostIsNotBelowLeast('minimum_cost', 'maximum_cost'),
    endsAfterItStarts,
  ],
)
export type UsageRate = ValueOf<typeof usageRateShape>

function hasOneDestination(rate: Readonly<Record<string, unknown>>) {
  if (rate.prefix === undefined || rate.zone === '*') return undefined
  return { member: 'prefix', expected: 'either zone or prefix' }
}

function saysWhatUseCosts(rate: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (rate.rate === undefined && rate.markup === undefined)
    return { member: 'rate', expected: 'a rate (0 where it is free), or a markup on what the source charged' }
  const { length } = (rate.slots ?? []) as readonly Slot[]
  if (rate.markup !== undefined && length > 0)
    return { member: 'slots', expected: 'no slots beside a markup: the partner has charged for all of the use' }
  return undefined
}

function slotsRise(rate: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  let before = 0
  for (const [index, { after }] of ((rate.slots ?? []) as readonly Slot[]).entries()) {
    const member = `slots[${index}].after`
    if (after <= before)
      return {
        member,
        expected:
          index === 0 ? '1 or more: the rate itself holds from 0 on' : `more than the ${before} of the slot before`,
      }
    before = after
  }
  return undefined
}
