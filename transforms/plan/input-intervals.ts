import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'
import type { Grain } from '../project/incremental.ts'
import type { Relation } from '../project/relation.ts'
import type { Source } from '../project/source.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import type { Interval } from './interval.ts'

/** Interval -> text that differs when its rows do. */
export type IntervalVersions = ReadonlyMap<Interval, string>

/**
 * Versions of a relation's intervals from its rows: a landed table's by the batches they came in, any other's by their
 * contents. A partition that is as it was when last looked at is not read again: of a landed table only the days on
 * which something has landed since. A view is read whole.
 */
export async function readInputIntervals(
  warehouse: Warehouse,
  environment: Environment,
  relation: Relation,
  table: PhysicalName,
  column: string,
  grain: Grain,
): Promise<IntervalVersions> {
  const memory = `${quoteIdentifier(stateDatabase(environment))}.input_interval`
  const batches = relation.kind === 'source' && '_batch' in (relation as Source).columns
  const scan = (part: string, where: string) => {
    const time = quoteIdentifier(column)
    const interval = grain === 'day' ? `toYYYYMMDD(${time})` : `toYYYYMM(${time})`
    // NULL anywhere in a row would make its hash NULL: hence the text of the tuple.
    const rows = batches ? 'cityHash64(_batch)' : 'cityHash64(toString(tuple(*)))'
    return `SELECT ${part} AS part, leftPad(toString(${interval}), ${grain === 'day' ? 8 : 6}, '0') AS interval,
      concat(toString(count()), '-', hex(sum(${rows}))) AS version FROM ${quoteRelation(table)} ${where} GROUP BY part, interval`
  }
  const parts = await standingParts(warehouse, table)
  if (parts === undefined) return versionsOf(await warehouse.rows<Part>(scan("''", '')))

  const name = `${parts.uuid} ${column} ${grain}`
  const keys = [...parts.states].map(([part, state]) => `${part} ${state}`)
  const known = await warehouse.rows<Part>(
    `SELECT part, interval, any(version) AS version FROM ${memory}
      WHERE relation = {name:String} AND part IN {keys:Array(String)} GROUP BY part, interval`,
    { params: { name, keys } },
  )
  const seen = new Set(known.map(({ part }) => part))
  const fresh = [...parts.states].filter(([part, state]) => !seen.has(`${part} ${state}`)).map(([part]) => part)
  if (fresh.length === 0) return versionsOf(known)
  const scanned = await warehouse.rows<Part>(
    scan('_partition_id', `WHERE _partition_id IN (${fresh.map(quoteText).join(', ')})`),
  )
  const found = scanned.map((row) => ({ ...row, part: `${row.part} ${parts.states.get(row.part)}` }))
  if (found.length > 0) {
    const lines = found.map((row) => JSON.stringify({ relation: name, ...row })).join('\n')
    await warehouse.command(`INSERT INTO ${memory} (relation, part, interval, version) FORMAT JSONEachRow\n${lines}`, {
      settings: { async_insert: 0, input_format_parallel_parsing: 0 },
    })
  }
  return versionsOf([...known, ...found])
}

interface Part {
  readonly part: string
  readonly interval: Interval
  readonly version: string
}

/**
 * A table's partitions, each with a text that changes with every insert and mutation, though not with merges. Undefined
 * for what has no parts, such as a view.
 */
async function standingParts(warehouse: Warehouse, { database, name }: PhysicalName) {
  const rows = await warehouse.rows<{ uuid: string; part: string; state: string }>(
    `SELECT toString(t.uuid) AS uuid, p.part AS part, p.state AS state
       FROM (SELECT uuid, database, name FROM system.tables WHERE database = {database:String} AND name = {name:String}
              AND engine LIKE '%MergeTree') AS t
       LEFT JOIN (SELECT partition_id AS part, concat(toString(sum(rows)), '-', toString(max(max_block_number)), '-', toString(max(data_version))) AS state
          FROM system.parts WHERE database = {database:String} AND table = {name:String} AND active GROUP BY part) AS p ON true`,
    { params: { database, name } },
  )
  if (rows.length === 0) return undefined
  return { uuid: rows[0]!.uuid, states: new Map(rows.filter(({ part }) => part).map(({ part, state }) => [part, state])) }
}

function versionsOf(parts: readonly Part[]): IntervalVersions {
  const byInterval = new Map<Interval, string[]>()
  for (const { part, interval, version } of parts) {
    // What the partition was when looked at says nothing about this interval of it.
    const of = byInterval.get(interval) ?? []
    byInterval.set(interval, of)
    of.push(`${part.split(' ')[0]}:${version}`)
  }
  return new Map([...byInterval].map(([interval, versions]) => [interval, versions.sort().join(' ')]))
}
