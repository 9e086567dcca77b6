import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Payments, reversals, chargebacks and refunds; of two with one id the first landed counts. */
export const payment = model('staging.payment', { payment: sources.payment })
  .describe({
    description: 'Payments, reversals, chargebacks and refunds; of two with one id the first landed counts.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('payment as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.payment_id')])),
  )
  .table({ orderBy: ['billing_account_id', 'received_at'] })
  .check(notNull('payment_id'), unique('payment_id'))
