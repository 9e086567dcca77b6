import type { Warehouse } from '../../warehouse/connect.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { issuedDatabase } from './tables.ts'

/** A use that a line of an issued bill is the sum of. */
export interface BillEvent {
  readonly line: number
  readonly event_id: string
  readonly subscription: string
  readonly started_at: string
  readonly service: string
  readonly quantity: string
  /** As rated, before lines are rounded. */
  readonly amount: string
}

/** Where a use was billed. */
export interface BilledAs extends BillEvent {
  readonly number: string
  readonly bill: string
}

const columns = `toUInt32(line_number) AS line, event_id, subscription_id AS subscription, started_at, service,
  toString(quantity) AS quantity, toString(amount) AS amount`

/** Uses read at once. */
const PAGE = 50_000

/** The uses of an issued bill by line, a page at a time: a bill may have millions. */
export async function* eventsOfBill(
  warehouse: Warehouse,
  prefix: string,
  bill: string,
): AsyncGenerator<readonly BillEvent[]> {
  const from = `${quoteIdentifier(issuedDatabase(prefix))}.bill_event WHERE bill_id = ${quoteText(bill)}`
  let after = ''
  for (;;) {
    const page = await warehouse.rows<BillEvent>(
      `SELECT ${columns} FROM ${from}${after} ORDER BY line_number, event_id LIMIT ${PAGE}`,
    )
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = ` AND (line_number, event_id) > (${last.line}, ${quoteText(last.event_id)})`
  }
}

/** Issued bills, and lines of them, on which a use is. */
export async function billsOfEvent(warehouse: Warehouse, prefix: string, event: string): Promise<BilledAs[]> {
  const database = issuedDatabase(prefix)
  if (!(await hasTable(warehouse, database, 'bill_event'))) return []
  return warehouse.rows<BilledAs>(
    `SELECT bill_number AS number, bill_id AS bill, ${columns} FROM ${quoteIdentifier(database)}.bill_event
     WHERE event_id = ${quoteText(event)} ORDER BY number, line`,
  )
}
