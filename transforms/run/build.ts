import { compiling, type Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Environment } from '../project/environment.ts'
import type { Incremental } from '../project/incremental.ts'
import type { Materialization, Model } from '../project/model.ts'
import { splitName } from '../project/relation.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import type { Settings } from '../sql/nodes.ts'
import { bucketText, intervalText } from '../sql/part.ts'
import { modelSettings } from '../sql/settings.ts'
import { firstSnapshot } from './snapshot-statements.ts'

/** What a table that a run brings up to date is made from. */
export interface TableBuild {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly model: Model
  readonly place: Placement
  readonly fingerprint: string
  readonly run: number
  /** The table to make. */
  readonly target: PhysicalName
  /** The table of the same definition that stands. */
  readonly base: PhysicalName | undefined
  /** The table that stands, whatever its definition. */
  readonly history: PhysicalName | undefined
  /** Whether nothing of the table that stands is kept. */
  readonly full: boolean
  /** When the run began to build it, milliseconds since the epoch. */
  readonly at: number
  /** Called after each statement with intervals or batches done and due. */
  readonly onProgress: (done: number, total: number) => void
}

/** Bytes that a grouping, a join or a sort of a build keeps in memory. */
const IN_MEMORY = 1_500_000_000

/** Settings of statements that build. */
export const buildSettings: Settings = Object.freeze({
  ...modelSettings,
  // Partitions of a model are as many as its data has: the guard against accidents is for inserts of one's own.
  max_partitions_per_insert_block: 0,
  // The same rows inserted again after their partition was dropped are no repetition.
  insert_deduplicate: 0,
  // A statement may name thousands of slices.
  max_query_size: 100_000_000,
  // Wide rows are written in blocks that stay near the processor: four times as large takes a tenth longer and more memory.
  min_insert_block_size_bytes: 67_108_864,
  // What a statement groups, joins or sorts beyond this goes to disk: memory does not grow with the warehouse.
  max_bytes_before_external_group_by: IN_MEMORY,
  // A join is counted about three times as large as it is.
  max_bytes_before_external_join: 2 * IN_MEMORY,
  max_bytes_before_external_sort: IN_MEMORY,
  // A model puts what is small at the right of a join. What earlier runs saw once swapped sides, at five times the cost.
  use_hash_table_stats_for_join_reordering: 0,
  ...compiling(true),
})

/** Name of a build: says what it holds, and is the same for the same model, definition and run. */
export function physicalName(model: string, fingerprint: string, run: number): string {
  const { database, table } = splitName(model)
  return `${database}__${table}__${fingerprint.slice(0, 8)}__${run}`
}

/**
 * The statements that build a model. The table's columns come from its SELECT by EMPTY AS, which is one round trip less
 * than DESCRIBE and the same DDL.
 */
export function buildStatements(model: Model, target: PhysicalName, place: Placement): readonly string[] {
  const { materialized } = model
  const query = compileModel(model, place).sql
  const sql =
    materialized.kind === 'table' && materialized.snapshot ? firstSnapshot(query, materialized.snapshot) : query
  const name = quoteRelation(target)
  if (materialized.kind === 'view') return [`CREATE VIEW ${name} AS ${sql}`]
  return [createTable(model, target, sql), `INSERT INTO ${name} ${sql}`]
}

/** An empty table of the model's layout with the columns of a SELECT. */
export function createTable(
  model: Model,
  target: PhysicalName,
  sql: string,
  { engine = 'MergeTree', on = '' }: { readonly engine?: string; readonly on?: string } = {},
): string {
  return `CREATE TABLE ${quoteRelation(target)}${on} ENGINE = ${engine}${layoutText(model)} EMPTY AS ${sql}`
}

/** Partitions, sorting key and settings of a model's table. */
export function layoutText({ materialized }: Model): string {
  return materialized.kind === 'view' ? '' : layout(materialized)
}

/** Builds a model; throws ClickHouse's error as it is. `onWritten` is told of each statement how many rows it has written. */
export async function buildModel(
  warehouse: Warehouse,
  statements: readonly string[],
  onWritten: (rows: number) => void = () => {},
): Promise<void> {
  for (const statement of statements) {
    await warehouse.command(statement, { settings: buildSettings, onWritten })
  }
}

function layout({ orderBy, ...table }: Extract<Materialization, { kind: 'table' }>): string {
  const key = orderBy.length === 0 ? 'tuple()' : `(${orderBy.map(quoteIdentifier).join(', ')})`
  const own = partitionOf(table)
  return `${own === undefined ? '' : ` PARTITION BY ${own}`} ORDER BY ${key} SETTINGS allow_nullable_key = 1`
}

function partitionOf(table: Omit<Extract<Materialization, { kind: 'table' }>, 'orderBy'>): string | undefined {
  if (table.incremental) return sliceKey(table.incremental)
  // Rows that hold now are replaced at every run, those that have ended never.
  if (table.snapshot) return 'isNull(`valid_to`)'
  return table.partitionBy && partitionText(table.partitionBy)
}

function partitionText(partitionBy: string): string {
  const month = /^toYYYYMM\((.*)\)$/.exec(partitionBy)
  return month === null ? quoteIdentifier(partitionBy) : `toYYYYMM(${quoteIdentifier(month[1]!)})`
}

// ClickHouse names a partition of whole numbers by them, joined by hyphens: a slice's name is its partition's id.
function sliceKey({ interval, time, bucket }: Incremental): string {
  const key = intervalText(interval, time)
  return bucket === undefined ? key : `(${key}, ${bucketText(bucket)})`
}
