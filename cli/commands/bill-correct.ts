import { correctBills } from '../../operations/billing/correct.ts'
import { issuedDatabase } from '../../operations/billing/tables.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'
import { dayOf } from './bill-note.ts'

export interface CorrectCommandOptions extends CommonOptions {
  readonly date?: string
}

interface Correction {
  readonly number: string
  readonly corrects: string
  readonly account: string
  readonly net: string
  readonly tax: string
  readonly gross: string
  readonly currency: string
}

/** `trunkline bill correct`: credit notes to bills that the models now say were too high. */
export async function correct(options: CorrectCommandOptions): Promise<void> {
  const date = dayOf(options.date)
  await withSession(options, async ({ warehouse, prefix, print }) => {
    const set = await correctBills(warehouse, { prefix, date })
    const notes =
      set === undefined
        ? []
        : await warehouse.rows<Correction>(
            `SELECT bill_number AS number, corrects, billing_account_id AS account, toString(net) AS net, toString(tax) AS tax,
               toString(gross) AS gross, currency
             FROM ${quoteIdentifier(issuedDatabase(prefix))}.bill WHERE set_id = ${quoteText(set.set)} ORDER BY number`,
          )
    if (options.json) return print(JSON.stringify({ notes }))
    if (notes.length === 0) return print('nothing to credit: no issued bill is higher than the models say now')
    print(renderTable(notes, process.stdout.columns))
    print(`\n${notes.length} credit notes. They reach the models with the next run: trunkline run`)
  })
}
