import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { accountPayer } from '../billing/account_payer.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { clock } from '../staging/clock.ts'
import { localTime } from '../staging/local_time.ts'
import { payment } from '../staging/payment.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { postedDocument } from './posted_document.ts'
import { postingKinds } from './posting_kind.ts'

const kindColumn = t.oneOf(...postingKinds)

/** Everything that moves a receivable. */
export const posting = model('receivables.posting', {
  document: postedDocument,
  payment,
  account: billingAccountCurrent,
  payer: accountPayer,
  offset: zoneOffset,
  clock,
})
  .describe({
    description:
      'Postings to receivables up to `as_of`: documents, and payments with what undoes them, on the account that pays on that day. Adjustments reach receivables through the bill they are on; deposits are liabilities and not here.',
    columns: {
      posted_on: 'Date of the document, or the day the money arrived, in the account’s zone',
      amount: 'Signed: positive raises what is owed',
      document_id: 'Id of the bill or note, or of the payment',
    },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('arrived', (w) =>
        w
          .selectFrom('payment as p')
          .leftJoin('account as a', 'a.billing_account_id', 'p.billing_account_id')
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 'a.time_zone').onRef('p.received_at', '>=', 'o.from_at')),
          )
          .select((eb) => [
            'p.payment_id',
            'p.billing_account_id',
            'p.currency',
            'p.kind',
            'p.amount',
            ch.toDate(localTime(eb.ref('p.received_at'), eb.ref('o.offset_s'))).as('posted_on'),
          ])
          .where((eb) => eb('p.received_at', '<', eb.selectFrom('clock as k').select('k.as_of'))),
      )
      .selectFrom('document as b')
      .select((eb) => [
        'b.billing_account_id',
        ch.widen(eb.ref('b.currency')).as('currency'),
        'b.bill_date as posted_on',
        ch.castTo(eb.ref('b.kind'), kindColumn).as('kind'),
        'b.bill_id as document_id',
        'b.gross as amount',
      ])
      .unionAll((w) =>
        w
          .selectFrom('arrived as p')
          .leftJoin('payer as y', (join) =>
            asof(
              join.onRef('y.billing_account_id', '=', 'p.billing_account_id').onRef('p.posted_on', '>=', 'y.from_day'),
            ),
          )
          .select((eb) => [
            ch.coalesce(eb.ref('y.payer_account_id'), eb.ref('p.billing_account_id')).as('billing_account_id'),
            ch.widen(eb.ref('p.currency')).as('currency'),
            'p.posted_on',
            ch.castTo(eb.ref('p.kind'), kindColumn).as('kind'),
            'p.payment_id as document_id',
            ch
              .decimal(
                ch.if(eb('p.kind', 'in', ['payment', 'write-off']), ch.negate(eb.ref('p.amount')), eb.ref('p.amount')),
                3,
              )
              .as('amount'),
          ]),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'currency', 'posted_on'] })
  .check(
    notNull('billing_account_id', 'currency', 'posted_on', 'amount'),
    unique('kind', 'document_id'),
    accepted('kind', postingKinds),
  )
