import type { Warehouse } from '../../warehouse/connect.ts'
import { CheckError, ConfigurationError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import type { ModelTest } from '../project/model-test.ts'
import type { Relation } from '../project/relation.ts'
import { modelSettings, settingsText } from '../sql/settings.ts'
import { commonName, describeRelation, emptySelect, selectOverCommons, structureOf, type Types } from './describe.ts'
import { type Difference, differences, differenceText } from './difference.ts'

/** How one unit test came out. */
export interface ModelTestResult {
  readonly test: string
  readonly model: string
  readonly status: 'passed' | 'failed'
  readonly differences: readonly Difference[]
  /** Milliseconds of its one SELECT. */
  readonly ms: number
  /** Milliseconds in which ClickHouse was asked for the types of what it reads that no test before had asked for. */
  readonly typesMs: number
}

type Rows = readonly Readonly<Record<string, unknown>>[]

const SETTINGS = settingsText(modelSettings)
/**
 * Runs one unit test: a single SELECT in which what the model reads stands as a common table of the given rows. Nothing
 * is written. ClickHouse reads the expected rows too, so that `1.50` is `1.5` and an instant is an instant.
 *
 * @throws ConfigurationError where a row has a column or a value that its relation cannot hold; the test is named.
 */
export async function runModelTest(warehouse: Warehouse, test: ModelTest): Promise<ModelTestResult> {
  const { model } = test
  const began = performance.now()
  const rows = new Map<string, Rows>(test.given.map((each) => [each.relation.name, each.rows]))
  const commons = new Map<string, string>()
  const add = async (relation: Relation): Promise<void> => {
    if (commons.has(relation.name)) return
    const parent = test.through.find(({ name }) => name === relation.name)
    if (parent === undefined) {
      const types = await describeRelation(warehouse, relation)
      commons.set(relation.name, givenSelect(test.name, relation.name, types, rows.get(relation.name) ?? []))
      return
    }
    for (const ref of Object.values(parent.refs)) await add(ref)
    commons.set(parent.name, selectOverCommons(parent))
  }
  for (const ref of Object.values(model.refs)) await add(ref)
  const types = await describeRelation(warehouse, model)
  const compared = test.expect.length > 0 ? Object.keys(test.expect[0]!) : Object.keys(types)
  const expected = givenSelect(test.name, model.name, types, test.expect)
  const columns = compared.map(quoteIdentifier).join(', ')
  const tables = [...commons].map(([name, sql]) => `${quoteIdentifier(commonName(name))} AS (${sql})`)
  const described = performance.now()
  const found = await asked(
    warehouse,
    `${tables.length > 0 ? `WITH ${tables.join(', ')} ` : ''}` +
      `SELECT * FROM (SELECT 1 AS _got, ${columns} FROM (${selectOverCommons(model)}) UNION ALL ` +
      `SELECT 0 AS _got, ${columns} FROM (${expected})) SETTINGS ${SETTINGS}`,
    test.name,
  )
  const ended = performance.now()
  const side = (got: number) => found.filter((row) => row._got === got).map(({ _got, ...row }) => row)
  const different = differences(side(0), side(1))
  return {
    test: test.name,
    model: model.name,
    status: different.length > 0 ? 'failed' : 'passed',
    differences: different,
    ms: ended - described,
    typesMs: described - began,
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

function givenSelect(test: string, name: string, types: Types, rows: Rows): string {
  const structure = quoteText(structureOf(types))
  if (rows.length === 0) return emptySelect(types)
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
