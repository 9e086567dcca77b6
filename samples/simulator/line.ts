import type { ZoneCalendar } from './calendar.ts'
import type { Habit } from './habit.ts'
import type { Region } from './network.ts'
import type { LineType, Segment } from './offerings.ts'

/** A billing account and how it pays. Instants are epoch milliseconds. */
export interface Account {
  readonly id: string
  readonly customerId: string
  /** The account that pays this one's bills, when another does. */
  readonly payerId: string | undefined
  readonly calendar: ZoneCalendar
  readonly currency: string
  readonly cycleDay: number
  /** First state of the account: billing begins with the period that contains it. */
  readonly since: number
  /** The same of the account that pays the bills. */
  readonly billedSince: number
  readonly termsDays: number
  readonly method: string
  readonly taxExempt: boolean
  readonly habit: Habit
  /** Tax in thousandths of the net amount. */
  readonly taxPermille: bigint
}

/** A stretch of a line's life on one plan. */
export interface Stint {
  readonly from: number
  readonly offeringId: string
  readonly type: LineType
  readonly access: string
  /** Nano a month. */
  readonly recurring: bigint
  readonly tariffId: string
}

export interface NumberAssignment {
  readonly number: string
  readonly from: number
  readonly to: number | undefined
}

/** One line with its whole life, decided before its usage is made. */
export interface Line {
  readonly id: string
  /** Running number of the line; its numbers are made from it. */
  readonly index: number
  readonly customerId: string
  readonly account: Account
  readonly segment: Segment
  readonly region: Region
  readonly mobile: boolean
  /** False for a line without access to the internet: it only calls. */
  readonly online: boolean
  readonly activatedAt: number
  readonly stints: readonly Stint[]
  readonly suspendedAt: number | undefined
  readonly terminatedAt: number | undefined
  readonly reason: string | undefined
  /** Prepaid lines fall silent without telling anybody; some come back. */
  readonly silentFrom: number | undefined
  readonly silentTo: number | undefined
  readonly contractMonths: number
  readonly numbers: readonly NumberAssignment[]
  readonly imsi: string | undefined
  readonly channel: string
  /** Usage events a day. */
  readonly usePerDay: number
  /** Share of calls that go abroad. */
  readonly abroadShare: number
  /** When its tickets are opened, ascending. */
  readonly ticketsAt: readonly number[]
  /** Position among the region's cells. */
  readonly homeCell: number
}

/** Charges for usage of a line: cents are made from these sums, one a billing period and service. */
export type UsageSums = Record<'voice' | 'sms' | 'mms' | 'data' | 'content', bigint>[]

export const emptySums = (periods: number): UsageSums =>
  Array.from({ length: periods }, () => ({ voice: 0n, sms: 0n, mms: 0n, data: 0n, content: 0n }))
