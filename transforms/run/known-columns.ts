import type { Warehouse } from '../../warehouse/connect.ts'
import { isOneOf, quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { digest } from '../plan/fingerprint.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildSettings, layoutText } from './build.ts'

/** Characters of a SELECT from which on its analysis takes the server longer than to look its columns up. */
const WORTH_KNOWING = 4_000

const DATABASE = 'trunkline_columns'
const TABLE = `${DATABASE}.known`
/** A memory only: what is forgotten is worked out again. */
const DEFINITION = `(key String, columns Array(Tuple(name String, type String)), written_at DateTime('UTC') DEFAULT now('UTC'))
  ENGINE = ReplacingMergeTree ORDER BY key TTL written_at + INTERVAL 60 DAY`

const ready = new WeakMap<Warehouse, Promise<void>>()

/**
 * Creates an empty table for a model's rows. The columns of a long SELECT are worked out once a server: from then on they
 * are known for this SELECT over inputs of these very columns, in whatever database, by this version of ClickHouse.
 */
export function createModelTable(
  warehouse: Warehouse,
  model: Model,
  target: PhysicalName,
  place: Placement,
  engine = `MergeTree${layoutText(model)}`,
): Promise<void> {
  return createKnown(warehouse, model, target, place, (name, sql, columns) =>
    columns === undefined
      ? `CREATE TABLE ${name} ENGINE = ${engine} EMPTY AS ${sql}`
      : `CREATE TABLE ${name} ${columns} ENGINE = ${engine}`,
  )
}

/** Creates a model that is a view; its columns are worked out once a server, as those of a table are. */
export function createModelView(
  warehouse: Warehouse,
  model: Model,
  target: PhysicalName,
  place: Placement,
): Promise<void> {
  return createKnown(
    warehouse,
    model,
    target,
    place,
    (name, sql, columns) => `CREATE VIEW ${name}${columns === undefined ? '' : ` ${columns}`} AS ${sql}`,
  )
}

async function createKnown(
  warehouse: Warehouse,
  model: Model,
  target: PhysicalName,
  place: Placement,
  statement: (name: string, sql: string, columns?: string) => string,
): Promise<void> {
  const { sql } = compileModel(model, place)
  const create = (columns?: string) =>
    warehouse.command(statement(quoteRelation(target), sql, columns), { settings: buildSettings })
  const worth = sql.length >= WORTH_KNOWING && warehouse.cluster === undefined
  const key = worth ? await keyOf(warehouse, model, place, sql) : undefined
  if (key === undefined) return create()
  await (ready.get(warehouse) ?? makeReady(warehouse))
  const [known] = await warehouse.rows<{ columns: readonly Column[] }>(
    `SELECT columns FROM ${TABLE} WHERE key = ${quoteText(key)} LIMIT 1`,
  )
  if (known !== undefined) return create(`(${columnList(known.columns)})`)
  await create()
  await warehouse.command(
    `INSERT INTO ${TABLE} (key, columns) SELECT ${quoteText(key)}, groupArray((name, type)) FROM (
       SELECT name, type FROM system.columns WHERE database = {database:String} AND table = {name:String} ORDER BY position)`,
    { params: { ...target } },
  )
}

interface Column {
  readonly name: string
  readonly type: string
}

function columnList(columns: readonly Column[]): string {
  return columns.map(({ name, type }) => `${quoteIdentifier(name)} ${type}`).join(', ')
}

/** Of all that decides on the columns of a model's SELECT; undefined where something it reads does not stand. */
async function keyOf(warehouse: Warehouse, model: Model, place: Placement, sql: string): Promise<string | undefined> {
  const inputs = Object.entries(model.refs).map(([ref, relation]) => ({ ref, ...place(relation) }))
  if (inputs.length === 0) return undefined
  const rows = await warehouse.rows<{ database: string; name: string; columns: string; version: string }>(
    `SELECT database, table AS name, toString(groupArray((column, type))) AS columns, version() AS version
      FROM (SELECT database, table, name AS column, type FROM system.columns
        WHERE ${isOneOf(inputs, 'table')} ORDER BY database, table, position)
      GROUP BY database, table`,
  )
  const standing = inputs.map(({ ref, database, name }) => ({
    ref,
    found: rows.find((row) => row.database === database && row.name === name),
  }))
  if (standing.some(({ found }) => found === undefined)) return undefined
  const columns = standing.map(({ ref, found }) => `${ref} ${found!.columns}`)
  // Wherever they lie: as a table is named, and as a dictionary over one is.
  const anywhere = inputs.reduce(
    (text, { ref, database, name }) =>
      text.replaceAll(quoteRelation({ database, name }), ref).replaceAll(`${database}.${name}`, ref),
    sql,
  )
  return digest([rows[0]!.version, anywhere, ...columns].join('\n'))
}

function makeReady(warehouse: Warehouse): Promise<void> {
  const made = (async () => {
    await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`)
    await warehouse.command(`CREATE TABLE IF NOT EXISTS ${TABLE} ${DEFINITION}`)
  })()
  ready.set(warehouse, made)
  return made
}
