import type { Bill, TaxCategory } from '../../documents/bill.ts'
import { negated } from '../../documents/exact.ts'
import { languageOf } from '../../documents/language.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { documentLine } from './document-line.ts'
import { type Parties, partiesOf } from './document-parties.ts'
import { barsOf, itemsOf } from './document-uses.ts'
import type { AccountItemisation } from './itemisation.ts'
import { minorUnits, readIssued, type ShownBill } from './read.ts'
import { issuedDatabase } from './tables.ts'

/** Documents read at once. */
const PAGE = 100

export interface DocumentOptions {
  readonly prefix: string
  /** ISO 639-1; the account’s unless told. */
  readonly language?: string
}

/** A document as data, with whom it goes to. */
export interface IssuedDocument {
  readonly bill: Bill
  readonly id: string
  readonly customer: string
  readonly issuedAt: string
  readonly itemisation?: AccountItemisation
}

/**
 * Issued bills and notes by a condition on the view `bill`, as the plain data that documents are rendered from; in order of
 * date and id, a page at a time.
 *
 * @throws ConfigurationError where the catalogue does not say who issued one.
 */
export async function* documentsOf(
  warehouse: Warehouse,
  where: string,
  { prefix, language }: DocumentOptions,
): AsyncGenerator<IssuedDocument> {
  const units = await minorUnits(warehouse, prefix)
  let after = ''
  for (;;) {
    const page = await readIssued(warehouse, prefix, `(${where})${after}`, PAGE)
    if (page.length === 0) return
    const parties = await partiesOf(
      warehouse,
      prefix,
      page.map(({ id }) => id),
    )
    for (const shown of page) {
      const of = parties.get(shown.id)!
      const written = language ?? of.language
      const [{ items, left }, usage, corrected] = [
        await itemsOf(warehouse, prefix, shown.id, {
          timeZone: of.timeZone,
          language: written,
          itemisation: of.itemisation,
        }),
        await barsOf(warehouse, prefix, shown),
        await correctedBy(warehouse, prefix, shown),
      ]
      const credit = shown.kind === 'credit note'
      const bill: Bill = {
        ...billOf(shown, of, written, units.get(shown.currency) ?? 2),
        ...(corrected === undefined ? {} : { corrects: corrected }),
        ...(items.length === 0
          ? {}
          : { items: credit ? items.map((use) => ({ ...use, amount: negated(use.amount) })) : items }),
        ...(left === 0 ? {} : { itemsLeft: left }),
        ...(usage.length === 0 ? {} : { usage }),
      }
      const { itemisation } = of
      yield {
        ...{ bill, id: shown.id, customer: shown.customer, issuedAt: shown.issued_at! },
        ...(itemisation === undefined ? {} : { itemisation }),
      }
    }
    const last = page.at(-1)!
    after = ` AND (bill_date, bill_id) > (toDate(${quoteText(last.date)}), ${quoteText(last.id)})`
  }
}

function billOf(shown: ShownBill, parties: Parties, language: string, scale: number): Bill {
  const { number, kind, date, due, from, to, currency, account } = shown
  // A credit note says what is given back, as an amount above zero (UNCL 1001: 381).
  const money = (amount: string) => (kind === 'credit note' ? negated(amount) : amount)
  return {
    kind: kind as Bill['kind'],
    number,
    issued: date,
    due,
    from,
    to,
    currency,
    minorUnits: scale,
    language,
    account,
    seller: parties.seller,
    buyer: parties.buyer,
    lines: shown.lines.map((line) =>
      documentLine({ ...line, net: money(line.net) }, { ...shown, language, minorUnits: scale }),
    ),
    taxes: shown.taxes.map(({ category, percent, net, tax, name }) => ({
      ...(name === '' ? {} : { name }),
      category: category as TaxCategory,
      percent,
      net: money(net),
      tax: money(tax),
      ...reasonOf(category, language),
    })),
    net: money(shown.net),
    tax: money(shown.tax),
    gross: money(shown.gross),
    payment: parties.payment.by === 'direct debit' ? parties.payment : { ...parties.payment, reference: number },
  }
}

/** Why there is no tax (BT-120). */
function reasonOf(category: string, language: string): { readonly reason?: string } {
  const { exempt, reverseCharge, outsideScope } = languageOf(language)
  if (category === 'E') return { reason: exempt }
  if (category === 'AE') return { reason: reverseCharge }
  return category === 'O' ? { reason: outsideScope } : {}
}

async function correctedBy(warehouse: Warehouse, prefix: string, { corrects }: ShownBill): Promise<Bill['corrects']> {
  if (corrects === '') return undefined
  const [bill] = await warehouse.rows<{ number: string; issued: string }>(
    `SELECT bill_number AS number, toString(bill_date) AS issued FROM ${quoteIdentifier(issuedDatabase(prefix))}.bill
     WHERE bill_number = ${quoteText(corrects)} LIMIT 1`,
  )
  return bill
}
