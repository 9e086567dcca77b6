import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'

/** Coupons that accounts were given. */
export const accountCoupon = model('staging.account_coupon', { coupon: sources.accountCoupon })
  .describe({ description: 'Coupons that accounts were given, until they were taken back.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('coupon as c')
      .select(['c.billing_account_id', 'c.coupon_id', 'c.subscription_id', 'c.given_at', 'c.ended_at'])
      .$call(
        lastLanded((eb) => [
          eb.ref('c.billing_account_id'),
          eb.ref('c.coupon_id'),
          eb.ref('c.subscription_id'),
          eb.ref('c.given_at'),
        ]),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'coupon_id', 'given_at'] })
  .check(
    notNull('billing_account_id', 'coupon_id'),
    unique('billing_account_id', 'coupon_id', 'subscription_id', 'given_at'),
  )
