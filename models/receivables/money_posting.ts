import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { accountPayer } from '../billing/account_payer.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { clock } from '../staging/clock.ts'
import { localTime } from '../staging/local_time.ts'
import { payment } from '../staging/payment.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { postingKinds } from './posting_kind.ts'

const kindColumn = t.oneOf(...postingKinds)

/** Payments and what undoes them. */
const inferred = model('receivables.money_posting', {
  payment,
  account: billingAccountCurrent,
  payer: accountPayer,
  offset: zoneOffset,
  clock,
})
  .describe({
    description:
      'Payments, write-offs and what undoes them up to `as_of`, on the account that pays on that day. It knows no bill, so that a bill may depend on it.',
    columns: {
      posted_on: 'The day the money arrived, in the account’s zone',
      amount: 'Signed: positive raises what is owed',
      document_id: 'Id of the payment',
    },
    tags: ['receivables'],
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
      .selectFrom('arrived as p')
      .leftJoin('payer as y', (join) =>
        asof(join.onRef('y.billing_account_id', '=', 'p.billing_account_id').onRef('p.posted_on', '>=', 'y.from_day')),
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
  )
  .table({ orderBy: ['billing_account_id', 'currency', 'posted_on'] })
  .check(
    notNull('billing_account_id', 'currency', 'posted_on', 'amount'),
    unique('document_id'),
    accepted('kind', postingKinds),
  )

export interface MoneyPostingRow extends RowOf<typeof inferred> {}
export const moneyPosting: Model<'receivables.money_posting', MoneyPostingRow> = inferred
