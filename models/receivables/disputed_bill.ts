import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { clock } from '../staging/clock.ts'
import { disputeCurrent } from '../staging/dispute_current.ts'

/** What is in dispute. */
export const disputedBill = model('receivables.disputed_bill', {
  dispute: disputeCurrent,
  account: billingAccountCurrent,
  clock,
})
  .describe({
    description:
      'Amounts in open disputes by account, currency and disputed period. A dispute that was rejected is not here: its bill resumes its original age.',
    columns: { period_from: 'First day of the disputed bill; null when the dispute names none' },
    tags: ['receivables'],
  })
  .query((q) =>
    q
      .selectFrom('dispute as d')
      .leftJoin('account as a', 'a.billing_account_id', 'd.billing_account_id')
      .select((eb) => [
        ch.coalesce(eb.ref('a.payer_account_id'), eb.ref('d.billing_account_id')).as('billing_account_id'),
        'd.currency',
        'd.period_from',
        ch.sum(eb.ref('d.amount')).as('amount'),
      ])
      .where('d.status', '=', 'open')
      .where((eb) => eb('d.updated_at', '<', eb.selectFrom('clock as k').select('k.as_of')))
      .groupBy((eb) => [
        ch.coalesce(eb.ref('a.payer_account_id'), eb.ref('d.billing_account_id')),
        eb.ref('d.currency'),
        eb.ref('d.period_from'),
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'currency', 'period_from'] })
  .check(notNull('billing_account_id', 'amount'))
