import { nodesOf } from '../../warehouse/cluster/cluster.ts'
import { wholeDatabase } from '../../warehouse/cluster/ddl.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteRelation } from '../../warehouse/quote.ts'
import { type Batch, readBatches } from '../plan/batches.ts'
import { copyBuiltSlices, readBuiltSlices, writeBuiltSlices } from '../plan/model-intervals.ts'
import { isSharded, shardColumn } from '../plan/sharding.ts'
import type { Append } from '../project/append.ts'
import { compileModel } from '../project/compile.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { allDone } from './all-done.ts'
import { buildSettings, createTable, type TableBuild } from './build.ts'
import { clusterSettings } from './build-on-cluster.ts'
import type { IntervalsBuilt } from './event.ts'
import { cloneTable } from './incremental-statements.ts'
import { cloneParts, createParts } from './slice-storage.ts'
import { columnsOf, requireSameColumns } from './table-columns.ts'

const MOST_BATCHES = 1_000
const MOST_ROWS = 50_000_000

/** What adding to a table takes: pure, so that a dry run says what a run does. */
export interface AppendPlan {
  readonly due: readonly (readonly [string, Batch])[]
  /** Batches that the table before has read. */
  readonly kept: number
  /** What makes the table; in parts, it is told to every node. */
  readonly create: readonly string[]
  readonly inserts: readonly { readonly sql: string; readonly batches: number }[]
}

/** An anti-join of landed batches: no position is compared. ConfigurationError where a batch has grown since it was read. */
export async function planAppend(
  { warehouse, environment, model, place, target, base, full, sourceTable }: AppendInput,
  { from }: Append,
): Promise<AppendPlan> {
  const standing = await readBatches(warehouse, environment, sourceTable)
  const kept = full ? undefined : base
  const read = kept ? await readBuiltSlices(warehouse, environment, kept.name) : new Map()
  for (const [batch, { rows }] of read) {
    const now = standing.get(batch)?.rows ?? 0
    if (now > rows) {
      throw new ConfigurationError(
        `${model.name}: batch ${batch} had ${rows} rows when it was read and has ${now} now`,
        'Rows appended stay: trunkline run --full builds the model from what is landed now.',
      )
    }
  }
  const due = [...standing].filter(([batch]) => !read.has(batch))
  const { cluster } = warehouse
  const column = cluster && shardColumn(model)
  const parts = column === undefined ? undefined : { layout: cluster!, column }
  const into = parts ? { ...target, database: wholeDatabase(target.database) } : target
  return {
    due,
    kept: read.size,
    create: parts
      ? kept
        ? cloneParts(parts.layout, target, kept, parts.column)
        : createParts(parts.layout, { model, place }, target, parts.column)
      : [kept ? cloneTable(target, kept) : createTable(model, target, compileModel(model, place).sql)],
    inserts: chunks(due).map((batches) => {
      const partitions = [...new Set(batches.flatMap(([, batch]) => batch.partitions))]
      const part = { batches: batches.map(([name]) => name), partitions }
      const { sql } = compileModel(model, place, new Map([[from, part]]))
      return { sql: `INSERT INTO ${quoteRelation(into)} ${sql}`, batches: batches.length }
    }),
  }
}

type AppendInput = Pick<TableBuild, 'warehouse' | 'environment' | 'model' | 'place' | 'target' | 'base' | 'full'> & {
  readonly sourceTable: PhysicalName
}

/** Adds to a copy of the table that stands what batches give that it has not read; undefined where there are none. */
export async function buildAppend(build: TableBuild, append: Append): Promise<IntervalsBuilt | undefined> {
  const { warehouse, environment, model, place, target, base, full, run, onProgress } = build
  const sourceTable = place(model.refs[append.from]!)
  const { due, kept, create, inserts } = await planAppend({ ...build, sourceTable }, append)
  if (base !== undefined && !full && due.length === 0) return undefined
  if (base !== undefined && !full) {
    const [stands, query] = await allDone([
      columnsOf(warehouse, base),
      warehouse.rows<{ name: string; type: string }>(`DESCRIBE (${compileModel(model, place).sql})`),
    ])
    requireSameColumns(stands, query, {
      what: `${model.name}: its table`,
      hint: 'Rows appended stay as they are: trunkline run --full builds the model from what is landed now.',
    })
  }
  const inParts = warehouse.cluster !== undefined && isSharded(model)
  const settings = inParts ? clusterSettings : buildSettings
  for (const sql of create) {
    await Promise.all((inParts ? nodesOf(warehouse) : [warehouse]).map((node) => node.command(sql, { settings })))
  }
  let done = 0
  for (const { sql, batches } of inserts) {
    await warehouse.command(sql, { settings })
    done += batches
    onProgress(done, due.length)
  }
  if (kept > 0) await copyBuiltSlices(warehouse, environment, target.name, [{ from: base!.name, except: [] }])
  const version = `${environment.prefix}${run}`
  const added = due.map(([batch, { rows }]) => [batch, { version, inputs: {}, rows }] as const)
  await writeBuiltSlices(warehouse, environment, target.name, new Map(added))
  return { made: due.map(([batch]) => batch), kept }
}

function chunks(due: readonly (readonly [string, Batch])[]): readonly (readonly (readonly [string, Batch])[])[] {
  const found: (readonly [string, Batch])[][] = []
  let rows = Number.POSITIVE_INFINITY
  for (const each of due) {
    rows += each[1].rows
    if (rows > MOST_ROWS || found.at(-1)!.length === MOST_BATCHES) {
      found.push([each])
      rows = each[1].rows
    } else {
      found.at(-1)!.push(each)
    }
  }
  return found
}
