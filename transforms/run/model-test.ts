import type { Warehouse } from '../../warehouse/connect.ts'
import { CheckError, ConfigurationError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { compileBuild } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { ModelTest } from '../project/model-test.ts'
import { type Relation, splitName } from '../project/relation.ts'
import type { Source } from '../project/source.ts'
import { modelSettings, settingsText } from '../sql/settings.ts'
import { type Difference, differences, differenceText } from './difference.ts'
import { firstSnapshot } from './snapshot-statements.ts'

/** How one unit test came out. */
export interface ModelTestResult {
  readonly test: string
  readonly model: string
  readonly status: 'passed' | 'failed'
  readonly differences: readonly Difference[]
}

type Rows = readonly Readonly<Record<string, unknown>>[]
type Types = Readonly<Record<string, string>>

const SETTINGS = settingsText(modelSettings)
/** Types of models' columns by warehouse: each is asked for once. */
const described = new WeakMap<Warehouse, Map<unknown, Promise<Types>>>()

/**
 * Runs one unit test: a single SELECT in which what the model reads stands as a common table of the given rows. Nothing
 * is written. ClickHouse reads the expected rows too, so that `1.50` is `1.5` and an instant is an instant.
 *
 * @throws ConfigurationError where a row has a column or a value that its relation cannot hold; the test is named.
 */
export async function runModelTest(warehouse: Warehouse, test: ModelTest): Promise<ModelTestResult> {
  const { model } = test
  const rows = new Map<string, Rows>(test.given.map((each) => [each.relation.name, each.rows]))
  const commons = new Map<string, string>()
  const add = async (relation: Relation): Promise<void> => {
    if (commons.has(relation.name)) return
    const parent = test.through.find(({ name }) => name === relation.name)
    if (parent === undefined) {
      const types = await typesOf(warehouse, relation)
      commons.set(relation.name, givenSelect(test.name, relation.name, types, rows.get(relation.name) ?? []))
      return
    }
    for (const ref of Object.values(parent.refs)) await add(ref)
    commons.set(parent.name, queryOf(parent))
  }
  for (const ref of Object.values(model.refs)) await add(ref)
  const types = await typesOf(warehouse, model)
  const compared = test.expect.length > 0 ? Object.keys(test.expect[0]!) : Object.keys(types)
  const expected = givenSelect(test.name, model.name, types, test.expect)
  const columns = compared.map(quoteIdentifier).join(', ')
  const tables = [...commons].map(([name, sql]) => `${quoteIdentifier(commonName(name))} AS (${sql})`)
  const found = await asked(
    warehouse,
    `${tables.length > 0 ? `WITH ${tables.join(', ')} ` : ''}` +
      `SELECT * FROM (SELECT 1 AS _got, ${columns} FROM (${queryOf(model)}) UNION ALL ` +
      `SELECT 0 AS _got, ${columns} FROM (${expected})) SETTINGS ${SETTINGS}`,
    test.name,
  )
  const side = (got: number) => found.filter((row) => row._got === got).map(({ _got, ...row }) => row)
  const different = differences(side(0), side(1))
  return {
    test: test.name,
    model: model.name,
    status: different.length > 0 ? 'failed' : 'passed',
    differences: different,
  }
}

/** Runs a test and throws CheckError with the differences row by row: `it(test.name, () => expectModel(warehouse, test))`. */
export async function expectModel(warehouse: Warehouse, test: ModelTest): Promise<void> {
  const result = await runModelTest(warehouse, test)
  if (result.status === 'failed') throw new CheckError(modelTestText(result))
}

/** A failed test in words, a line a row that differs. */
export function modelTestText({ test, model, differences: rows }: ModelTestResult): string {
  return [`${model}: ${test}`, ...rows.map((row) => `  ${differenceText(row)}`)].join('\n')
}

// The database's own names are left out: a common table has none.
function queryOf(model: Model): string {
  const place = (relation: Relation) => ({ database: '', name: commonName(relation.name) })
  const { sql } = compileBuild(model.name, model.refs, model.query, place, {})
  const { materialized } = model
  return materialized.kind === 'table' && materialized.snapshot ? firstSnapshot(sql, materialized.snapshot) : sql
}

function commonName(name: string): string {
  const { database, table } = splitName(name)
  return `_${database}__${table}`
}

function givenSelect(test: string, name: string, types: Types, rows: Rows): string {
  const structure = quoteText(
    Object.entries(types)
      .map(([column, type]) => `${quoteIdentifier(column)} ${type}`)
      .join(', '),
  )
  if (rows.length === 0) return `SELECT * FROM null(${structure})`
  for (const column of rows.flatMap((row) => Object.keys(row))) {
    if (Object.hasOwn(types, column)) continue
    throw new ConfigurationError(
      `'${test}': ${name} has no column ${column}`,
      `It has ${Object.keys(types).join(', ')}.`,
    )
  }
  // A 64-bit integer stays one: JSON numbers of ClickHouse have no limit, and JSON.stringify has no bigint.
  const lines = rows.map((row) =>
    JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  )
  return `SELECT * FROM format(JSONEachRow, ${structure}, ${quoteText(lines.join('\n'))})`
}

function typesOf(warehouse: Warehouse, relation: Relation): Promise<Types> {
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

// Over empty parents, so that each model is described by itself however long the chain above it.
async function describe(warehouse: Warehouse, model: Model): Promise<Types> {
  const tables = await Promise.all(
    Object.values(model.refs).map(async (ref) => {
      const empty = givenSelect(model.name, ref.name, await typesOf(warehouse, ref), [])
      return `${quoteIdentifier(commonName(ref.name))} AS (${empty})`
    }),
  )
  const from = `${tables.length > 0 ? `WITH ${tables.join(', ')} ` : ''}SELECT * FROM (${queryOf(model)}) SETTINGS ${SETTINGS}`
  const rows = await asked(warehouse, `DESCRIBE (${from})`, model.name)
  return Object.fromEntries(rows.map(({ name, type }) => [String(name), String(type)]))
}

async function asked(warehouse: Warehouse, sql: string, name: string): Promise<Record<string, unknown>[]> {
  try {
    return await warehouse.rows(sql, {
      settings: {
        date_time_input_format: 'best_effort',
        input_format_skip_unknown_fields: 0,
        max_query_size: 100_000_000,
      },
    })
  } catch (error) {
    if (!(error instanceof Error) || error.constructor.name !== 'ClickHouseError') throw error
    throw new ConfigurationError(`'${name}': ${error.message}`, 'Look at the given and expected values.')
  }
}
