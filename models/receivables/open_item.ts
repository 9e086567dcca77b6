import { accepted, expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { BILL_SCALE } from '../billing/postpaid.ts'
import { clock } from '../staging/clock.ts'
import { accountTotal } from './account_total.ts'
import { ageBucket, ageBuckets } from './bucket.ts'
import { disputedBill } from './disputed_bill.ts'
import { postedDocument } from './posted_document.ts'
import { disputedOfAccount, disputedOfPeriod, paidOldestFirst } from './settling.ts'

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
      .with('settling_bill', (w) =>
        w
          .selectFrom('document as d')
          .crossJoin('clock as k')
          .leftJoin('credit as c', 'c.corrects', 'd.bill_number')
          .select((eb) => {
            const none = ch.zero(BILL_SCALE)
            const credit = ch.if(eb('d.bill_number', '=', ''), none, ch.coalesce(eb.ref('c.gross'), none))
            const credited = ch.decimal(ch.least(eb.ref('d.gross'), credit), BILL_SCALE)
            return [
              'k.as_of_day as on_day',
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
          .selectFrom('settling_bill as b')
          .select((eb) => ['b.billing_account_id', 'b.currency', ch.sum(eb.ref('b.credited')).as('credited')])
          .groupBy(['b.billing_account_id', 'b.currency']),
      )
      .with('settling_credit', (w) =>
        w
          .selectFrom('total as t')
          .crossJoin('clock as k')
          .innerJoin('taken as b', (join) =>
            join.onRef('b.billing_account_id', '=', 't.billing_account_id').onRef('b.currency', '=', 't.currency'),
          )
          .select((eb) => [
            'k.as_of_day as on_day',
            't.billing_account_id',
            't.currency',
            ch.minus(eb.ref('t.credit'), eb.ref('b.credited')).as('credit'),
          ]),
      )
      .with('settling_dispute', (w) =>
        w
          .selectFrom('dispute as d')
          .crossJoin('clock as k')
          .select(['k.as_of_day as on_day', 'd.billing_account_id', 'd.currency', 'd.period_from', 'd.amount']),
      )
      .with('paid_bill', paidOldestFirst)
      .with('disputed_of_period', disputedOfPeriod)
      .with('pooled', disputedOfAccount)
      .selectFrom('pooled as p')
      .select((eb) => {
        const days = ch.dateDiff('day', eb.ref('p.due_date'), eb.ref('p.on_day'))
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
