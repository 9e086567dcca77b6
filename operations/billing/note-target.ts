import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import type { CorrectableBill } from './note-amounts.ts'
import { issuedDatabase } from './tables.ts'
import { taxGroupsOf } from './tax-groups.ts'

/** What a note takes over from the bill it corrects. */
export interface NoteTarget extends CorrectableBill {
  readonly billId: string
  readonly billDate: string
  readonly paymentDays: number
  readonly currency: string
}

/** What a tax row of a bill is told from its others by, in SQL. */
export const taxKey = (of: string): string =>
  `concat(${of}.tax_category, ' ', toString(${of}.tax_rate), ' ', ${of}.tax_name)`

interface BillRow {
  readonly bill_id: string
  readonly kind: string
  readonly bill_date: string
  readonly days: string
  readonly currency: string
  readonly units: number
}

/**
 * An issued bill or debit note with what credit notes have left of it.
 *
 * @throws InputError when there is no such document, or it is a credit note.
 */
export async function noteTarget(warehouse: Warehouse, prefix: string, number: string): Promise<NoteTarget> {
  const db = quoteIdentifier(issuedDatabase(prefix))
  const [bill] = await warehouse.rows<BillRow>(
    `SELECT b.bill_id AS bill_id, b.kind AS kind, b.bill_date AS bill_date, dateDiff('day', b.bill_date, b.due_date) AS days,
       b.currency AS currency, if(c.currency = '', 2, c.minor_units) AS units
     FROM ${db}.bill AS b LEFT JOIN ${quoteIdentifier(`${prefix}staging`)}.currency AS c ON c.currency = b.currency
     WHERE b.bill_number = ${quoteText(number)} SETTINGS join_use_nulls = 0`,
  )
  if (bill === undefined) {
    throw new InputError(
      `no issued bill has the number ${number}`,
      'a draft is not credited, it changes with its facts; numbers: trunkline sql "SELECT bill_number FROM issued.bill"',
    )
  }
  if (bill.kind === 'credit note') {
    throw new InputError(
      `${number} is a credit note`,
      'correct the bill it is for: by a debit note, or another credit note',
    )
  }
  const credits = `(SELECT bill_id FROM ${db}.bill WHERE kind = 'credit note' AND corrects = ${quoteText(number)})`
  const lines = await warehouse.rows<Record<string, string | number | null>>(
    `SELECT l.line_number AS number, l.category AS category, l.description AS description, l.subscription_id AS subscription,
       concat(l.tax_category, ' ', toString(l.tax_rate)) AS taxed_at, l.tax_id AS tax_id, toInt64(l.net * 1000) AS net, toInt64((l.net + c.net) * 1000) AS left
     FROM ${db}.bill_line AS l
     LEFT JOIN (SELECT corrects_line AS line, sum(net) AS net FROM ${db}.bill_line
       WHERE bill_id IN ${credits} AND corrects_line IS NOT NULL GROUP BY line) AS c ON c.line = l.line_number
     WHERE l.bill_id = ${quoteText(bill.bill_id)} ORDER BY number SETTINGS join_use_nulls = 0`,
  )
  const taxes = await warehouse.rows<Record<string, string>>(
    `SELECT ${taxKey('t')} AS key, concat(t.tax_category, ' ', toString(t.tax_rate)) AS taxed_at, t.tax_name AS name,
       toInt64(t.tax_rate * 1000000) AS rate, toInt64(t.net * 1000) AS net, toInt64((t.net + c.net) * 1000) AS net_left,
       toInt64((t.tax + c.tax) * 1000) AS tax_left
     FROM ${db}.bill_tax AS t
     LEFT JOIN (SELECT ${taxKey('x')} AS key, sum(x.net) AS net, sum(x.tax) AS tax FROM ${db}.bill_tax AS x
       WHERE x.bill_id IN ${credits} GROUP BY key) AS c ON c.key = ${taxKey('t')}
     WHERE t.bill_id = ${quoteText(bill.bill_id)} ORDER BY key SETTINGS join_use_nulls = 0`,
  )
  const groups = taxGroupsOf(
    number,
    lines.map((line) => ({ taxedAt: String(line.taxed_at), net: BigInt(line.net!) })),
    taxes.map(({ key, taxed_at, name, net }) => ({ key: key!, taxedAt: taxed_at!, name: name!, net: BigInt(net!) })),
  )
  return {
    number,
    billId: bill.bill_id,
    billDate: bill.bill_date,
    paymentDays: Number(bill.days),
    currency: bill.currency,
    minor: 10n ** BigInt(3 - Number(bill.units)),
    lines: lines.map((line, index) => ({
      number: Number(line.number),
      category: String(line.category),
      description: String(line.description),
      subscription: line.subscription as string | null,
      taxKey: `${line.tax_id} ${line.taxed_at}`,
      taxGroups: groups[index]!,
      net: BigInt(line.net!),
      left: BigInt(line.left!),
    })),
    taxes: taxes.map(({ key, rate, net_left, tax_left }) => ({
      key: key!,
      rate: BigInt(rate!),
      netLeft: BigInt(net_left!),
      taxLeft: BigInt(tax_left!),
    })),
  }
}
