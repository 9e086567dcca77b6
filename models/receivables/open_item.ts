import { accepted, expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { BILL_SCALE } from '../billing/postpaid.ts'
import { clock } from '../staging/clock.ts'
import { accountTotal } from './account_total.ts'
import { ageBucket, ageBuckets } from './bucket.ts'
import { disputedBill } from './disputed_bill.ts'
import { postedDocument } from './posted_document.ts'

/** Bills and what is open of them. */
export const openItem = model('receivables.open_item', {
  document: postedDocument,
  total: accountTotal,
  dispute: disputedBill,
  clock,
})
  .describe({
    description:
      'Every bill and debit note with what is credited, paid, disputed and open of it at `as_of`. A credit note settles what it corrects; the rest of the account’s credit settles its bills by due date, oldest first, in part if need be; what is left is unapplied credit. A dispute takes its amount from the bill of its period, one without a period from the oldest open bills.',
    columns: {
      credited: 'Credit notes to it, up to its gross',
      paid: 'Other credit allocated to it',
      open: 'gross − credited − paid',
      disputed: 'Part of open that is in dispute: neither overdue nor dunned',
      undisputed: 'open − disputed',
      days_past_due: 'Days from the due date (day 0) to as_of_day; 0 or less is not due',
      bucket: 'Ageing bucket of the undisputed part',
    },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('credit', (w) =>
        w
          .selectFrom('document as d')
          .select((eb) => ['d.corrects', ch.negate(ch.sum(eb.ref('d.gross'))).as('gross')])
          .where('d.kind', '=', 'credit note')
          .where('d.corrects', '<>', '')
          .groupBy('d.corrects'),
      )
      .with('bill', (w) =>
        w
          .selectFrom('document as d')
          .leftJoin('credit as c', 'c.corrects', 'd.bill_number')
          .select((eb) => {
            const none = ch.zero(BILL_SCALE)
            const credit = ch.if(eb('d.bill_number', '=', ''), none, ch.coalesce(eb.ref('c.gross'), none))
            const credited = ch.decimal(ch.least(eb.ref('d.gross'), credit), BILL_SCALE)
            return [
              'd.bill_id',
              'd.billing_account_id',
              'd.customer_id',
              'd.currency',
              'd.period_from',
              'd.bill_date',
              'd.due_date',
              'd.gross',
              credited.as('credited'),
              ch.minus(eb.ref('d.gross'), credited).as('left'),
            ]
          })
          .where('d.kind', 'in', ['invoice', 'debit note']),
      )
      .with('taken', (w) =>
        w
          .selectFrom('bill as b')
          .select((eb) => ['b.billing_account_id', 'b.currency', ch.sum(eb.ref('b.credited')).as('credited')])
          .groupBy(['b.billing_account_id', 'b.currency']),
      )
      .with('running', (w) =>
        w
          .selectFrom('bill as b')
          .innerJoin('total as t', (join) =>
            join.onRef('t.billing_account_id', '=', 'b.billing_account_id').onRef('t.currency', '=', 'b.currency'),
          )
          .innerJoin('taken as k', (join) =>
            join.onRef('k.billing_account_id', '=', 'b.billing_account_id').onRef('k.currency', '=', 'b.currency'),
          )
          .select((eb) => {
            const through = over(ch.sum(eb.ref('b.left')), {
              partitionBy: [eb.ref('b.billing_account_id'), eb.ref('b.currency')],
              orderBy: [eb.ref('b.due_date'), eb.ref('b.bill_id')],
              frame: 'rows between unbounded preceding and current row',
            })
            const before = ch.minus(through, eb.ref('b.left'))
            const credit = ch.minus(eb.ref('t.credit'), eb.ref('k.credited'))
            return [
              'b.bill_id',
              'b.billing_account_id',
              'b.customer_id',
              'b.currency',
              'b.period_from',
              'b.bill_date',
              'b.due_date',
              'b.gross',
              'b.credited',
              ch.greatest(ch.zero(BILL_SCALE), ch.least(eb.ref('b.left'), ch.minus(credit, before))).as('paid'),
            ]
          }),
      )
      .with('named', (w) =>
        w
          .selectFrom('running as r')
          .leftJoin('dispute as d', (join) =>
            join
              .onRef('d.billing_account_id', '=', 'r.billing_account_id')
              .onRef('d.currency', '=', 'r.currency')
              .onRef('d.period_from', '=', 'r.period_from'),
          )
          .select((eb) => {
            const open = ch.minus(ch.minus(eb.ref('r.gross'), eb.ref('r.credited')), eb.ref('r.paid'))
            // A debit note and bills of several legal entities have the same period: each takes what those before it leave.
            const through = over(ch.sum(open), {
              partitionBy: [eb.ref('r.billing_account_id'), eb.ref('r.currency'), eb.ref('r.period_from')],
              orderBy: [eb.ref('r.due_date'), eb.ref('r.bill_id')],
              frame: 'rows between unbounded preceding and current row',
            })
            const ofPeriod = ch.decimal(ch.coalesce(eb.ref('d.amount'), ch.zero(BILL_SCALE)), BILL_SCALE)
            const rest = ch.decimal(ch.minus(ofPeriod, ch.minus(through, open)), BILL_SCALE)
            return [
              'r.bill_id',
              'r.billing_account_id',
              'r.customer_id',
              'r.currency',
              'r.bill_date',
              'r.due_date',
              'r.gross',
              'r.credited',
              'r.paid',
              open.as('open'),
              ch.greatest(ch.zero(BILL_SCALE), ch.least(open, rest)).as('disputed_by_period'),
            ]
          }),
      )
      .with('pooled', (w) =>
        w
          .selectFrom('named as n')
          .leftJoin('dispute as d', (join) =>
            join
              .onRef('d.billing_account_id', '=', 'n.billing_account_id')
              .onRef('d.currency', '=', 'n.currency')
              .on('d.period_from', 'is', null),
          )
          .select((eb) => {
            const rest = ch.minus(eb.ref('n.open'), eb.ref('n.disputed_by_period'))
            const through = over(ch.sum(rest), {
              partitionBy: [eb.ref('n.billing_account_id'), eb.ref('n.currency')],
              orderBy: [eb.ref('n.due_date'), eb.ref('n.bill_id')],
              frame: 'rows between unbounded preceding and current row',
            })
            const pool = ch.decimal(ch.coalesce(eb.ref('d.amount'), ch.zero(BILL_SCALE)), BILL_SCALE)
            const share = ch.greatest(ch.zero(BILL_SCALE), ch.least(rest, ch.minus(pool, ch.minus(through, rest))))
            return [
              'n.bill_id',
              'n.billing_account_id',
              'n.customer_id',
              'n.currency',
              'n.bill_date',
              'n.due_date',
              'n.gross',
              'n.credited',
              'n.paid',
              'n.open',
              ch.plus(eb.ref('n.disputed_by_period'), share).as('disputed'),
            ]
          }),
      )
      .selectFrom('pooled as p')
      .crossJoin('clock as k')
      .select((eb) => {
        const days = ch.dateDiff('day', eb.ref('p.due_date'), eb.ref('k.as_of_day'))
        return [
          'p.bill_id',
          'p.billing_account_id',
          'p.customer_id',
          'p.currency',
          'p.bill_date',
          'p.due_date',
          'p.gross',
          'p.credited',
          'p.paid',
          'p.open',
          'p.disputed',
          ch.minus(eb.ref('p.open'), eb.ref('p.disputed')).as('undisputed'),
          days.as('days_past_due'),
          ageBucket(days).as('bucket'),
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'due_date', 'bill_id'] })
  .check(
    notNull('bill_id', 'paid', 'open', 'disputed'),
    unique('bill_id'),
    accepted('bucket', ageBuckets),
    expression('0 <= credited, 0 <= paid, credited + paid <= gross', (eb) =>
      eb.and([
        eb('credited', '>=', '0'),
        eb('paid', '>=', '0'),
        eb(ch.plus(eb.ref('credited'), eb.ref('paid')), '<=', eb.ref('gross')),
      ]),
    ),
    expression('0 <= disputed <= open', (eb) =>
      eb.and([eb('disputed', '>=', '0'), eb('disputed', '<=', eb.ref('open'))]),
    ),
  )
