import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { digest } from '../plan/fingerprint.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildSettings, layoutText } from './build.ts'
import { columnList, readColumns, type TableColumns, tableKey } from './table-columns.ts'

/** Characters of a SELECT from which on its analysis takes the server longer than to look its columns up. */
const WORTH_KNOWING = 4_000
/** Models made together from which on it is worth to look up the columns of all of them, however short their SELECTs. */
const SEVERAL = 4

const DATABASE = 'trunkline_columns'
const TABLE = `${DATABASE}.of_model`
/** A memory only: what is forgotten is worked out again. */
const DEFINITION = `(model String, key String, columns Array(Tuple(String, String)), written_at DateTime('UTC') DEFAULT now('UTC'))
  ENGINE = ReplacingMergeTree ORDER BY (model, key) TTL written_at + INTERVAL 60 DAY`

/**
 * Makes tables and views of the columns that models' SELECTs have. To work these out takes the server longer than all else
 * about an empty table, so they are worked out once a server: from then on they are known for this SELECT over inputs of these
 * very columns, in whatever database, by this version of ClickHouse.
 */
export interface ColumnMemory {
  /** An empty table for a model's rows. */
  createTable(model: Model, target: PhysicalName, place: Placement, engine?: string): Promise<void>
  createView(model: Model, target: PhysicalName, place: Placement): Promise<void>
  /** Writes down what was worked out, for those who come after. */
  keep(): Promise<void>
}

type CreateStatement = (name: string, sql: string, columns?: string) => string

/** Of models that are made together: what is known of them is read in one statement, when the first one is made. */
export function columnMemory(warehouse: Warehouse, models: readonly Model[]): ColumnMemory {
  const standing: Standing = new Map()
  const found: Found[] = []
  let memory: Promise<Memory> | undefined

  const isWorth = (sql: string) =>
    warehouse.cluster === undefined && (models.length >= SEVERAL || sql.length >= WORTH_KNOWING)

  const create = async (model: Model, target: PhysicalName, place: Placement, statement: CreateStatement) => {
    const { sql } = compileModel(model, place)
    const make = (columns?: TableColumns) =>
      warehouse.command(statement(quoteRelation(target), sql, columns && columnList(columns)), {
        settings: buildSettings,
      })
    if (!isWorth(sql)) return make()
    memory ??= readMemory(warehouse, models)
    const [{ version, known }, inputs] = await Promise.all([memory, inputsOf(warehouse, standing, model, place)])
    if (inputs === undefined) return make()
    const key = keyOf(version, sql, inputs)
    const remembered = known.get(key)
    await make(remembered)
    const columns = remembered ?? (await readColumns(warehouse, [target])).get(tableKey(target))!
    standing.set(tableKey(target), columns)
    if (remembered === undefined) found.push({ model: model.name, key, columns })
  }
  return {
    createTable: (model, target, place, engine = `MergeTree${layoutText(model)}`) =>
      create(model, target, place, (name, sql, columns) =>
        columns === undefined
          ? `CREATE TABLE ${name} ENGINE = ${engine} EMPTY AS ${sql}`
          : `CREATE TABLE ${name} ${columns} ENGINE = ${engine}`,
      ),
    createView: (model, target, place) =>
      create(model, target, place, (name, sql, columns = '') => `CREATE VIEW ${name} ${columns} AS ${sql}`),
    keep: () => write(warehouse, found.splice(0)),
  }
}

/** TableColumns of tables by `tableKey`. */
type Standing = Map<string, TableColumns>

interface Memory {
  /** Of ClickHouse. */
  readonly version: string
  readonly known: ReadonlyMap<string, TableColumns>
}

interface Found {
  readonly model: string
  readonly key: string
  readonly columns: TableColumns
}

interface Input extends PhysicalName {
  readonly ref: string
  readonly columns: TableColumns
}

/** What a model reads, with its columns; undefined where it reads nothing, or something that does not stand. */
async function inputsOf(
  warehouse: Warehouse,
  standing: Standing,
  model: Model,
  place: Placement,
): Promise<readonly Input[] | undefined> {
  const inputs = Object.entries(model.refs).map(([ref, relation]) => ({ ref, ...place(relation) }))
  const unknown = inputs.filter((input) => !standing.has(tableKey(input)))
  for (const [name, columns] of await readColumns(warehouse, unknown)) standing.set(name, columns)
  if (inputs.length === 0 || inputs.some((input) => !standing.has(tableKey(input)))) return undefined
  return inputs.map((input) => ({ ...input, columns: standing.get(tableKey(input))! }))
}

/** Of all that decides on the columns of a model's SELECT. */
function keyOf(version: string, sql: string, inputs: readonly Input[]): string {
  const columns = inputs.map((input) => `${input.ref} ${JSON.stringify(input.columns)}`)
  // Wherever they lie: as a table is named, and as a dictionary over one is.
  const anywhere = inputs.reduce(
    (text, input) => text.replaceAll(quoteRelation(input), input.ref).replaceAll(tableKey(input), input.ref),
    sql,
  )
  return digest([version, anywhere, ...columns].join('\n'))
}

async function readMemory(warehouse: Warehouse, models: readonly Model[]): Promise<Memory> {
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`)
  await warehouse.command(`CREATE TABLE IF NOT EXISTS ${TABLE} ${DEFINITION}`)
  const names = models.map(({ name }) => quoteText(name))
  const [row] = await warehouse.rows<{ version: string; known: readonly (readonly [string, TableColumns])[] }>(
    `SELECT version() AS version, groupArray((key, columns)) AS known FROM ${TABLE} WHERE model IN (${names.join(', ')})`,
  )
  return { version: row!.version, known: new Map(row!.known) }
}

async function write(warehouse: Warehouse, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return
  const rows = found.map((row) => JSON.stringify(row)).join('\n')
  await warehouse.command(`INSERT INTO ${TABLE} (model, key, columns) FORMAT JSONEachRow\n${rows}`, {
    settings: { async_insert: 0, input_format_parallel_parsing: 0 },
  })
}
