import { accountStatements, LAST_DAY } from '../../operations/billing/statement.ts'
import { InputError } from '../../warehouse/errors.ts'
import { dayOf } from '../day.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

export interface StatementOptions extends CommonOptions {
  readonly from?: string
  readonly to?: string
}

/** `trunkline bill statement`: opening balance + invoices − payments = closing balance, of any days. */
export async function statement(account: string, options: StatementOptions): Promise<void> {
  const from = options.from === undefined ? '1970-01-01' : dayOf(options.from, '--from')
  const to = options.to === undefined ? LAST_DAY : dayOf(options.to, '--to')
  if (to <= from)
    throw new InputError(`--to ${to} is not after --from ${from}`, '--to is the first day after those that are meant')
  await withBills(options, async ({ warehouse, prefix, print }) => {
    const statements = await accountStatements(warehouse, prefix, { account, from, to })
    if (options.json) return print(JSON.stringify(statements))
    for (const { currency, opening, postings, closing } of statements) {
      const table =
        postings.length === 0 ? 'no postings' : renderTable(postings, process.stdout.columns, ['amount', 'balance'])
      print(`${account}, ${currency}\nopening balance ${opening}\n${table}\nclosing balance ${closing}`)
    }
  })
}
