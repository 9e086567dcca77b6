import type { Warehouse } from '../../warehouse/connect.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier } from '../../warehouse/quote.ts'
import type { SetState } from './set.ts'
import { issuedDatabase } from './tables.ts'

/** A set of bills or notes that was issued, or is frozen and waits to be finished. */
export interface StoredSet extends SetState {
  /** `bills/<bill date>`, or what a note is of. */
  readonly of: string
  readonly at: string
}

/** The newest sets, the newest first. */
export async function issuedSets(warehouse: Warehouse, prefix: string, limit: number): Promise<StoredSet[]> {
  const database = issuedDatabase(prefix)
  if (!(await hasTable(warehouse, database, 'register'))) return []
  // Of two writers of a step the server keeps one; a set's newest state is the one that counts.
  const rows = await warehouse.rows<{ of: string; at: string; newest: string }>(
    `SELECT substring(key, 7) AS of, max(r.at) AS at, argMax(r.value, r.step) AS newest
     FROM ${quoteIdentifier(database)}.register AS r WHERE startsWith(key, 'issue/')
     GROUP BY key, JSONExtractString(r.value, 'set') ORDER BY at DESC, of LIMIT ${limit}`,
  )
  return rows.map(({ of, at, newest }) => ({ of, at, ...(JSON.parse(newest) as SetState) }))
}
