import { atScale } from '../../documents/exact.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { isDay } from './day.ts'
import { minorUnits } from './read.ts'
import { issuedDatabase } from './tables.ts'

/** Which drafts are meant; all of them where nothing is said. */
export interface DraftChoice {
  /** A bill date `YYYY-MM-DD`, or the cycle day of the payer’s account, `1` to `31`. */
  readonly cycle?: string
  /** First day of the bills’ period, `YYYY-MM-DD`, or the month it is in, `YYYY-MM`. */
  readonly period?: string
  readonly legalEntity?: string
  /** The payer. */
  readonly account?: string
}

/** Drafts that are due together: of a bill date, legal entity and currency. */
export interface DueBills {
  readonly bill_date: string
  readonly legal_entity: string
  readonly currency: string
  readonly bills: string
  /** Amounts have the currency’s decimals. */
  readonly net: string
  readonly tax: string
  readonly gross: string
}

/**
 * Drafts that have not been issued, by bill date, legal entity and currency.
 *
 * @throws InputError for a cycle or period that is not written as one, and for a legal entity that no draft is of.
 */
export async function dueBills(warehouse: Warehouse, prefix: string, choice: DraftChoice): Promise<DueBills[]> {
  if (choice.legalEntity !== undefined) await requireEntity(warehouse, prefix, choice.legalEntity)
  const units = await minorUnits(warehouse, prefix)
  const rows = await warehouse.rows<DueBills>(
    `SELECT bill_date, legal_entity_id AS legal_entity, currency, count() AS bills, sum(net) AS net, sum(tax) AS tax, sum(gross) AS gross
     FROM ${quoteIdentifier(`${prefix}billing`)}.draft_bill WHERE ${isDue(prefix, choice)}
     GROUP BY bill_date, legal_entity, currency ORDER BY bill_date, legal_entity, currency`,
  )
  return rows.map((row) => {
    const money = (amount: string) => atScale(amount, units.get(row.currency) ?? 2)
    return { ...row, net: money(row.net), tax: money(row.tax), gross: money(row.gross) }
  })
}

async function requireEntity(warehouse: Warehouse, prefix: string, wanted: string): Promise<void> {
  const rows = await warehouse.rows<{ id: string }>(
    `SELECT DISTINCT toString(legal_entity_id) AS id FROM ${quoteIdentifier(`${prefix}billing`)}.draft_bill ORDER BY id`,
  )
  const known = rows.map(({ id }) => id)
  if (known.length === 0 || known.includes(wanted)) return
  throw new InputError(
    `no bill is of the legal entity "${wanted}"`,
    `there are: ${known.map((id) => id || '"" (plans that name none)').join(', ')}`,
  )
}

/** A condition on `draft_bill`: it is meant, and was not issued. */
export function isDue(prefix: string, choice: DraftChoice): string {
  const issued = `SELECT bill_id FROM ${quoteIdentifier(issuedDatabase(prefix))}.bill WHERE kind = 'bill'`
  return [...chosen(prefix, choice), `bill_id NOT IN (${issued})`].join(' AND ')
}

function chosen(prefix: string, { cycle, period, legalEntity, account }: DraftChoice): string[] {
  const conditions: string[] = []
  if (cycle !== undefined) conditions.push(ofCycle(prefix, cycle))
  if (period !== undefined) conditions.push(ofPeriod(period))
  if (legalEntity !== undefined) conditions.push(`legal_entity_id = ${quoteText(legalEntity)}`)
  if (account !== undefined) conditions.push(`billing_account_id = ${quoteText(account)}`)
  return conditions
}

function ofCycle(prefix: string, cycle: string): string {
  if (isDay(cycle)) return `bill_date = ${quoteText(cycle)}`
  if (/^\d{1,2}$/.test(cycle) && Number(cycle) >= 1 && Number(cycle) <= 31) {
    const accounts = `${quoteIdentifier(`${prefix}staging`)}.billing_account_current`
    return `billing_account_id IN (SELECT billing_account_id FROM ${accounts} WHERE cycle_day = ${Number(cycle)})`
  }
  throw new InputError(
    `${cycle} is no cycle`,
    'write a bill date such as 2026-02-01, or the cycle day of accounts, 1 to 31',
  )
}

function ofPeriod(period: string): string {
  if (isDay(period)) return `period_from = ${quoteText(period)}`
  if (isDay(`${period}-01`)) return `toStartOfMonth(period_from) = ${quoteText(`${period}-01`)}`
  throw new InputError(
    `${period} is no period`,
    'write the month in which it begins, 2026-01, or its first day, 2026-01-15',
  )
}
