import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { customerBill } from '../billing/customer_bill.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { clock } from '../staging/clock.ts'
import { localTime } from '../staging/local_time.ts'
import { payment } from '../staging/payment.ts'
import { zoneOffset } from '../staging/zone_offset.ts'

const postingKinds = ['invoice', 'credit note', 'payment', 'reversal', 'chargeback', 'refund'] as const
type PostingKind = (typeof postingKinds)[number]

/** Everything that moves a receivable. */
export const posting = model('receivables.posting', {
  bill: customerBill,
  payment,
  account: billingAccountCurrent,
  offset: zoneOffset,
  clock,
})
  .describe({
    description:
      'Postings to receivables up to `as_of`: bills, and payments with what undoes them, on the account that pays. Adjustments reach receivables through the bill they are on.',
    columns: {
      posted_on: 'Bill date, or the day the money arrived, in the account’s zone',
      amount: 'Signed: positive raises what is owed',
      kind: 'A bill below zero is a credit note',
    },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('bill as b')
      .select((eb) => [
        'b.billing_account_id',
        'b.currency',
        'b.bill_date as posted_on',
        ch
          .if(eb('b.gross', '<', '0'), ch.literal<PostingKind>('credit note'), ch.literal<PostingKind>('invoice'))
          .as('kind'),
        'b.bill_id as document_id',
        'b.gross as amount',
      ])
      .unionAll(
        q
          .selectFrom('payment as p')
          .leftJoin('account as a', 'a.billing_account_id', 'p.billing_account_id')
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 'a.time_zone').onRef('p.received_at', '>=', 'o.from_at')),
          )
          .select((eb) => [
            ch.coalesce(eb.ref('a.payer_account_id'), eb.ref('p.billing_account_id')).as('billing_account_id'),
            'p.currency',
            ch.toDate(localTime(eb.ref('p.received_at'), eb.ref('o.offset_s'))).as('posted_on'),
            'p.kind',
            'p.payment_id as document_id',
            ch
              .decimal(ch.if(eb('p.kind', '=', 'payment'), ch.negate(eb.ref('p.amount')), eb.ref('p.amount')), 3)
              .as('amount'),
          ])
          .where((eb) => eb('p.received_at', '<', eb.selectFrom('clock as k').select('k.as_of'))),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'currency', 'posted_on'] })
  .check(
    notNull('billing_account_id', 'currency', 'posted_on', 'amount'),
    unique('kind', 'document_id'),
    accepted('kind', postingKinds),
  )
