/** A bill of a simulation: amounts are exact decimal text with the currency's decimals. */
export interface SimulatedBill {
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
  readonly lines: readonly SimulatedLine[]
  readonly taxes: readonly SimulatedTax[]
  readonly net: string
  readonly tax: string
  readonly gross: string
}

export interface SimulatedLine {
  readonly number: number
  readonly kind: 'recurring' | 'usage' | 'one-off' | 'adjustment' | 'discount'
  readonly text: string
  /** Whose charge it is; differs from the bill's account where another account pays. */
  readonly account: string
  readonly subscription: string | null
  /** Charge of the plan, service of the usage, or discount. */
  readonly charge: string
  readonly service: string
  readonly from: string
  readonly to: string
  /** Days of a recurring charge, seconds, messages, bytes or events of usage, else 1. */
  readonly quantity: string
  readonly net: string
  /** Tax of the catalogue; empty where there is only a rate. */
  readonly tax: string
  /** EN 16931: S, Z, E, AE or O. */
  readonly tax_category: string
  readonly tax_percent: string
  /** What net was rounded from. */
  readonly rated_amount: string
}

export interface SimulatedTax {
  readonly category: string
  readonly percent: string
  /** Part of a tax that is made of several; else empty. */
  readonly name: string
  readonly net: string
  readonly tax: string
}

/** opening + bills − payments (+ what was given back) = closing, of an account and currency over the whole time. */
export interface SimulatedStatement {
  readonly account: string
  readonly currency: string
  readonly bills: string
  readonly payments: string
  readonly closing: string
}

/** Use that could not be rated, and why. */
export interface SimulatedReject {
  readonly event_id: string
  readonly reason: string
  readonly subscription: string | null
  readonly started_at: string
  readonly service: string
  readonly metric: string
}

export interface Simulation {
  readonly bills: readonly SimulatedBill[]
  readonly statements: readonly SimulatedStatement[]
  readonly rejected: readonly SimulatedReject[]
}
