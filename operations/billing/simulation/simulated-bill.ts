import type { BillJson, BillTaxJson } from '../bill-json.ts'

/** A note to a simulated bill: amounts below zero on a credit note. */
export interface SimulatedNote {
  readonly account: string
  /** Id of the bill it corrects. */
  readonly bill: string
  readonly kind: string
  readonly date: string
  readonly reason: string
  readonly currency: string
  readonly lines: readonly { readonly corrects_line: number; readonly text: string; readonly net: string }[]
  readonly taxes: readonly BillTaxJson[]
  readonly net: string
  readonly tax: string
  readonly gross: string
  /** What credit notes up to this one have left of the bill, with tax. */
  readonly left: string
}

/** opening + bills − payments (+ what was given back) = closing, of an account and currency over the whole time. */
export interface SimulatedStatement {
  readonly account: string
  readonly currency: string
  readonly bills: string
  /** Credit and debit notes. */
  readonly notes: string
  readonly payments: string
  readonly closing: string
}

/** A bill or debit note and what is open of it when all of the time is over. */
export interface SimulatedOpenItem {
  /** Id of the bill; of a debit note that of the bill it corrects. */
  readonly bill: string
  readonly kind: 'bill' | 'debit note'
  readonly account: string
  readonly currency: string
  readonly due: string
  readonly gross: string
  /** By credit notes to it. */
  readonly credited: string
  /** By payments and other credit, the oldest due first. */
  readonly paid: string
  readonly open: string
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

/** What was found after a bill was issued: a line of a later bill, or what it waits for. */
export interface SimulatedLateLine {
  readonly settlement: string
  /** Id of the issued bill. */
  readonly corrects: string
  /** Id of the bill that charges it; else empty. */
  readonly bill: string
  readonly account: string
  readonly subscription: string | null
  readonly kind: string
  readonly text: string
  readonly charge: string
  readonly from: string
  readonly to: string
  readonly quantity: string
  readonly net: string
  readonly tax_percent: string
}

/** A deposit of a plan: on no bill and no statement. */
export interface SimulatedDeposit {
  readonly account: string
  readonly subscription: string
  readonly charge: string
  readonly text: string
  readonly currency: string
  readonly amount: string
  readonly taken: string
  /** Day on which it is to be given back; null while the plan goes on. */
  readonly returned: string | null
}

export interface Simulation {
  readonly bills: readonly BillJson[]
  readonly notes: readonly SimulatedNote[]
  readonly late: readonly SimulatedLateLine[]
  readonly statements: readonly SimulatedStatement[]
  readonly open_items: readonly SimulatedOpenItem[]
  readonly deposits: readonly SimulatedDeposit[]
  readonly rejected: readonly SimulatedReject[]
}
