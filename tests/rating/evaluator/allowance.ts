import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { Allowance } from '../../../ingest/catalogue/entities/allowance.ts'
import { costOfCall, lengthOf, roundedEvent, type Stretch, stretchesOf, taken } from './cost.ts'
import {
  add,
  ceiling,
  compare,
  type Fraction,
  floor,
  fractionOf,
  least,
  most,
  over,
  subtract,
  times,
  zero,
} from './fraction.ts'
import { grantsOf } from './grant.ts'
import type { Line } from './line.ts'
import type { Priced } from './rate.ts'

/** What a line was given for a period, as it is used up. Days are local midnights, `to` not included. */
export interface Grant {
  readonly line: Line
  readonly allowance: Allowance
  readonly from: number
  readonly to: number
  /** The grant whose rest this is. */
  readonly restOf?: Grant
  left: Fraction
  opened: boolean
}

/** Uses allowances in event order: those of units cover a use from its start, those of money what is then to be paid. */
export function covered(
  catalogue: Catalogue,
  lines: ReadonlyMap<string, Line>,
  rated: readonly Priced[],
  until: number,
): Priced[] {
  const grants = [...lines.values()].flatMap((line) => grantsOf(catalogue, line, until))
  const order = [...rated].sort((a, b) => a.at - b.at || (a.use.event_id < b.use.event_id ? -1 : 1))
  const shared = Map.groupBy(grants, ({ line }) => line.payer)
  return order.map((use) => coveredUse(use, shared.get(use.line.payer) ?? []))
}

function coveredUse(use: Priced, grants: readonly Grant[]): Priced {
  if (use.price === undefined || grants.length === 0) return use
  const units = takeFrom(grants, use, unitOf(use), use.call ? stretchesOf(use.call) : wholeOf(use.quantity))
  const [coveredUnits, refusedUnits] = [lengthOf(units.stretches, 'covered'), lengthOf(units.stretches, 'refused')]
  const changed = compare(add(coveredUnits, refusedUnits), zero) > 0
  const amount =
    use.call === undefined
      ? units.cost
      : changed
        ? roundedEvent(use.price, costOfCall(use.call, units.stretches, units.cost))
        : use.amount
  const money = takeFrom(grants, use, 'money', wholeOf(amount))
  return {
    ...use,
    amount: lengthOf(money.stretches, 'open'),
    covered: add(coveredUnits, refusedUnits),
    ...{ coveredUnits, refusedUnits },
  }
}

/** A use that no rate cuts into parts, or an amount of money. */
const wholeOf = (quantity: Fraction): readonly Stretch[] =>
  compare(quantity, zero) <= 0 ? [] : [{ part: 0, from: zero, to: quantity, state: 'open' }]

interface Taken {
  readonly stretches: readonly Stretch[]
  /** What covered units cost by the allowances’ own rates. */
  readonly cost: Fraction
}

function takeFrom(all: readonly Grant[], use: Priced, unit: Allowance['unit'], given: readonly Stretch[]): Taken {
  const grants = all.filter((grant) => isFor(grant, use, unit))
  for (const grant of grants) open(grant)
  grants.sort((a, b) => inOrder(a, b, use.line))
  let [stretches, cost] = [given, zero]
  for (const [i, grant] of grants.entries()) {
    const { factors, increment, rate, blocker } = grant.allowance
    const asks = ({ allowance }: Grant, part: number) =>
      unit === 'money' || allowance.bands.length === 0 || allowance.bands.includes(use.call?.parts[part]?.band ?? '')
    const asked = (part: number) => asks(grant, part)
    const openOf = (wanted: (part: number) => boolean) =>
      lengthOf(
        stretches.filter(({ part }) => wanted(part)),
        'open',
      )
    const left = openOf(asked)
    if (compare(left, zero) <= 0) continue
    const factor = fractionOf(factors[use.destination.zone ?? ''] ?? '1')
    const step = fractionOf(increment)
    const wanted = times(left, factor)
    const stepped = step.n === 0n ? wanted : times(ceiling(over(wanted, step)), step)
    const usable = step.n === 0n ? grant.left : times(floor(over(grant.left, step)), step)
    const possible = least(stepped, usable)
    // A message, second or byte that a factor would cut is covered in full or not at all.
    const cut = compare(factor, fractionOf('1')) !== 0 && compare(possible, stepped) < 0
    const whole = cut && ['seconds', 'messages', 'bytes'].includes(unit)
    const units = whole ? times(floor(over(possible, factor)), factor) : possible
    grant.left = subtract(grant.left, units)
    const part = least(left, over(units, factor))
    stretches = taken(stretches, part, 'covered', asked)
    cost = add(cost, times(part, fractionOf(rate)))
    // What is past an allowance is past all of it: what was carried over, what is shared, and what other plans call alike.
    const alike = ({ allowance }: Grant) => allowance.blocker && allowance.id === grant.allowance.id
    const past = (part: number) => asked(part) && !grants.slice(i + 1).some((one) => alike(one) && asks(one, part))
    if (blocker) stretches = taken(stretches, openOf(past), 'refused', past)
  }
  return { stretches, cost }
}

/** What is left of a period is known when the next one is used: events come in order. */
function open(grant: Grant): void {
  if (grant.opened) return
  grant.opened = true
  if (grant.restOf === undefined) return
  open(grant.restOf)
  const { rollover } = grant.allowance
  const rest = grant.restOf.left
  const raised = most(rest, fractionOf(rollover?.minimum ?? '0'))
  grant.left = rollover?.maximum === undefined ? raised : least(raised, fractionOf(rollover.maximum))
}

function isFor({ line, allowance, from, to }: Grant, use: Priced, unit: Allowance['unit']): boolean {
  const { scope, services, zones, bands } = allowance
  const sharing =
    scope === 'subscription' ? line.id === use.line.id : scope === 'account' ? line.account === use.line.account : true
  return (
    [sharing, allowance.unit === unit, from <= use.local, use.local < to].every(Boolean) &&
    // Of a call it goes by the seconds in its bands, of anything else by where it begins.
    (bands.length === 0 || (unit === 'seconds' ? use.call !== undefined : bands.includes(use.call?.band ?? ''))) &&
    (services.length === 0 || services.includes(use.use.metric ?? use.use.service ?? '')) &&
    (zones.length === 0 || zones.includes(use.destination.zone ?? ''))
  )
}

/**
 * Priority, the line’s own, least or most left, then soonest expiry, then weight, then name.
 */
function inOrder(a: Grant, b: Grant, line: Line): number {
  const others = (one: Grant) => Number(one.allowance.own_first && one.line.id !== line.id)
  return (
    a.allowance.priority - b.allowance.priority ||
    others(a) - others(b) ||
    byRest(a, b) ||
    placeOf(a) - placeOf(b) ||
    carried(a) - carried(b) ||
    b.allowance.weight - a.allowance.weight ||
    byText(a.allowance.id, b.allowance.id) ||
    byText(a.line.id, b.line.id)
  )
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function byRest(a: Grant, b: Grant): number {
  if (a.allowance.order !== b.allowance.order || a.allowance.order === 'expiry') return 0
  return a.allowance.order === 'lowest' ? compare(a.left, b.left) : compare(b.left, a.left)
}

/** What was carried over counts as ending with the period it comes from, unless the period’s own is used first. */
const placeOf = ({ restOf, allowance, to }: Grant): number =>
  restOf === undefined || allowance.rollover?.first === 'own' ? to : restOf.to

const carried = ({ restOf }: Grant): number => Number(restOf !== undefined)

function unitOf({ use }: Priced): Allowance['unit'] {
  switch (use.service) {
    case 'voice':
      return 'seconds'
    case 'sms':
    case 'mms':
      return 'messages'
    case 'data':
      return 'bytes'
    default:
      return 'units'
  }
}
