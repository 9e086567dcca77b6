import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import { type Call, type PricedCall, priceCall } from './call.ts'
import { localTime } from './clock.ts'
import { costOfCall, roundedEvent } from './cost.ts'
import { type Destination, destination, zonesOf } from './destination.ts'
import { ceiling, type Fraction, fraction, fractionOf, most, zero } from './fraction.ts'
import { chainOf, heldAt, inForce, type Line, offeringAt, periodOf, pricesAt, versionsOf } from './line.ts'
import { priceFor } from './price.ts'

/** A record of a usage file: `usage`, or `metered_usage` where it has a metric. */
export interface Use {
  readonly event_id: string
  readonly subscription_id: string
  readonly started_at: string
  readonly service?: 'voice' | 'sms' | 'mms' | 'data' | 'content'
  readonly direction?: 'originating' | 'terminating'
  readonly answered?: boolean
  readonly duration_s?: number
  readonly messages?: number
  readonly bytes_up?: number
  readonly bytes_down?: number
  readonly other_party?: string
  readonly other_network?: string
  readonly roaming?: boolean
  readonly visited_network?: string
  readonly service_name?: string
  readonly metric?: string
  readonly quantity?: string
  readonly amount?: string
  readonly properties?: Readonly<Record<string, string>>
}

/** A use with all that prices it before allowances. */
export interface Priced {
  readonly use: Use
  readonly at: number
  readonly line: Line
  readonly local: number
  readonly period: { readonly from: number; readonly to: number }
  readonly destination: Destination
  readonly price: UsagePrice | undefined
  /** How a line names it: `tariff/price` where it is of a fallback. */
  readonly priceId?: string
  /** Which version of which tariff the price is of. */
  readonly version: string
  readonly quantity: Fraction
  readonly call: PricedCall | undefined
  readonly amount: Fraction
  /** Units that allowances cover or refuse: periods do not count them. */
  readonly covered?: Fraction
  readonly coveredUnits?: Fraction
  readonly refusedUnits?: Fraction
}

export type Reason = 'unknown subscription' | 'no rate' | 'blocked' | 'in the future'
export type Rated = Priced | { readonly use: Use; readonly reason: Reason }

const day = 86_400_000

/** Prices a use by itself, or says why it cannot be. `until`: when it landed; what begins more than a day later is in the future. */
export function rateUse(
  catalogue: Catalogue,
  lines: ReadonlyMap<string, Line>,
  use: Use,
  until = Number.POSITIVE_INFINITY,
): Rated {
  const at = Date.parse(use.started_at)
  if (at > until + day) return { use, reason: 'in the future' }
  const line = lines.get(use.subscription_id)
  const held = line && heldAt(line, at)
  if (line === undefined || held === undefined || held.status === 'terminated')
    return { use, reason: 'unknown subscription' }
  const offering = offeringAt(catalogue, held.offering, at)
  const plan = offering && pricesAt(catalogue, offering, at)
  const quantity = quantityOf(use)
  const rest = { use, at, line, local: localTime(at, line.zone), period: periodOf(line, at), quantity }
  const received = use.direction === 'terminating'
  const free = use.answered === false || (quantity.n === 0n && use.metric === undefined)
  const idle = quantity.n === 0n && use.amount === undefined
  const unpriced = { ...rest, version: '', price: undefined, call: undefined, amount: zero }
  const none = { zone: undefined, prefix: undefined }
  if (plan === undefined)
    return free || idle || received ? { ...unpriced, destination: none } : { use, reason: 'no rate' }
  const numbered = { at, otherParty: use.other_party, otherNetwork: use.other_network }
  const zones = zonesOf(catalogue, plan)
  const towards = destination(zones, {
    ...{ ...numbered, roaming: use.roaming ?? false, visitedNetwork: use.visited_network },
  })
  if (free) return { ...unpriced, destination: towards }
  const { service, metric } = use
  const called = destination(zones, { ...numbered, otherNetwork: undefined, roaming: false, visitedNetwork: undefined })
  const properties = metric === undefined ? propertiesOf(use, called.zone) : (use.properties ?? {})
  const asked = { service, metric, zone: towards.zone, at, received, properties }
  const [found] = chainOf(plan).flatMap((tariff) => {
    const price = priceFor(tariff.prices, asked)
    return price === undefined ? [] : [{ tariff, price }]
  })
  if (found === undefined) return idle || received ? { ...unpriced, destination: towards } : { use, reason: 'no rate' }
  const { price, tariff } = found
  const priced = {
    ...rest,
    priceId: tariff === plan ? price.id : `${tariff.key.split(' ')[0]}/${price.id}`,
    destination: towards,
    price,
    version: tariff === plan ? plan.key : `${plan.key} ${tariff.key}`,
  }
  if (price.model !== 'rate') return { ...priced, call: undefined, amount: zero }
  const calendar = versionsOf(catalogue.calendars, tariff.calendar ?? '').find((one) => inForce(one, at))
  const call = priceCall(price, calendar, callOf(use, towards.zone, quantity, line.zone, at))
  if (typeof call === 'string') return { use, reason: call }
  return { ...priced, call, amount: roundedEvent(price, costOfCall(call)) }
}

function callOf(use: Use, zone: string | undefined, quantity: Fraction, timeZone: string, at: number): Call {
  return {
    zone,
    at,
    quantity: Number(ceiling(most(quantity, zero)).n),
    timed: use.service === 'voice',
    local: (after) => localTime(at + after * 1000, timeZone),
  }
}

/** What prices of a service may ask for. */
function propertiesOf(use: Use, calledZone: string | undefined): Readonly<Record<string, string>> {
  const given = {
    ...{ service_name: use.service_name, other_network: use.other_network, visited_network: use.visited_network },
    ...{ direction: use.direction ?? 'originating', roaming: String(use.roaming ?? false), called_zone: calledZone },
  }
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

/** Seconds of voice, messages, bytes both ways, one of content, units of a metric. */
export function quantityOf(use: Use): Fraction {
  if (use.metric !== undefined) return fractionOf(use.quantity ?? '1')
  switch (use.service) {
    case 'voice':
      return fractionOf(use.duration_s ?? 0)
    case 'sms':
    case 'mms':
      return fractionOf(use.messages ?? 0)
    case 'data':
      return fraction(BigInt(use.bytes_up ?? 0) + BigInt(use.bytes_down ?? 0))
    default:
      return fraction(1n)
  }
}
