import { stateDatabase } from '../transforms/project/environment.ts'
import type { Warehouse } from '../warehouse/connect.ts'
import { ConfigurationError } from '../warehouse/errors.ts'
import { hasTable } from '../warehouse/inspect.ts'
import { quoteIdentifier } from '../warehouse/quote.ts'

/** What ClickHouse says of a query whose tables are not what it was written for. */
const LACKING = [
  'UNKNOWN_IDENTIFIER',
  'UNKNOWN_TABLE',
  'UNKNOWN_DATABASE',
  'NO_SUCH_COLUMN_IN_TABLE',
  'THERE_IS_NO_COLUMN',
  'TYPE_MISMATCH',
  'NO_COMMON_TYPE',
]

/** Where models are published. */
interface Published {
  readonly warehouse: Warehouse
  /** Prefix of the environment’s databases. */
  readonly prefix: string
}

/**
 * Runs what reads published models: `await readingModels({ warehouse, prefix: '' }, () => readBill(warehouse, '', '2026-000017'))`.
 * After an upgrade, before the first run, they are what an earlier version made.
 *
 * @throws ConfigurationError where ClickHouse lacks what was asked for and the published models are not this program’s; any other
 * error as it is.
 */
export async function readingModels<T>(of: Published, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const { type = '', message } = error as { readonly type?: string; readonly message: string }
    if (!LACKING.includes(type)) throw error
    const older = await olderModels(of, type)
    if (older.length === 0) throw error
    const some = older.length > 3 ? `${older.slice(0, 3).join(', ')} and ${older.length - 3} more` : older.join(', ')
    const environment = of.prefix === '' ? '' : ` --env ${of.prefix.replace(/__$/, '')}`
    throw new ConfigurationError(
      `published models are older than this program (${some}): ${message.replace(/ in scope [\s\S]*/, '')}`,
      `build them anew: trunkline run${environment}`,
    )
  }
}

/** Models that are published otherwise than this program says; where a table is not there, those that are not published too. */
async function olderModels({ warehouse, prefix }: Published, type: string): Promise<readonly string[]> {
  // Only where it is asked: every model is loaded and compiled for it.
  const [{ project }, { fingerprints }] = await Promise.all([
    import('../models/index.ts'),
    import('../transforms/plan/fingerprint.ts'),
  ])
  const state = stateDatabase({ prefix })
  const rows = (await hasTable(warehouse, state, 'publication'))
    ? await warehouse.rows<{ model: string; code: string }>(
        `SELECT model, argMax(code, run) AS code FROM ${quoteIdentifier(state)}.publication GROUP BY model`,
      )
    : []
  const standing = new Map(rows.map(({ model, code }) => [model, code]))
  const lacksTable = type === 'UNKNOWN_TABLE' || type === 'UNKNOWN_DATABASE'
  return [...fingerprints(project.graph)]
    .filter(([name, { code }]) => (standing.has(name) || lacksTable) && standing.get(name) !== code)
    .map(([name]) => name)
}
