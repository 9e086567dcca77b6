import { LATE_NOTE } from '../../models/billing/issued_document.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { naturalOrder } from '../../warehouse/natural_order.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { lateEventsOf } from './late-events.ts'
import { NOTES } from './note.ts'
import { written } from './note-amounts.ts'
import { taxKey } from './note-target.ts'
import { minorUnits } from './read.ts'
import { type IssuedSet, issueSet, type SetContent } from './set.ts'
import { createIssued, issuedDatabase } from './tables.ts'

export interface CorrectOptions {
  /** Prefix of the environment’s databases. */
  readonly prefix: string
  /** Date of the notes, `YYYY-MM-DD`. */
  readonly date: string
}

/** What stands on the notes. */
const REASON = 'recalculated'

/**
 * Issues a credit note to every issued bill that the models now say was too high: `await correctBills(warehouse, { prefix: '',
 * date: '2026-03-01' })`. What was too low stands on drafts, as late lines. Each correction of a bill is issued once, whatever
 * is run again. Undefined when there is none.
 */
export async function correctBills(warehouse: Warehouse, options: CorrectOptions): Promise<IssuedSet | undefined> {
  const { prefix } = options
  if (!(await hasTable(warehouse, `${prefix}billing`, 'late_line'))) {
    throw new ConfigurationError('it is not known what bills lack', 'build the models: trunkline run')
  }
  await createIssued(warehouse, prefix)
  for (;;) {
    const set = await issueSet(warehouse, {
      prefix,
      key: NOTES,
      again: true,
      content: () => contentOf(warehouse, options),
    })
    // A note that a killed call had frozen was finished first.
    if (set === undefined || !set.resumed) return set
    const own = await warehouse.rows(
      `SELECT 1 FROM ${quoteIdentifier(issuedDatabase(prefix))}.stored_bill WHERE set_id = ${quoteText(set.set)} AND startsWith(bill_id, ${quoteText(LATE_NOTE)}) LIMIT 1`,
    )
    if (own.length > 0) return set
  }
}

/** A credit note as it was issued. */
export interface Correction {
  readonly number: string
  readonly corrects: string
  readonly account: string
  readonly net: string
  readonly tax: string
  readonly gross: string
  readonly currency: string
}

/** Credit notes of a set. */
export async function correctionsOf(
  warehouse: Warehouse,
  prefix: string,
  set: Pick<IssuedSet, 'set'>,
): Promise<readonly Correction[]> {
  const rows = await warehouse.rows<Correction>(
    `SELECT bill_number AS number, corrects, billing_account_id AS account, toInt64(net * 1000) AS net, toInt64(tax * 1000) AS tax,
       toInt64(gross * 1000) AS gross, currency
     FROM ${quoteIdentifier(issuedDatabase(prefix))}.bill WHERE set_id = ${quoteText(set.set)} ORDER BY number`,
  )
  const units = await minorUnits(warehouse, prefix)
  return rows.map(({ net, tax, gross, ...note }) => {
    const money = (amount: string) => written(BigInt(amount), units.get(note.currency) ?? 2)
    return { ...note, net: money(net), tax: money(tax), gross: money(gross) }
  })
}

async function contentOf(warehouse: Warehouse, { prefix, date }: CorrectOptions): Promise<SetContent | undefined> {
  const db = quoteIdentifier(issuedDatabase(prefix))
  const id = `concat(${quoteText(LATE_NOTE)}, corrects_bill, '/', toString(correction))`
  // What an earlier call issued from these same models is not issued again.
  const late = `(SELECT *, ${id} AS note_id FROM ${quoteIdentifier(`${prefix}billing`)}.late_line
    WHERE settlement = 'credit note' AND ${id} NOT IN (SELECT bill_id FROM ${db}.bill))`
  const some = await warehouse.rows(`SELECT 1 FROM ${late} LIMIT 1`)
  if (some.length === 0) return undefined
  // Which taxes are made of several, and what bills call their parts.
  const versions = `${quoteIdentifier(`${prefix}billing`)}.tax_in_force`
  const wholes = `(SELECT DISTINCT t.tax_id AS tax_id, if(n.name = '', n.tax_id, n.name) AS tax_name
    FROM (SELECT tax_id, arrayJoin(splitByChar(',', parts)) AS part FROM ${versions} WHERE parts != '') AS t
    INNER JOIN ${versions} AS n ON n.tax_id = t.part)`
  // A line is taxed in the group of its category and rate, else in those of the parts its own tax is made of.
  const grouped = `(SELECT l.note_id AS note_id, l.currency AS currency, l.net AS net, l.corrects_bill AS corrects_bill,
      coalesce(g.tax_category, p.tax_category, l.tax_category) AS tax_category, coalesce(g.tax_rate, p.tax_rate, l.tax_rate) AS tax_rate,
      if(g.tax_rate IS NULL, coalesce(p.tax_name, ''), '') AS tax_name
    FROM ${late} AS l
    LEFT JOIN (SELECT * FROM ${db}.bill_tax WHERE tax_name = '') AS g
      ON g.bill_number = l.corrects_bill AND g.tax_category = l.tax_category AND g.tax_rate = l.tax_rate
    LEFT JOIN (SELECT x.*, w.tax_id AS whole FROM ${db}.bill_tax AS x INNER JOIN ${wholes} AS w ON w.tax_name = x.tax_name
      WHERE x.tax_name != '') AS p ON p.bill_number = l.corrects_bill AND p.whole = l.tax_id
    SETTINGS join_use_nulls = 1)`
  const standing = `(SELECT if(i.kind = 'credit note', i.corrects, i.bill_number) AS number, ${taxKey('x')} AS key, sum(x.net) AS net, sum(x.tax) AS tax
    FROM ${db}.bill_tax AS x INNER JOIN ${db}.bill AS i ON i.bill_id = x.bill_id WHERE i.kind != 'debit note' GROUP BY number, key)`
  const taxes = `SELECT note_id AS bill_id, tax_category, tax_rate, tax_name, net,
      if(net < 0 AND (-net = net_left OR -rounded > tax_left), -tax_left, rounded) AS tax, currency
    FROM (SELECT l.note_id AS note_id, l.tax_category AS tax_category, l.tax_rate AS tax_rate, l.tax_name AS tax_name, l.currency AS currency,
        sum(l.net) AS net, any(s.net) AS net_left, any(s.tax) AS tax_left, if(any(m.currency) = '', 2, any(m.minor_units)) AS units,
        toDecimal128(multiIf(units = 0, round(net * tax_rate, 0), units = 3, round(net * tax_rate, 3), round(net * tax_rate, 2)), 3) AS rounded
      FROM ${grouped} AS l
      LEFT JOIN ${standing} AS s ON s.number = l.corrects_bill AND s.key = ${taxKey('l')}
      LEFT JOIN ${quoteIdentifier(`${prefix}staging`)}.currency AS m ON m.currency = l.currency
      GROUP BY note_id, tax_category, tax_rate, tax_name, currency)`
  return {
    lines: `SELECT note_id AS bill_id, row_number() OVER (PARTITION BY note_id ORDER BY ${naturalOrder('charged_account_id')}, charged_account_id, ${naturalOrder("ifNull(subscription_id, '')")}, subscription_id, category, charge_id, period_from, tax_rate) AS line_number,
        * EXCEPT bill_id, NULL AS unit_price, 1 AS price_quantity FROM ${late}`,
    taxes: `${taxes} SETTINGS join_use_nulls = 0`,
    bills: `SELECT i.* EXCEPT (lines) REPLACE (l.note_id AS bill_id, 'credit note' AS kind, l.corrects_bill AS corrects, ${quoteText(REASON)} AS reason,
        greatest(i.bill_date, toDate(${quoteText(date)})) AS bill_date, greatest(i.bill_date, toDate(${quoteText(date)})) AS due_date,
        l.net AS net, t.tax AS tax, l.net + t.tax AS gross), l.lines AS lines
      FROM (SELECT note_id, corrects_bill, sum(net) AS net, count() AS lines FROM ${late} GROUP BY note_id, corrects_bill) AS l
      INNER JOIN (SELECT bill_id, sum(tax) AS tax FROM (${taxes}) GROUP BY bill_id) AS t ON t.bill_id = l.note_id
      INNER JOIN ${db}.bill AS i ON i.bill_number = l.corrects_bill SETTINGS join_use_nulls = 0`,
    events: (lines) => lateEventsOf(prefix, lines),
  }
}
