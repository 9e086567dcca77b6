import { randomBytes } from 'node:crypto'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { compareAndSet, readSteps } from '../../warehouse/register.ts'
import { issuedDatabase } from './tables.ts'

/** Consecutive numbers of a legal entity’s year: bills, credit notes and debit notes each have a series of their own. */
export interface NumberRange {
  readonly kind: DocumentKind
  /** Empty where the catalogue names none. */
  readonly legalEntity: string
  readonly year: number
  readonly first: number
  readonly last: number
}

export type DocumentKind = 'bill' | 'credit note' | 'debit note'

/** A step of `number/<entity>/<year>`, for notes `number of credit notes/…`: which set took which numbers. */
interface Taken {
  readonly set: string
  readonly first: number
  readonly next: number
}

/** Reserves as many numbers as the set has bills, for each legal entity, year and kind; those it already has, if any. */
export async function reserveNumbers(warehouse: Warehouse, prefix: string, set: string): Promise<NumberRange[]> {
  const database = issuedDatabase(prefix)
  const groups = await warehouse.rows<{ kind: DocumentKind; entity: string; year: number; bills: string }>(
    `SELECT kind, legal_entity_id AS entity, toYear(bill_date) AS year, count() AS bills FROM ${quoteIdentifier(database)}.stored_bill
     WHERE set_id = ${quoteText(set)} GROUP BY kind, entity, year ORDER BY kind, entity, year`,
  )
  const ranges: NumberRange[] = []
  for (const { kind, entity, year, bills } of groups) {
    const key = `number${kind === 'bill' ? '' : ` of ${kind}s`}/${entity}/${year}`
    const { first, next } = await take(warehouse, database, key, set, Number(bills))
    ranges.push({ kind, legalEntity: entity, year, first, last: next - 1 })
  }
  return ranges
}

async function take(warehouse: Warehouse, database: string, key: string, set: string, count: number): Promise<Taken> {
  for (;;) {
    const steps = await readSteps(warehouse, database, key)
    const taken = steps.map(({ value }) => JSON.parse(value) as Taken)
    const own = taken.find((step) => step.set === set)
    if (own !== undefined) return own
    const first = taken.at(-1)?.next ?? 1
    const wanted = JSON.stringify({ set, first, next: first + count } satisfies Taken)
    await compareAndSet(warehouse, database, key, steps.at(-1)?.step ?? 0, wanted)
  }
}

/** The digits a number has at least. */
const DIGITS = 6

/** Numbers the bills of a set by rank, under an id that becomes valid with the set’s final row. */
export async function writeNumbers(
  warehouse: Warehouse,
  prefix: string,
  set: string,
  ranges: readonly NumberRange[],
): Promise<string> {
  const db = quoteIdentifier(issuedDatabase(prefix))
  const numbering = randomBytes(8).toString('hex')
  const firsts = ranges.map(
    ({ kind, legalEntity, year, first }) => `(${quoteText(kind)}, ${quoteText(legalEntity)}, ${year}, ${first})`,
  )
  const raw = quoteIdentifier(`${prefix}raw`)
  await warehouse.command(
    `INSERT INTO ${db}.stored_number (set_id, numbering, bill_id, bill_number, ordinal)
     WITH numbered AS (
       SELECT b.bill_id AS bill_id, r.kind AS kind, b.legal_entity_id AS entity, r.year AS year,
         r.first + row_number() OVER (PARTITION BY r.kind, b.legal_entity_id, r.year ORDER BY b.bill_id) - 1 AS ordinal
       FROM ${db}.stored_bill AS b
       INNER JOIN (SELECT f.1 AS kind, f.2 AS entity, f.3 AS year, f.4 AS first FROM (SELECT arrayJoin([${firsts.join(', ')}]) AS f)) AS r
         ON r.kind = b.kind AND r.entity = b.legal_entity_id AND r.year = toYear(b.bill_date)
       WHERE b.set_id = ${quoteText(set)}
     ), entity AS (
       SELECT legal_entity_id AS entity, kind, argMax(as_written, (valid_from, _landed_at)) AS written
       FROM (SELECT *, ['bill', 'credit note', 'debit note'] AS kinds, [bill_number, credit_note_number, debit_note_number] AS writings
         FROM ${raw}.catalogue_legal_entity) ARRAY JOIN kinds AS kind, writings AS as_written
       GROUP BY legal_entity_id, kind
     )
     SELECT ${quoteText(set)}, ${quoteText(numbering)}, n.bill_id,
       replaceAll(replaceAll(if(e.written = '', multiIf(n.kind = 'credit note', 'CN-', n.kind = 'debit note', 'DN-', '') || '{year}-{number}', e.written), '{year}', toString(n.year)), '{number}',
         leftPad(toString(n.ordinal), greatest(${DIGITS}, length(toString(n.ordinal))), '0')), n.ordinal
     FROM numbered AS n LEFT JOIN entity AS e ON e.entity = n.entity AND e.kind = n.kind
     SETTINGS join_use_nulls = 0`,
  )
  return numbering
}
