import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import {
  type BillHead,
  type BillJson,
  headColumns,
  type LineOfBill,
  lineColumnsJson,
  type TaxOfBill,
  taxColumnsJson,
  withParts,
} from './bill-json.ts'
import { issuedDatabase } from './tables.ts'

/** A bill or note as it was issued, or a draft as it stands. */
export interface ShownBill extends BillJson, Standing {}

interface Standing {
  readonly state: 'draft' | 'issued'
  /** Empty for a draft. */
  readonly number: string
  readonly kind: string
  /** Number of the bill that a note corrects, and why. */
  readonly corrects: string
  readonly reason: string
  /** Null for a draft. */
  readonly issued_at: string | null
  /** SHA-256 of what it says; null for a draft. */
  readonly content_hash: string | null
}

/** Where bills are read from. */
interface Place {
  readonly bill: string
  readonly line: string
  readonly tax: string
  readonly standing: string
}

/**
 * The bill or note with this number; failing that the bill or draft with this id.
 *
 * @throws InputError when there is none.
 */
export async function readBill(warehouse: Warehouse, prefix: string, name: string): Promise<ShownBill> {
  const issued = (await hasTable(warehouse, issuedDatabase(prefix), 'bill')) ? issuedPlace(prefix) : undefined
  const drafts = (await hasTable(warehouse, `${prefix}billing`, 'draft_bill')) ? draftPlace(prefix) : undefined
  const id = `bill_id = ${quoteText(name)}`
  const found =
    (issued && (await readBills(warehouse, prefix, issued, `bill_number = ${quoteText(name)} OR ${id}`))) ?? []
  if (found.length > 1) {
    const whose = found.map((bill) => `${bill.legal_entity || 'no legal entity'}: ${bill.id}`).join('; ')
    throw new InputError(`${found.length} documents have the number ${name}`, `show one by its id: ${whose}`)
  }
  const bill = found[0] ?? (drafts && (await readBills(warehouse, prefix, drafts, id)))?.[0]
  if (bill !== undefined) return bill
  throw new InputError(
    `there is no bill ${name}`,
    'give the number of an issued bill or the id of a draft: trunkline bill draft lists them',
  )
}

/** Drafts by a condition on `draft_bill`, in order of date and id. */
export function readDrafts(warehouse: Warehouse, prefix: string, where: string, limit: number): Promise<ShownBill[]> {
  return readBills(warehouse, prefix, draftPlace(prefix), where, limit)
}

/** Issued bills and notes by a condition on `bill`, in order of date and id. */
export function readIssued(warehouse: Warehouse, prefix: string, where: string, limit: number): Promise<ShownBill[]> {
  return readBills(warehouse, prefix, issuedPlace(prefix), where, limit)
}

async function readBills(
  warehouse: Warehouse,
  prefix: string,
  { bill, line, tax, standing }: Place,
  where: string,
  limit = 100,
): Promise<ShownBill[]> {
  const heads = await warehouse.rows<BillHead & Standing>(
    `SELECT ${standing}, ${headColumns} FROM ${bill} WHERE ${where} ORDER BY bill_date, bill_id LIMIT ${limit}`,
  )
  if (heads.length === 0) return []
  const ids = `bill_id IN (${heads.map(({ id }) => quoteText(id)).join(', ')})`
  const [lines, taxes, units] = await Promise.all([
    warehouse.rows<LineOfBill>(`SELECT ${lineColumnsJson} FROM ${line} WHERE ${ids} ORDER BY bill, number`),
    warehouse.rows<TaxOfBill>(
      `SELECT ${taxColumnsJson} FROM ${tax} WHERE ${ids} ORDER BY bill, tax_rate DESC, category, name`,
    ),
    minorUnits(warehouse, prefix),
  ])
  return withParts(heads, lines, taxes, (currency) => units.get(currency) ?? 2)
}

/** Decimals of the currencies that have other than two. */
export async function minorUnits(warehouse: Warehouse, prefix: string): Promise<ReadonlyMap<string, number>> {
  const rows = await warehouse.rows<{ currency: string; units: string }>(
    `SELECT currency, toString(minor_units) AS units FROM ${quoteIdentifier(`${prefix}staging`)}.currency`,
  )
  return new Map(rows.map(({ currency, units }) => [currency, Number(units)]))
}

function issuedPlace(prefix: string): Place {
  const db = quoteIdentifier(issuedDatabase(prefix))
  return {
    bill: `${db}.bill`,
    line: `${db}.bill_line`,
    tax: `${db}.bill_tax`,
    standing: "'issued' AS state, bill_number AS number, kind, corrects, reason, issued_at, content_hash",
  }
}

function draftPlace(prefix: string): Place {
  const db = quoteIdentifier(`${prefix}billing`)
  return {
    bill: `${db}.draft_bill`,
    line: `${db}.unissued_line`,
    tax: `${db}.draft_tax`,
    standing:
      "'draft' AS state, '' AS number, 'bill' AS kind, '' AS corrects, '' AS reason, NULL AS issued_at, NULL AS content_hash",
  }
}
