/** An exact decimal as text, such as `-1234.50`. No JS number ever holds money. */
export type Amount = string
/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

/** UNCL 5305, as EN 16931 (BT-118) takes it: standard, zero rated, exempt, reverse charge, outside scope. */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'O'

export interface Address {
  readonly lines: readonly string[]
  readonly city: string
  readonly postCode: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
}

/** Where electronic invoices go (BT-34, BT-49): a scheme of the CEF list of codes, such as `EM` for e-mail or `0204`, and an id. */
export interface Endpoint {
  readonly scheme: string
  readonly id: string
}

/** Who sells: one legal entity of the operator (EN 16931 BG-4). */
export interface Seller {
  readonly name: string
  readonly address: Address
  /** With the country's letters in front, such as `DE123456789`. */
  readonly vatId?: string
  /** Number in the register of companies. */
  readonly registration?: string
  readonly endpoint?: Endpoint
  readonly email?: string
  readonly phone?: string
  readonly website?: string
}

/** Who is billed: the payer (BG-7). */
export interface Buyer {
  readonly name: string
  readonly address: Address
  readonly customerId: string
  readonly vatId?: string
  readonly endpoint?: Endpoint
  readonly email?: string
  /** What the buyer wants to read on it (BT-10): an order number, a Leitweg-ID. */
  readonly reference?: string
}

/** A line of the bill (BG-25): rounded to the minor unit, and only ever added. */
export interface BillLine {
  readonly id: string
  readonly description: string
  /** The line (subscription) it is for, as the customer knows it: a number, a login. */
  readonly subscription?: string
  /** The account it was charged to where another one pays. */
  readonly account?: string
  readonly kind: 'recurring' | 'usage' | 'one-off' | 'discount' | 'adjustment'
  /** `[from, to)` */
  readonly from: Day
  readonly to: Day
  readonly quantity?: Quantity
  /** One price of the line, without tax (BT-146), of so many of the quantity’s units (BT-149). */
  readonly price?: Price
  readonly net: Amount
  readonly tax: TaxCategory
  /** In per cent, such as `19`. */
  readonly taxPercent: Amount
}

export interface Price {
  readonly amount: Amount
  readonly of: Amount
}

export interface Quantity {
  readonly amount: Amount
  readonly unit: 'seconds' | 'messages' | 'bytes' | 'events' | 'days'
}

/** Tax of a category and rate (BG-23). */
export interface TaxGroup {
  readonly category: TaxCategory
  readonly percent: Amount
  readonly net: Amount
  readonly tax: Amount
  /** Of a tax that is made of several: this part of it, on lines that are taxed at the sum of its parts (GST and PST). */
  readonly name?: string
  /** Why there is none, for E, AE and O (BT-120). */
  readonly reason?: string
}

/** One use on the itemised pages. */
export interface ItemisedUse {
  readonly subscription: string
  /** Local time, `YYYY-MM-DDTHH:MM:SS`. */
  readonly at: string
  readonly description: string
  readonly otherParty?: string
  readonly quantity: Quantity
  /** As rated, before lines are rounded. */
  readonly amount: Amount
}

/** What a bar of the chart shows: a service in a month. */
export interface UsageBar {
  /** First day of the month. */
  readonly month: Day
  readonly service: string
  readonly net: Amount
}

export interface Statement {
  readonly opening: Amount
  readonly payments: Amount
  /** opening + gross − payments. */
  readonly closing: Amount
}

/** Which debit of whose account the payer has agreed to. */
export interface Mandate {
  readonly id: string
  readonly iban: string
  readonly creditor: string
}

export type Payment =
  | { readonly by: 'direct debit'; readonly mandate?: Mandate }
  | { readonly by: 'credit transfer'; readonly iban: string; readonly bic?: string; readonly reference: string }

/**
 * A bill, credit note or debit note as a document says it: plain data, everything exact. What EN 16931 names, it names alike.
 * `net`, `tax` and `gross` are the exact sums of the lines and of the tax groups.
 */
export interface Bill {
  readonly kind: 'bill' | 'credit note' | 'debit note'
  /** Number of the issued document (BT-1). */
  readonly number: string
  readonly issued: Day
  readonly due: Day
  /** `[from, to)` */
  readonly from: Day
  readonly to: Day
  /** ISO 4217. */
  readonly currency: string
  /** Decimals of the currency: 0 for VND, 2 for EUR, 3 for KWD. */
  readonly minorUnits: number
  /** ISO 639-1, see `languages`. */
  readonly language: string
  readonly account: string
  readonly seller: Seller
  readonly buyer: Buyer
  /** The document that this one corrects (BG-3). */
  readonly corrects?: { readonly number: string; readonly issued: Day }
  readonly lines: readonly BillLine[]
  readonly taxes: readonly TaxGroup[]
  readonly net: Amount
  readonly tax: Amount
  readonly gross: Amount
  readonly payment: Payment
  readonly statement?: Statement
  readonly usage?: readonly UsageBar[]
  readonly items?: readonly ItemisedUse[]
  /** Uses that are not among `items`, for there are too many. */
  readonly itemsLeft?: number
}
