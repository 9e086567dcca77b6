import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import type { Contract } from '../contracts/contract.ts'
import { type Databases, rawTable } from './databases.ts'

/** The rows of a contract that a feed's last load left in force, one an identity; fields as JSON gives them. */
export function standingRows(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  contract: Contract,
): Promise<Record<string, unknown>[]> {
  const columns = Object.keys(contract.fields).map(quoteIdentifier).join(', ')
  const identity = contract.identity.map(quoteIdentifier).join(', ')
  return warehouse.rows(
    `SELECT ${columns} FROM ${rawTable(databases, contract.name)} WHERE _source = ${quoteText(feed)} ` +
      `ORDER BY _landed_at DESC, _position DESC LIMIT 1 BY ${identity}`,
  )
}
