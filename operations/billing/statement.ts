import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError, InputError } from '../../warehouse/errors.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { written } from './note-amounts.ts'

/** A movement of a receivable; amounts are decimal text, above zero for what raises it. */
export interface StatementPosting {
  readonly date: string
  readonly kind: string
  /** Number of a bill or note, id of a payment. */
  readonly document: string
  readonly amount: string
  /** What was owed after it. */
  readonly balance: string
}

/** opening + postings = closing, of an account and currency over the days `[from, to)`. */
export interface AccountStatement {
  readonly account: string
  readonly currency: string
  readonly from: string
  readonly to: string
  readonly opening: string
  readonly postings: readonly StatementPosting[]
  readonly closing: string
}

interface PostingRow extends StatementPosting {
  readonly currency: string
  readonly opening: string
  readonly decimals: number
  readonly before: number
}

/** The end of days that a posting may have: a statement to it is to the end. */
export const LAST_DAY = '2149-01-01'

/**
 * Statements of an account, one a currency: `await accountStatements(warehouse, '', { account: 'A-1001', from: '2026-01-01', to: '2026-04-01' })`.
 *
 * @throws InputError when it has no posting before `to`.
 */
export async function accountStatements(
  warehouse: Warehouse,
  prefix: string,
  { account, from, to }: { readonly account: string; readonly from: string; readonly to: string },
): Promise<readonly AccountStatement[]> {
  if (!(await hasTable(warehouse, `${prefix}receivables`, 'account_statement'))) {
    throw new ConfigurationError('there are no statements', 'build them: trunkline run')
  }
  const rows = await warehouse.rows<PostingRow>(
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
      `account ${account} has no posting${to === LAST_DAY ? '' : ` before ${to}`}`,
      'accounts that are paid for have none: ask for the payer',
    )
  }
  return [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, own]) => {
    const money = (amount: string) => written(BigInt(amount), own[0]!.decimals)
    const within = own.filter(({ before }) => !before)
    const last = own.at(-1)!.balance
    return {
      account,
      currency,
      from,
      to,
      opening: money(within[0]?.opening ?? last),
      postings: within.map(({ date, kind, document, amount, balance }) => ({
        date,
        kind,
        document,
        amount: money(amount),
        balance: money(balance),
      })),
      closing: money(last),
    }
  })
}
