import type { Warehouse } from '../../warehouse/connect.ts'
import { isOneOf, quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import { type Environment, published } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import type { Source } from '../project/source.ts'
import type { CheckResult } from './event.ts'

/** How old a source's newest row is. */
export interface SourceFreshness {
  readonly source: string
  /** `missing`: there is no such table. `empty`: it has no row. Both count as too old. */
  readonly status: 'fresh' | 'warn' | 'error' | 'empty' | 'missing'
  /** ISO instant of the newest row; '' where there is none. */
  readonly newest: string
  readonly hours: number | undefined
  readonly warnAfterHours: number | undefined
  readonly errorAfterHours: number | undefined
}

/**
 * Freshness of the sources that declare one, in order of name; the clock gives milliseconds since the epoch. A row from the
 * future is fresh.
 */
export async function readFreshness(
  warehouse: Warehouse,
  environment: Environment,
  graph: Graph,
  clock: () => number = Date.now,
): Promise<readonly SourceFreshness[]> {
  const place = published(environment)
  const sources = [...graph.sources.values()].filter(({ freshness }) => freshness !== undefined)
  if (sources.length === 0) return []
  const there = await warehouse.rows<{ table: string }>(
    `SELECT concat(database, '.', name) AS table FROM system.tables WHERE ${isOneOf(sources.map(place))}`,
  )
  const known = new Set(there.map(({ table }) => table))
  const asked = sources.map(async (source) => {
    const { database, name } = place(source)
    if (!known.has(`${database}.${name}`)) return freshnessOf(source, undefined, clock())
    const [row] = await warehouse.rows<{ newest: string | null }>(
      `SELECT toUnixTimestamp64Milli(maxOrNull(${quoteIdentifier(source.freshness!.column)})) AS newest
       FROM ${quoteRelation({ database, name })}`,
    )
    return freshnessOf(source, row?.newest ?? null, clock())
  })
  return (await Promise.all(asked)).sort((a, b) => (a.source < b.source ? -1 : 1))
}

/** The same as results of checks, for those who look at checks alone. An old source stops no run: its models are right. */
export function freshnessChecks(sources: readonly SourceFreshness[]): readonly CheckResult[] {
  return sources.map(({ source, status, newest, hours, warnAfterHours, errorAfterHours }) => {
    const failed = status !== 'fresh' && status !== 'warn' && errorAfterHours !== undefined
    return {
      model: source,
      check: `newest row within ${(failed ? errorAfterHours : (warnAfterHours ?? errorAfterHours)) ?? 0} hours`,
      severity: errorAfterHours === undefined ? 'warn' : 'error',
      status: status === 'fresh' ? 'passed' : failed ? 'failed' : 'warned',
      failing: status === 'fresh' ? 0 : 1,
      sample:
        status === 'fresh' ? [] : [{ status, newest, hours: hours === undefined ? null : Math.round(hours * 10) / 10 }],
      error: '',
    }
  })
}

function freshnessOf(source: Source, newest: string | null | undefined, now: number): SourceFreshness {
  const { warnAfterHours, errorAfterHours } = source.freshness!
  const common = { source: source.name, warnAfterHours, errorAfterHours }
  if (newest === undefined || newest === null) {
    return { ...common, status: newest === undefined ? 'missing' : 'empty', newest: '', hours: undefined }
  }
  const hours = (now - Number(newest)) / 3_600_000
  const over = (limit: number | undefined) => limit !== undefined && hours > limit
  const status = over(errorAfterHours) ? 'error' : over(warnAfterHours) ? 'warn' : 'fresh'
  return { ...common, status, newest: new Date(Number(newest)).toISOString(), hours }
}
