import { setTimeout as sleep } from 'node:timers/promises'
import type { Event } from '../../ingest/contracts/index.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { BeingLanded } from '../../ingest/landing/owner.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { billColumns, issuedDatabase, lineColumns, taxColumns } from './tables.ts'

/** Feed of what was issued. */
const FEED = 'issued_bills'

/** Bills read at once. */
const PAGE = 20_000

/** Nobody waits for a part of a set, so batches are cut by their size; milliseconds. */
const BATCH_MS = 60_000

/** How long a call waits for another that lands the same set, and how often it looks; milliseconds. */
const PATIENCE = 600_000
const LOOK = 250

/**
 * Lands every issued set that has not landed, each once, so that models take issued bills instead of their drafts. Called after
 * each issue; what a killed call left is landed by the next, and what another call is landing is waited for.
 *
 * @throws BeingLanded when the other call takes longer than ten minutes.
 */
export async function landIssued(warehouse: Warehouse, prefix: string): Promise<void> {
  const began = Date.now()
  const landed = new Set<string>()
  for (;;) {
    const [set] = await setsToLand(warehouse, prefix)
    if (set === undefined) return
    if (landed.has(set)) {
      throw new PlatformError(
        `the bills of set ${set} were landed and are not in issued_bill`,
        'see what was refused: trunkline quarantine list --feed issued_bills',
      )
    }
    try {
      await landEvents(warehouse, FEED, set, () => eventsOf(warehouse, quoteIdentifier(issuedDatabase(prefix)), set), {
        prefix,
        batchMs: BATCH_MS,
      })
      landed.add(set)
    } catch (error) {
      if (!(error instanceof BeingLanded) || Date.now() - began > PATIENCE) throw error
      await sleep(LOOK)
    }
  }
}

/** Final sets that have not landed, in order. A set whose last bill has landed is whole: they land in order. */
async function setsToLand(warehouse: Warehouse, prefix: string): Promise<string[]> {
  const db = quoteIdentifier(issuedDatabase(prefix))
  const sets = await warehouse.rows<{ set: string }>(
    `SELECT s.set_id AS set FROM ${db}.final_set AS s
     INNER JOIN (SELECT set_id, max(bill_id) AS last FROM ${db}.stored_bill GROUP BY set_id) AS b ON b.set_id = s.set_id
     WHERE b.last NOT IN (SELECT bill_id FROM ${quoteIdentifier(`${prefix}raw`)}.issued_bill) ORDER BY set`,
  )
  return sets.map(({ set }) => set)
}

/** The events of a set by bill, its own row last: a bill is seen only with all its lines. */
async function* eventsOf(warehouse: Warehouse, db: string, set: string): AsyncGenerator<Event> {
  const id = quoteText(set)
  const [final] = await warehouse.rows<{ numbering: string; issued_at: string }>(
    `SELECT numbering, issued_at FROM ${db}.final_set WHERE set_id = ${id}`,
  )
  const { numbering, issued_at } = final!
  let after = ''
  for (;;) {
    const [page] = await warehouse.rows<{ bills: string; last: string }>(
      `SELECT count() AS bills, max(bill_id) AS last FROM
         (SELECT bill_id FROM ${db}.stored_bill WHERE set_id = ${id} AND bill_id > ${quoteText(after)} ORDER BY bill_id LIMIT ${PAGE})`,
    )
    if (page === undefined || page.bills === '0') return
    // Ranges of the key on both sides: a page costs what it holds, however many bills the set has.
    const within = `bill_id > ${quoteText(after)} AND bill_id <= ${quoteText(page.last)}`
    const rows = (of: string, columns: readonly string[], order: string) =>
      warehouse.rows<Record<string, unknown>>(
        `SELECT n.bill_number AS bill_number, ${columns.map((column) => `b.${column} AS ${column}`).join(', ')}
         FROM (SELECT * FROM ${db}.${of} WHERE set_id = ${id} AND ${within}) AS b
         INNER JOIN (SELECT bill_id, bill_number FROM ${db}.stored_number
           WHERE set_id = ${id} AND numbering = ${quoteText(numbering)} AND ${within}) AS n ON n.bill_id = b.bill_id
         ORDER BY ${order}`,
      )
    const [bills, lines, taxes] = await Promise.all([
      rows('stored_bill', [...billColumns, 'content_hash'], 'bill_id'),
      rows('stored_line', lineColumns, 'bill_id, line_number'),
      rows('stored_tax', taxColumns, 'bill_id, tax_category, tax_rate, tax_name'),
    ])
    let line = 0
    let tax = 0
    for (const bill of bills) {
      const { bill_id, billing_account_id, legal_entity_id, period_from, period_to } = bill
      const of = { issued_at, billing_account_id, legal_entity_id, bill_from: period_from, bill_to: period_to }
      for (; lines[line]?.bill_id === bill_id; line++) {
        yield { contract: 'issued_bill_line', ...lines[line], ...of } as unknown as Event
      }
      for (; taxes[tax]?.bill_id === bill_id; tax++) {
        yield { contract: 'issued_bill_tax', ...taxes[tax], issued_at } as unknown as Event
      }
      yield { contract: 'issued_bill', ...bill, issued_at } as unknown as Event
    }
    after = page.last
  }
}
