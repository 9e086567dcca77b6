import type { BillJson } from '../../operations/billing/bill-json.ts'

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
  readonly bills: readonly BillJson[]
  readonly statements: readonly SimulatedStatement[]
  readonly rejected: readonly SimulatedReject[]
}
