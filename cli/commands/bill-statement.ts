import { written } from '../../operations/billing/note-amounts.ts'
import { InputError } from '../../warehouse/errors.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'
import { dayOf } from './bill-note.ts'

export interface StatementOptions extends CommonOptions {
  readonly from?: string
  readonly to?: string
}

interface Posting {
  readonly currency: string
  readonly date: string
  readonly kind: string
  readonly document: string
  readonly amount: string
  readonly balance: string
}

/** `trunkline bill statement`: opening balance + invoices − payments = closing balance, of any days. */
export async function statement(account: string, options: StatementOptions): Promise<void> {
  const from = options.from === undefined ? '1970-01-01' : dayOf(options.from, '--from')
  const to = options.to === undefined ? '2149-01-01' : dayOf(options.to, '--to')
  await withSession(options, async ({ warehouse, prefix, print }) => {
    if (!(await hasTable(warehouse, `${prefix}receivables`, 'account_statement'))) {
      throw new InputError('there are no statements', 'build them: trunkline run')
    }
    const rows = await warehouse.rows<
      Posting & { readonly opening: string; readonly decimals: number; readonly before: number }
    >(
      `SELECT p.currency AS currency, toString(p.posted_on) AS date, p.kind AS kind, if(b.bill_number = '', p.document_id, b.bill_number) AS document,
         toInt64(p.amount * 1000) AS amount, toInt64(p.closing * 1000) AS balance, toInt64(p.opening * 1000) AS opening,
         if(u.currency = '', 2, u.minor_units) AS decimals, p.posted_on < toDate(${quoteText(from)}) AS before
       FROM ${quoteIdentifier(`${prefix}receivables`)}.account_statement AS p
       LEFT JOIN ${quoteIdentifier(`${prefix}receivables`)}.posted_document AS b ON b.bill_id = p.document_id
       LEFT JOIN ${quoteIdentifier(`${prefix}staging`)}.currency AS u ON u.currency = p.currency
       WHERE p.billing_account_id = ${quoteText(account)} AND p.posted_on < toDate(${quoteText(to)})
       ORDER BY p.currency, p.number SETTINGS join_use_nulls = 0`,
    )
    if (rows.length === 0) {
      throw new InputError(
        `account ${account} has no posting before ${to}`,
        'accounts that are paid for have none: ask for the payer',
      )
    }
    const statements = [...new Set(rows.map(({ currency }) => currency))].map((currency) => {
      const own = rows.filter((row) => row.currency === currency)
      const money = (amount: string) => written(BigInt(amount), own[0]!.decimals)
      const within = own.filter((row) => !row.before)
      const opening = money(within[0]?.opening ?? own.at(-1)!.balance)
      const postings = within.map(({ date, kind, document, amount, balance }) => ({
        date,
        kind,
        document,
        amount: money(amount),
        balance: money(balance),
      }))
      return { account, currency, from, to, opening, postings, closing: money(own.at(-1)!.balance) }
    })
    if (options.json) return print(JSON.stringify(statements))
    for (const { currency, opening, postings, closing } of statements) {
      const table = postings.length === 0 ? 'no postings' : renderTable(postings, process.stdout.columns)
      print(`${account}, ${currency}\nopening balance ${opening}\n${table}\nclosing balance ${closing}`)
    }
  })
}
