import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { isOneOf, quoteIdentifier } from '../../warehouse/quote.ts'
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

/** Columns of a table, in order. */
export type TableColumns = readonly (readonly [name: string, type: string])[]

/** Columns of tables by `tableKey`, in one statement; what does not stand is left out. */
export async function readColumns(
  warehouse: Warehouse,
  tables: readonly PhysicalName[],
): Promise<ReadonlyMap<string, TableColumns>> {
  if (tables.length === 0) return new Map()
  const rows = await warehouse.rows<{ table: string; columns: TableColumns }>(
    `SELECT concat(database, '.', table) AS table, groupArray((name, type)) AS columns
      FROM (SELECT database, table, name, type FROM system.columns
        WHERE ${isOneOf(tables, 'table')} ORDER BY database, table, position)
      GROUP BY table`,
  )
  return new Map(rows.map(({ table, columns }) => [table, columns]))
}

export function tableKey({ database, name }: PhysicalName): string {
  return `${database}.${name}`
}

/** As CREATE TABLE and CREATE VIEW take them. */
export function columnList(columns: TableColumns): string {
  return `(${columns.map(([name, type]) => `${quoteIdentifier(name)} ${type}`).join(', ')})`
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
