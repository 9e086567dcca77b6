import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { isDay } from './day.ts'
import { readBill } from './read.ts'
import { issuedDatabase } from './tables.ts'

/**
 * A condition on issued documents: the one with this number, or all of a bill date.
 *
 * @throws InputError when there is none.
 */
export async function documentChoice(
  warehouse: Warehouse,
  prefix: string,
  number: string | undefined,
  cycle: string | undefined,
): Promise<string> {
  if ((number === undefined) === (cycle === undefined)) {
    throw new InputError('which documents are meant was not said', 'give the number of one, or --cycle 2026-02-01')
  }
  if (number !== undefined) {
    const bill = await readBill(warehouse, prefix, number)
    if (bill.state === 'issued') return `bill_id = ${quoteText(bill.id)}`
    throw new InputError(`${bill.id} is a draft: a document is of what was issued`, 'issue it: trunkline bill issue')
  }
  const where = `bill_date = ${quoteText(cycle!)}`
  if (!isDay(cycle!)) throw new InputError(`--cycle ${cycle} is no bill date`, 'write it as 2026-02-01')
  const database = issuedDatabase(prefix)
  const some =
    (await hasTable(warehouse, database, 'bill')) &&
    (await warehouse.rows(`SELECT 1 FROM ${quoteIdentifier(database)}.bill WHERE ${where} LIMIT 1`)).length > 0
  if (some) return where
  throw new InputError(`nothing was issued with the date ${cycle}`, 'trunkline bill issued lists what was')
}
