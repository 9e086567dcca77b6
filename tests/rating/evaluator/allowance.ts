import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { Allowance } from '../../../ingest/catalogue/entities/allowance.ts'
import { costOfCall, roundedEvent } from './call.ts'
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
  const grants = [...lines.values()].flatMap((line) => grantsOf(catalogue, line, until)).sort(inOrder)
  const order = [...rated].sort((a, b) => a.at - b.at || (a.use.event_id < b.use.event_id ? -1 : 1))
  const shared = Map.groupBy(grants, ({ line }) => line.payer)
  return order.map((use) => coveredUse(use, shared.get(use.line.payer) ?? []))
}

function coveredUse(use: Priced, grants: readonly Grant[]): Priced {
  if (use.price === undefined || grants.length === 0) return use
  const units = takeFrom(grants, use, unitOf(use), unitsOf(use))
  const taken = { covered: units.covered, refused: units.refused, within: units.cost }
  const changed = compare(add(units.covered, units.refused), zero) > 0
  const amount =
    use.call === undefined ? units.cost : changed ? roundedEvent(use.price, costOfCall(use.call, taken)) : use.amount
  const money = takeFrom(grants, use, 'money', amount)
  return {
    ...use,
    amount: subtract(subtract(amount, money.covered), money.refused),
    covered: add(units.covered, units.refused),
    coveredUnits: units.covered,
    refusedUnits: units.refused,
  }
}

interface Taken {
  readonly covered: Fraction
  readonly refused: Fraction
  /** What covered units cost by the allowances’ own rates. */
  readonly cost: Fraction
}

function takeFrom(grants: readonly Grant[], use: Priced, unit: Allowance['unit'], need: Fraction): Taken {
  let [left, refused, cost] = [need, zero, zero]
  for (const [i, grant] of grants.entries()) {
    if (compare(left, zero) <= 0) break
    if (!isFor(grant, use, unit)) continue
    open(grant)
    const { factors, increment, rate, blocker } = grant.allowance
    const factor = fractionOf(factors[use.destination.zone ?? ''] ?? '1')
    const step = fractionOf(increment)
    const asked = times(left, factor)
    const stepped = step.n === 0n ? asked : times(ceiling(over(asked, step)), step)
    const usable = step.n === 0n ? grant.left : times(floor(over(grant.left, step)), step)
    const taken = least(stepped, usable)
    grant.left = subtract(grant.left, taken)
    const part = least(left, over(taken, factor))
    left = subtract(left, part)
    cost = add(cost, times(part, fractionOf(rate)))
    // What is past an allowance is past all of it: what was carried over, and what is shared of it, too.
    const more = grants.slice(i + 1).some((one) => one.allowance === grant.allowance && isFor(one, use, unit))
    if (!blocker || more) continue
    refused = left
    left = zero
  }
  return { covered: subtract(subtract(need, left), refused), refused, cost }
}

/** What is left of a period is known when the next one is used: events come in order. */
function open(grant: Grant): void {
  if (grant.opened) return
  grant.opened = true
  if (grant.restOf === undefined) return
  open(grant.restOf)
  const { rollover } = grant.allowance
  grant.left =
    rollover?.maximum === undefined ? grant.restOf.left : least(grant.restOf.left, fractionOf(rollover.maximum))
}

function isFor({ line, allowance, from, to }: Grant, use: Priced, unit: Allowance['unit']): boolean {
  const { scope, services, zones } = allowance
  const sharing =
    scope === 'subscription' ? line.id === use.line.id : scope === 'account' ? line.account === use.line.account : true
  return (
    [sharing, allowance.unit === unit, from <= use.local, use.local < to].every(Boolean) &&
    (services.length === 0 || services.includes(use.use.metric ?? use.use.service ?? '')) &&
    (zones.length === 0 || zones.includes(use.destination.zone ?? ''))
  )
}

/** Priority, then soonest expiry (what was carried over before or after its own period’s), then weight, then name. */
function inOrder(a: Grant, b: Grant): number {
  return (
    a.allowance.priority - b.allowance.priority ||
    a.to - b.to ||
    carried(a) - carried(b) ||
    b.allowance.weight - a.allowance.weight ||
    byText(a.allowance.id, b.allowance.id) ||
    byText(a.line.id, b.line.id)
  )
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const carried = ({ restOf, allowance }: Grant): number =>
  restOf === undefined ? 0 : allowance.rollover?.first === 'own' ? 1 : -1

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

const unitsOf = ({ call, quantity }: Priced): Fraction =>
  call === undefined ? most(quantity, zero) : fractionOf(call.charged)
