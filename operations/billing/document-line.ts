import type { BillLine, TaxCategory } from '../../documents/bill.ts'
import { isNegative } from '../../documents/exact.ts'
import { formatOf } from '../../documents/format.ts'
import { languageOf } from '../../documents/language.ts'
import type { BillLineJson } from './bill-json.ts'
import { unitOf } from './document-uses.ts'

/** What a line takes from the document it is on. */
interface Document {
  readonly kind: string
  /** The payer. */
  readonly account: string
  readonly currency: string
  readonly minorUnits: number
  /** ISO 639-1. */
  readonly language: string
}

/** A line of a bill as its document says it; `net` has the document’s sign. */
export function documentLine(line: BillLineJson, document: Document): BillLine {
  const { number, kind, account, subscription, from, to, net, tax_percent, service, quantity } = line
  const { unit_price, price_quantity } = line
  const unit = kind === 'recurring' ? 'days' : kind === 'usage' ? unitOf(service) : undefined
  return {
    id: String(number),
    description: textOf(line, document),
    ...(subscription === null ? {} : { subscription }),
    ...(account === document.account ? {} : { account }),
    kind,
    from,
    to,
    ...(unit === undefined ? {} : { quantity: { amount: quantity, unit } }),
    ...(unit === undefined || unit_price === null ? {} : { price: { amount: unit_price, of: price_quantity } }),
    net,
    tax: line.tax_category as TaxCategory,
    taxPercent: tax_percent,
  }
}

function textOf({ kind, text, service, quantity, net, from, to }: BillLineJson, document: Document): string {
  const language = languageOf(document.language)
  // A use without a price of its own is called by its service.
  if (kind === 'usage' && text === service) return language.services[service] ?? text
  // Beside it stands what is charged in its place, by the same name. A monthly credit is of days above zero.
  const back = isNegative(quantity) && isNegative(net)
  if (kind === 'recurring' && back && document.kind !== 'credit note') {
    return language.givenBack(text, formatOf(language, document.currency, document.minorUnits).span(from, to))
  }
  return text
}
