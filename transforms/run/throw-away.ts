import { randomBytes } from 'node:crypto'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'

/** Name of a throw-away database: says when it was made, which the server does not know of one without tables. */
export function throwAwayName(prefix: string): string {
  return `${prefix}${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString('hex')}`
}

/**
 * Drops throw-away databases that nobody has made a table in for so many days: what processes left behind that were killed.
 * The time in its name counts as well: the server does not know when a table in memory was made. Empty and without one it stays.
 */
export async function dropForgotten(warehouse: Warehouse, prefix: string, days: number): Promise<void> {
  const rows = await warehouse.rows<{ database: string }>(
    `SELECT d.name AS database FROM system.databases AS d
     LEFT JOIN (SELECT database, count() AS tables, max(metadata_modification_time) AS at FROM system.tables
       WHERE startsWith(database, ${quoteText(prefix)}) GROUP BY database) AS t ON t.database = d.name
     WHERE startsWith(d.name, ${quoteText(prefix)}) AND (t.tables > 0 OR match(d.name, '_[0-9]{10}_[0-9a-f]+$'))
       AND greatest(t.at, toDateTime(toUInt32OrZero(extract(d.name, '_([0-9]{10})_')))) < now() - INTERVAL ${days} DAY`,
  )
  for (const { database } of rows) await warehouse.command(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)} SYNC`)
}
