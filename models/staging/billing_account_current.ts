import { notNull, relationship, unique, warn } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { customerCurrent } from './customer_current.ts'
import { latestState } from './deduplicate.ts'
import { billingAccountWhole } from './entity_wholes.ts'
import { simulated } from './plausible.ts'

/** Latest state of every billing account. */
export const billingAccountCurrent = model('staging.billing_account_current', { account: billingAccountWhole })
  .describe({
    description: 'Latest state of every billing account: who pays, in what currency and zone, on which cycle.',
    columns: {
      payer_account_id: 'The account that pays its bills: itself unless another does',
      simulated: 'Made by the simulator',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('account as s')
      .select((eb) => [
        's.billing_account_id',
        's.updated_at',
        's.customer_id',
        ch.coalesce(eb.ref('s.payer_account_id'), eb.ref('s.billing_account_id')).as('payer_account_id'),
        's.currency',
        's.time_zone',
        's.language',
        's.cycle_day',
        's.cycle_months',
        's.cycle_month',
        's.payment_terms_days',
        's.payment_method',
        's.tax_exempt',
        's.tax_id',
        's.status',
        simulated(eb.ref('s._source')).as('simulated'),
      ])
      .$call(latestState('updated_at', (eb) => [eb.ref('s.billing_account_id')])),
  )
  .table({ orderBy: ['billing_account_id'] })
  .check(
    notNull('billing_account_id', 'payer_account_id', 'currency', 'time_zone'),
    unique('billing_account_id'),
    warn(relationship('customer_id', customerCurrent, 'customer_id')),
  )
