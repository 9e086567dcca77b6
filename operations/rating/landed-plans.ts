import type { Warehouse } from '../../warehouse/connect.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier } from '../../warehouse/quote.ts'

/** Ids of the plans that any line ever had, in order; undefined where no lines have landed. */
export async function landedPlans(warehouse: Warehouse, prefix: string): Promise<readonly string[] | undefined> {
  if (!(await hasTable(warehouse, `${prefix}raw`, 'subscription'))) return undefined
  const rows = await warehouse.rows<{ id: string }>(
    `SELECT DISTINCT toString(offering_id) AS id FROM ${quoteIdentifier(`${prefix}raw`)}.subscription ORDER BY id`,
  )
  return rows.map(({ id }) => id)
}
