import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'
import { append } from '../run/append.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { readStanding } from './input-intervals.ts'

/** A landed batch as it stands in a table. */
export interface Batch {
  readonly rows: number
  /** Partitions that hold rows of it. */
  readonly partitions: readonly string[]
}

/** The batches of a landed table, by name. Partitions that are as they were when last looked at are not read again. */
export async function readBatches(
  warehouse: Warehouse,
  environment: Environment,
  table: PhysicalName,
): Promise<ReadonlyMap<string, Batch>> {
  const memory = `${quoteIdentifier(stateDatabase(environment))}.slice_digest`
  const standing = await readStanding(warehouse, table)
  const states = standing?.partitions ?? new Map<string, string>()
  const relation = `${standing?.relation} _batch`
  const keys = [...states].map(([partition, state]) => quoteText(`${partition} ${state}`))
  const known = await warehouse.rows<Row>(
    `SELECT part, slice AS batch, any(rows) AS rows FROM ${memory}
      WHERE relation = {relation:String} AND part IN (${keys.join(', ') || "''"}) GROUP BY part, batch`,
    { params: { relation } },
  )
  const seen = new Set(known.map(({ part }) => part))
  const fresh = [...states].filter(([partition, state]) => !seen.has(`${partition} ${state}`)).map(([each]) => each)
  if (fresh.length === 0) return batchesOf(known)
  const scanned = await warehouse.rows<Row>(
    `SELECT _partition_id AS part, toString(_batch) AS batch, count() AS rows FROM ${quoteRelation(table)}
      WHERE _partition_id IN (${fresh.map(quoteText).join(', ')}) GROUP BY part, batch`,
  )
  const found = scanned.map((row) => ({ ...row, part: `${row.part} ${states.get(row.part)}` }))
  await append(
    warehouse,
    environment,
    'slice_digest',
    found.map(({ part, batch, rows }) => ({ relation, part, slice: batch, rows, hash: 0 })),
  )
  return batchesOf([...known, ...found])
}

interface Row {
  readonly part: string
  readonly batch: string
  readonly rows: string
}

function batchesOf(rows: readonly Row[]): ReadonlyMap<string, Batch> {
  const found = new Map<string, Batch>()
  for (const { part, batch, rows: count } of rows) {
    const own = found.get(batch) ?? { rows: 0, partitions: [] }
    found.set(batch, { rows: own.rows + Number(count), partitions: [...own.partitions, part.split(' ')[0]!] })
  }
  return found
}
