import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import type { PhysicalName } from '../sql/compiler.ts'

interface Column {
  readonly name: string
  readonly type: string
}

/** Columns of a table, in order. */
export function columnsOf(warehouse: Warehouse, { database, name }: PhysicalName): Promise<readonly Column[]> {
  return warehouse.rows<Column>(
    `SELECT name, type FROM system.columns WHERE database = {database:String} AND table = {name:String} ORDER BY position`,
    { params: { database, name } },
  )
}

/** ConfigurationError with both lists where they differ: the server would convert what it inserts, and lose of it without a word. */
export function requireSameColumns(
  stands: readonly Column[],
  query: readonly Column[],
  { what, hint }: { readonly what: string; readonly hint: string },
): void {
  const text = (columns: readonly Column[]) => columns.map(({ name, type }) => `${name} ${type}`).join(', ')
  if (text(stands) === text(query)) return
  throw new ConfigurationError(`${what} has other columns than its query: ${text(stands)}; now ${text(query)}`, hint)
}
