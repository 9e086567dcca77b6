import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { compileBuild } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import { type Relation, splitName } from '../project/relation.ts'
import type { Source } from '../project/source.ts'
import { modelSettings, settingsText } from '../sql/settings.ts'
import { firstSnapshot } from './snapshot-statements.ts'

/** ClickHouse types of a relation's columns, in order. */
export type Types = Readonly<Record<string, string>>

/** Types of models' columns by warehouse: each is asked for once. */
const described = new WeakMap<Warehouse, Map<unknown, Promise<Types>>>()

/** Types that a relation's rows have or would have: a source's as declared, a model's as ClickHouse finds them in its SELECT. */
export function describeRelation(warehouse: Warehouse, relation: Relation): Promise<Types> {
  if (relation.kind === 'source') {
    const columns = Object.entries((relation as Source).columns).map(([column, { ddl }]) => [column, ddl])
    return Promise.resolve(Object.fromEntries(columns))
  }
  const known = described.get(warehouse) ?? new Map<unknown, Promise<Types>>()
  described.set(warehouse, known)
  const model = relation as Model
  const types = known.get(model.query) ?? describe(warehouse, model)
  known.set(model.query, types)
  return types
}

/** A model's SELECT in which each input is a common table named by `commonName`. */
export function selectOverCommons(model: Model): string {
  const place = (relation: Relation) => ({ database: '', name: commonName(relation.name) })
  const { sql } = compileBuild(model.name, model.refs, model.query, place, {})
  const { materialized } = model
  return materialized.kind === 'table' && materialized.snapshot ? firstSnapshot(sql, materialized.snapshot) : sql
}

/** The database's own names are left out: a common table has none. */
export function commonName(name: string): string {
  const { database, table } = splitName(name)
  return `_${database}__${table}`
}

/** A SELECT of no rows with these columns. */
export function emptySelect(types: Types): string {
  return `SELECT * FROM null(${quoteText(structureOf(types))})`
}

/** Columns with their types, as table functions take them. */
export function structureOf(types: Types): string {
  return Object.entries(types)
    .map(([column, type]) => `${quoteIdentifier(column)} ${type}`)
    .join(', ')
}

// Over empty parents, so that each model is described by itself however long the chain above it.
async function describe(warehouse: Warehouse, model: Model): Promise<Types> {
  const tables = await Promise.all(
    Object.values(model.refs).map(async (ref) => {
      const empty = emptySelect(await describeRelation(warehouse, ref))
      return `${quoteIdentifier(commonName(ref.name))} AS (${empty})`
    }),
  )
  const from = `${tables.length > 0 ? `WITH ${tables.join(', ')} ` : ''}SELECT * FROM (${selectOverCommons(model)}) SETTINGS ${settingsText(modelSettings)}`
  try {
    const rows = await warehouse.rows<{ name: string; type: string }>(`DESCRIBE (${from})`, {
      settings: { max_query_size: 100_000_000 },
    })
    return Object.fromEntries(rows.map(({ name, type }) => [name, type]))
  } catch (error) {
    if (!(error instanceof Error) || error.constructor.name !== 'ClickHouseError') throw error
    throw new ConfigurationError(`${model.name}: ClickHouse refuses its SELECT: ${error.message}`, 'Correct the model.')
  }
}
