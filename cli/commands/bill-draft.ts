import { type DraftChoice, dueBills, isDue } from '../../operations/billing/due.ts'
import { requireDrafts } from '../../operations/billing/issue.ts'
import { readDrafts } from '../../operations/billing/read.ts'
import { createIssued } from '../../operations/billing/tables.ts'
import { billTold } from '../billing/bill-told.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions } from '../session.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeNumber } from '../whole-number.ts'

export interface DraftOptions extends CommonOptions, DraftChoice {
  readonly limit: string
}

/** `trunkline bill draft`: what has not been issued, in sums or bill by bill. */
export async function draft(options: DraftOptions): Promise<void> {
  const limit = wholeNumber('--limit', options.limit, 1)
  await withBills(options, async ({ warehouse, prefix, print }) => {
    await requireDrafts(warehouse, prefix)
    await createIssued(warehouse, prefix)
    if (options.account === undefined) {
      const due = await dueBills(warehouse, prefix, options)
      if (options.json) return print(JSON.stringify(due))
      if (due.length === 0) return print('no drafts: nothing that is meant waits to be issued')
      return print(
        `${renderTable(due, process.stdout.columns, ['net', 'tax', 'gross'])}\n\nissue them: trunkline bill issue --help`,
      )
    }
    const bills = await readDrafts(warehouse, prefix, isDue(prefix, options), limit)
    if (options.json) return print(JSON.stringify(bills))
    if (bills.length === 0) return print(`account ${options.account} has no draft that is meant`)
    for (const bill of bills) print(billTold(bill, process.stdout.columns, `draft ${bill.id}`))
  })
}
