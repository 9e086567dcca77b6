import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { QueryCreator } from '../../transforms/sql/query.ts'
import type { Day, Decimal, Text } from '../../warehouse/columns.ts'
import { BILL_SCALE } from '../billing/postpaid.ts'

type Money = Decimal<typeof BILL_SCALE>

/** A bill or debit note as it stood at the start of a day. */
export interface SettlingBill {
  readonly on_day: Day
  readonly billing_account_id: Text
  readonly customer_id: Text
  readonly currency: Text
  readonly bill_id: Text
  readonly period_from: Day
  readonly bill_date: Day
  readonly due_date: Day
  readonly gross: Money
  /** Credit notes to it, up to its gross. */
  readonly credited: Money
  /** gross − credited. */
  readonly left: Money
}

const billColumns = [
  'on_day',
  'billing_account_id',
  'customer_id',
  'currency',
  'bill_id',
  'period_from',
  'bill_date',
  'due_date',
  'gross',
  'credited',
  'left',
] as const
const of = <A extends string>(alias: A) => billColumns.map((column) => `${alias}.${column}` as const)

interface Settling {
  readonly settling_bill: SettlingBill
  /** The account’s other credit, by day. */
  readonly settling_credit: {
    readonly on_day: Day
    readonly billing_account_id: Text
    readonly currency: Text
    readonly credit: Money
  }
  /** What is in dispute, by day; `period_from` is null where no bill is named. */
  readonly settling_dispute: {
    readonly on_day: Day
    readonly billing_account_id: Text
    readonly currency: Text
    readonly period_from: Day | null
    readonly amount: Money
  }
  readonly paid_bill: SettlingBill & { readonly paid: Money }
  readonly disputed_of_period: SettlingBill & {
    readonly paid: Money
    readonly open: Money
    readonly disputed_by_period: Money
  }
}

/** `settling_bill` with what `settling_credit` pays of each: by due date, oldest first, in part if need be. */
export const paidOldestFirst = (w: unknown) =>
  (w as QueryCreator<Settling>)
    .selectFrom('settling_bill as b')
    .leftJoin('settling_credit as c', (join) =>
      join
        .onRef('c.on_day', '=', 'b.on_day')
        .onRef('c.billing_account_id', '=', 'b.billing_account_id')
        .onRef('c.currency', '=', 'b.currency'),
    )
    .select(of('b'))
    .select((eb) => {
      const through = over(ch.sum(eb.ref('b.left')), {
        partitionBy: [eb.ref('b.on_day'), eb.ref('b.billing_account_id'), eb.ref('b.currency')],
        orderBy: [eb.ref('b.due_date'), eb.ref('b.bill_id')],
        frame: rowsBetween('unbounded', 0),
      })
      const before = ch.minus(through, eb.ref('b.left'))
      const credit = ch.coalesce(eb.ref('c.credit'), ch.zero(BILL_SCALE))
      return ch
        .decimal(ch.greatest(ch.zero(BILL_SCALE), ch.least(eb.ref('b.left'), ch.minus(credit, before))), BILL_SCALE)
        .as('paid')
    })

/**
 * `paid_bill` with what disputes of its period take of it. A debit note and bills of several legal entities have the same
 * period: each takes what those before it leave.
 */
export const disputedOfPeriod = (w: unknown) =>
  (w as QueryCreator<Settling>)
    .selectFrom('paid_bill as r')
    .leftJoin('settling_dispute as d', (join) =>
      join
        .onRef('d.on_day', '=', 'r.on_day')
        .onRef('d.billing_account_id', '=', 'r.billing_account_id')
        .onRef('d.currency', '=', 'r.currency')
        .onRef('d.period_from', '=', 'r.period_from'),
    )
    .select([...of('r'), 'r.paid'])
    .select((eb) => {
      const open = ch.minus(ch.minus(eb.ref('r.gross'), eb.ref('r.credited')), eb.ref('r.paid'))
      const through = over(ch.sum(open), {
        partitionBy: [
          eb.ref('r.on_day'),
          eb.ref('r.billing_account_id'),
          eb.ref('r.currency'),
          eb.ref('r.period_from'),
        ],
        orderBy: [eb.ref('r.due_date'), eb.ref('r.bill_id')],
        frame: rowsBetween('unbounded', 0),
      })
      const ofPeriod = ch.decimal(ch.coalesce(eb.ref('d.amount'), ch.zero(BILL_SCALE)), BILL_SCALE)
      const rest = ch.decimal(ch.minus(ofPeriod, ch.minus(through, open)), BILL_SCALE)
      return [open.as('open'), ch.greatest(ch.zero(BILL_SCALE), ch.least(open, rest)).as('disputed_by_period')]
    })

/** `disputed_of_period` with all that is in dispute: what names no bill is taken from the oldest that are open. */
export const disputedOfAccount = (w: unknown) =>
  (w as QueryCreator<Settling>)
    .selectFrom('disputed_of_period as n')
    .leftJoin('settling_dispute as d', (join) =>
      join
        .onRef('d.on_day', '=', 'n.on_day')
        .onRef('d.billing_account_id', '=', 'n.billing_account_id')
        .onRef('d.currency', '=', 'n.currency')
        .on('d.period_from', 'is', null),
    )
    .select([...of('n'), 'n.paid', 'n.open'])
    .select((eb) => {
      const rest = ch.minus(eb.ref('n.open'), eb.ref('n.disputed_by_period'))
      const through = over(ch.sum(rest), {
        partitionBy: [eb.ref('n.on_day'), eb.ref('n.billing_account_id'), eb.ref('n.currency')],
        orderBy: [eb.ref('n.due_date'), eb.ref('n.bill_id')],
        frame: rowsBetween('unbounded', 0),
      })
      const pool = ch.decimal(ch.coalesce(eb.ref('d.amount'), ch.zero(BILL_SCALE)), BILL_SCALE)
      const share = ch.greatest(ch.zero(BILL_SCALE), ch.least(rest, ch.minus(pool, ch.minus(through, rest))))
      return ch.decimal(ch.plus(eb.ref('n.disputed_by_period'), share), BILL_SCALE).as('disputed')
    })
