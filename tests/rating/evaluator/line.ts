import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { Offering } from '../../../ingest/catalogue/entities/offering.ts'
import type { Tariff } from '../../../ingest/catalogue/entities/tariff.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import { instantOfLocal, localTime } from './clock.ts'

/** A record of a subscriber file: the line's plan from `from` until `to` or its next record. */
export interface LineRecord {
  readonly subscription_id: string
  readonly offering_id: string
  readonly billing_account_id?: string
  readonly payer_account_id?: string
  readonly from?: string
  readonly to?: string
  readonly status?: 'active' | 'suspended' | 'terminated'
  readonly time_zone?: string
  readonly cycle_day?: number
}

/** What a line had for `[from, to)`. */
export interface Held {
  readonly from: number
  readonly to: number
  readonly offering: string
  readonly status: 'active' | 'suspended' | 'terminated'
}

export interface Line {
  readonly id: string
  readonly account: string
  readonly payer: string
  readonly zone: string
  readonly cycleDay: number
  readonly held: readonly Held[]
}

/** Prices a plan has at an instant. */
export interface PlanPrices {
  readonly key: string
  readonly calendar: string | undefined
  readonly zones: readonly string[]
  readonly prices: readonly UsagePrice[]
  /** Tariffs whose prices come where this one has none, in their order. */
  readonly fallbacks: readonly PlanPrices[]
}

/** Lines of a subscriber file. A record without `from` holds since 2000. */
export function linesOf(records: readonly LineRecord[]): ReadonlyMap<string, Line> {
  const byLine = Map.groupBy(records, ({ subscription_id }) => subscription_id)
  return new Map(
    [...byLine].map(([id, given]) => {
      const starts = given.flatMap((record) => {
        const status = record.status ?? 'active'
        const from = Date.parse(record.from ?? '2000-01-01T00:00:00Z')
        const one = { from, offering: record.offering_id, status }
        return record.to === undefined
          ? [one]
          : [one, { ...one, from: Date.parse(record.to), status: 'terminated' as const }]
      })
      // Of two states that begin at once the later said holds.
      const last = new Map(starts.map((start) => [start.from, start]))
      const sorted = [...last.values()].sort((a, b) => a.from - b.from)
      const held = sorted.map((start, i) => ({ ...start, to: sorted[i + 1]?.from ?? Number.POSITIVE_INFINITY }))
      const { billing_account_id: account = `A-${id}`, payer_account_id, time_zone, cycle_day } = given.at(-1)!
      const rest = { payer: payer_account_id ?? account, zone: time_zone ?? 'UTC', cycleDay: cycle_day ?? 1 }
      return [id, { id, account, ...rest, held }] as const
    }),
  )
}

export const heldAt = (line: Line, at: number): Held | undefined =>
  line.held.find(({ from, to }) => from <= at && at < to)

interface Dated {
  readonly from: string
  readonly to?: string | undefined
}

export const inForce = (version: Dated, at: number): boolean =>
  Date.parse(version.from) <= at && (version.to === undefined || at < Date.parse(version.to))

export const offeringAt = (catalogue: Catalogue, id: string, at: number): Offering | undefined =>
  versionsOf(catalogue.offerings, id).find((one) => inForce(one, at))

const byId = new WeakMap<readonly object[], ReadonlyMap<string, readonly object[]>>()

/** Versions of one id; a list is sorted out once. */
export function versionsOf<T extends { readonly id: string }>(list: readonly T[], id: string): readonly T[] {
  let known = byId.get(list)
  if (known === undefined) {
    known = Map.groupBy(list, (one) => one.id)
    byId.set(list, known)
  }
  return (known.get(id) ?? []) as readonly T[]
}

/** The tariff of the plan's version in force, in its own version in force; a plan's own prices are its tariff. */
export function pricesAt(catalogue: Catalogue, offering: Offering, at: number): PlanPrices | undefined {
  if (offering.usage.length > 0)
    return {
      ...{ key: `${offering.id} ${offering.from}`, calendar: offering.calendar, zones: [] },
      ...{ prices: offering.usage, fallbacks: [] },
    }
  return tariffAt(catalogue, offering.tariff ?? '', at)
}

function tariffAt(catalogue: Catalogue, id: string, at: number): PlanPrices | undefined {
  const tariff = versionsOf(catalogue.tariffs, id).find((one) => inForce(one, at))
  if (tariff === undefined) return undefined
  const version = (one: Tariff) => ({ ...one, key: `${one.id} ${one.from}`, fallbacks: [] })
  const fallbacks = tariff.fallbacks.flatMap((other) =>
    versionsOf(catalogue.tariffs, other)
      .filter((one) => inForce(one, at))
      .map(version),
  )
  return { ...version(tariff), fallbacks }
}

/** A plan's prices and those it falls back on, in their order. */
export const chainOf = (plan: PlanPrices): readonly PlanPrices[] => [plan, ...plan.fallbacks]

/** Days `[from, to)` of the monthly period around a local day, as local midnights; the cycle day moves to month end in short months. */
export function monthlyPeriod(local: number, cycleDay: number): { readonly from: number; readonly to: number } {
  const date = new Date(local)
  const startOf = (months: number) => {
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
    return Date.UTC(year, month, Math.min(cycleDay, new Date(Date.UTC(year, month + 1, 0)).getUTCDate()))
  }
  return local < startOf(0) ? { from: startOf(-1), to: startOf(0) } : { from: startOf(0), to: startOf(1) }
}

export const periodOf = (line: Line, at: number) => monthlyPeriod(localTime(at, line.zone), line.cycleDay)
export const instantOf = (line: Line, local: number) => instantOfLocal(local, line.zone)
