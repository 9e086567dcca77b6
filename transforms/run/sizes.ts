import type { Warehouse } from '../../warehouse/connect.ts'
import { isOneOf } from '../../warehouse/quote.ts'
import type { PhysicalName } from '../sql/compiler.ts'

/** Rows, and bytes on disk. */
export interface Size {
  readonly rows: number
  readonly bytes: number
}

/** Sizes of tables by `<database>.<name>`, in one statement; what is no table with parts, such as a view, is left out. */
export async function readSizes(
  warehouse: Warehouse,
  tables: readonly PhysicalName[],
): Promise<ReadonlyMap<string, Size>> {
  if (tables.length === 0) return new Map()
  const rows = await warehouse.rows<{ table: string; rows: string; bytes: string }>(
    `SELECT concat(database, '.', name) AS table, total_rows AS rows, ifNull(total_bytes, 0) AS bytes FROM system.tables
      WHERE ${isOneOf(tables)} AND total_rows IS NOT NULL`,
  )
  return new Map(rows.map(({ table, rows: count, bytes }) => [table, { rows: Number(count), bytes: Number(bytes) }]))
}
