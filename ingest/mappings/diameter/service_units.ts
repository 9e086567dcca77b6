import { FieldError } from '../mapping.ts'
import { type Avps, groupsOf, wholeOf } from './avp.ts'
import { type Money, moneyOf } from './cc_money.ts'

/** What the units of one rating group add up to. */
export interface ServiceUnits {
  readonly part: string
  readonly seconds: bigint
  readonly up: bigint
  readonly down: bigint
  readonly specific: bigint
  readonly money: Money | undefined
  /** Which of them the message gave at all. */
  readonly gave: { readonly octets: boolean; readonly seconds: boolean; readonly specific: boolean }
}

const NOTHING: ServiceUnits = {
  part: '',
  seconds: 0n,
  up: 0n,
  down: 0n,
  specific: 0n,
  money: undefined,
  gave: { octets: false, seconds: false, specific: false },
}

/**
 * The units of a message by rating group (and service identifier, when it has one); of one group several times, also before and
 * after a tariff change, the sum: the identity of a report has no room for parts of it, and rating goes by its own calendar.
 *
 * `named` are the AVPs that may hold them, in order: `Used-Service-Unit`, and for events `Requested-Service-Unit`.
 */
export function unitsByPart(message: Avps, named: readonly string[]): readonly ServiceUnits[] {
  const services = groupsOf(message, 'Multiple-Services-Credit-Control')
  const parts = new Map<string, ServiceUnits>()
  for (const service of services.length > 0 ? services : [message]) {
    const part = partOf(service)
    let sum = parts.get(part) ?? { ...NOTHING, part }
    for (const unit of unitsIn(service, named)) sum = added(sum, unit)
    parts.set(part, sum)
  }
  return [...parts.values()]
}

function partOf(service: Avps): string {
  const group = wholeOf(service, 'Rating-Group')
  const identifier = wholeOf(service, 'Service-Identifier')
  if (group === undefined) return identifier === undefined ? '' : `/${identifier}`
  return identifier === undefined ? String(group) : `${group}/${identifier}`
}

function unitsIn(service: Avps, named: readonly string[]): readonly Avps[] {
  for (const name of named) {
    const groups = groupsOf(service, name)
    if (groups.length > 0) return groups
  }
  // Separated values name the units themselves.
  return [service]
}

function added(sum: ServiceUnits, unit: Avps): ServiceUnits {
  const seconds = wholeOf(unit, 'CC-Time')
  const octets = octetsOf(unit)
  const specific = wholeOf(unit, 'CC-Service-Specific-Units')
  return {
    part: sum.part,
    seconds: sum.seconds + (seconds ?? 0n),
    up: sum.up + (octets?.up ?? 0n),
    down: sum.down + (octets?.down ?? 0n),
    specific: sum.specific + (specific ?? 0n),
    money: sumOf(sum.money, moneyOf(unit)),
    gave: {
      octets: sum.gave.octets || octets !== undefined,
      seconds: sum.gave.seconds || seconds !== undefined,
      specific: sum.gave.specific || specific !== undefined,
    },
  }
}

/** Input is from the user. A total alone is counted as received by the user; beside one way it gives the other. */
function octetsOf(unit: Avps): { readonly up: bigint; readonly down: bigint } | undefined {
  const up = wholeOf(unit, 'CC-Input-Octets')
  const down = wholeOf(unit, 'CC-Output-Octets')
  const total = wholeOf(unit, 'CC-Total-Octets')
  if (total === undefined)
    return up === undefined && down === undefined ? undefined : { up: up ?? 0n, down: down ?? 0n }
  if (up !== undefined && down !== undefined) return { up, down }
  const known = up ?? down ?? 0n
  if (known > total) throw new FieldError(`at least the ${known} octets of one way`, total, 'CC-Total-Octets')
  return down === undefined ? { up: known, down: total - known } : { up: total - known, down }
}

function sumOf(one: Money | undefined, other: Money | undefined): Money | undefined {
  if (!one || !other) return one ?? other
  if (one.currency !== other.currency) throw new FieldError('one currency', other.currency, 'Currency-Code')
  return { units: one.units + other.units, currency: one.currency }
}
