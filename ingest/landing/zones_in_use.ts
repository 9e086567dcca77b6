import type { Warehouse } from '../../warehouse/connect.ts'
import { type Databases, rawTable } from './databases.ts'

/** Time zones of the accounts that have landed. */
export async function zonesInUse(warehouse: Warehouse, databases: Databases): Promise<string[]> {
  const rows = await warehouse.rows<{ zone: string }>(
    `SELECT DISTINCT time_zone AS zone FROM ${rawTable(databases, 'billing_account')} ORDER BY zone`,
  )
  return rows.map(({ zone }) => zone)
}
