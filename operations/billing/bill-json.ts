import { atScale } from '../../documents/exact.ts'

/** A bill or note as commands print it: amounts are exact decimal text with the currency’s decimals. */
export interface BillJson extends BillHead {
  readonly lines: readonly BillLineJson[]
  readonly taxes: readonly BillTaxJson[]
}

/** A bill without its parts. */
export interface BillHead {
  /** payer/first day/currency, and /legal entity where the catalogue names one. */
  readonly id: string
  /** The payer. */
  readonly account: string
  readonly customer: string
  readonly legal_entity: string
  /** First day of its period, and first day after it. */
  readonly from: string
  readonly to: string
  readonly date: string
  readonly due: string
  readonly currency: string
  readonly net: string
  readonly tax: string
  readonly gross: string
}

export interface BillLineJson {
  readonly number: number
  /** Number of the issued bill (in a simulation: its id) that a late line or a note’s line corrects; else empty. */
  readonly corrects: string
  readonly kind: 'recurring' | 'usage' | 'one-off' | 'adjustment' | 'discount'
  readonly text: string
  /** Whose charge it is; differs from the bill’s account where another account pays. */
  readonly account: string
  readonly subscription: string | null
  /** Charge of the plan, service of the usage, or discount. */
  readonly charge: string
  readonly service: string
  /** Number of the overdue bill (in a simulation: its id) that a late fee is for; else empty. */
  readonly overdue_bill: string
  readonly from: string
  readonly to: string
  /** Days of a recurring charge, seconds, messages, bytes or events of usage, else 1. */
  readonly quantity: string
  /** Price without tax of `price_quantity` units; null where the line has not one price. */
  readonly unit_price: string | null
  readonly price_quantity: string
  readonly net: string
  /** Tax of the catalogue; empty where there is only a rate. */
  readonly tax: string
  /** EN 16931: S, Z, E, AE or O. */
  readonly tax_category: string
  readonly tax_percent: string
  /** What net was rounded from. */
  readonly rated_amount: string
}

export interface BillTaxJson {
  /** EN 16931: S, Z, E, AE or O. */
  readonly category: string
  /** Part of a tax that is made of several; empty for any other. */
  readonly name: string
  readonly percent: string
  readonly net: string
  readonly tax: string
}

type OfBill<T> = T & { readonly bill: string }

/** Columns of `draft_bill` and of what is issued as they are printed, in SQL. */
export const headColumns = `bill_id AS id, billing_account_id AS account, customer_id AS customer, legal_entity_id AS legal_entity,
  period_from AS \`from\`, period_to AS \`to\`, bill_date AS date, due_date AS due, currency, net, tax, gross`

export const lineColumnsJson = `bill_id AS bill, toUInt32(line_number) AS number, corrects_bill AS corrects, category AS kind, description AS text,
  charged_account_id AS account, subscription_id AS subscription, charge_id AS charge, service, overdue_bill, period_from AS \`from\`,
  period_to AS \`to\`, toString(quantity) AS quantity, toString(unit_price) AS unit_price, toString(price_quantity) AS price_quantity, net, tax_id AS tax, tax_category, toString(tax_rate * 100) AS tax_percent,
  toString(rated_amount) AS rated_amount`

export const taxColumnsJson =
  'bill_id AS bill, tax_category AS category, tax_name AS name, toString(tax_rate * 100) AS percent, net, tax'

/** Bills with their lines and taxes; `scaleOf` answers a currency’s decimals. */
export function withParts<H extends BillHead>(
  heads: readonly H[],
  lines: readonly OfBill<BillLineJson>[],
  taxes: readonly OfBill<BillTaxJson>[],
  scaleOf: (currency: string) => number,
): (H & Pick<BillJson, 'lines' | 'taxes'>)[] {
  const linesOf = Map.groupBy(lines, ({ bill }) => bill)
  const taxesOf = Map.groupBy(taxes, ({ bill }) => bill)
  return heads.map(({ net, tax, gross, ...head }) => {
    const money = (amount: string) => atScale(amount, scaleOf(head.currency))
    return {
      ...head,
      lines: (linesOf.get(head.id) ?? []).map(({ bill: _, ...line }) => ({ ...line, net: money(line.net) })),
      taxes: (taxesOf.get(head.id) ?? []).map(({ bill: _, ...group }) => ({
        ...group,
        net: money(group.net),
        tax: money(group.tax),
      })),
      net: money(net),
      tax: money(tax),
      gross: money(gross),
    } as unknown as H & Pick<BillJson, 'lines' | 'taxes'>
  })
}

/** Rows of lines and taxes as the columns above answer them. */
export type LineOfBill = OfBill<BillLineJson>
export type TaxOfBill = OfBill<BillTaxJson>
