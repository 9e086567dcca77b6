import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { billingAccountId, maybeSubscriptionId } from './shapes.ts'

/** A coupon was given to an account. */
export const accountCoupon = contract({
  name: 'account_coupon',
  description: 'A coupon of the catalogue given to an account, or taken from it: the bills from then on are less.',
  eventTime: 'given_at',
  identity: ['billing_account_id', 'coupon_id', 'subscription_id', 'given_at'],
  keep: 'last',
  fields: {
    billing_account_id: billingAccountId,
    coupon_id: field(t.lowCardinality, 'Code of the coupon: catalogue_discount without an offering', 'spring'),
    subscription_id: { ...maybeSubscriptionId, is: 'Only the charges of this line; all of the account when absent' },
    given_at: field(t.instant, 'From the bill whose period holds this instant on', '2026-01-15T09:00:00Z'),
    ended_at: field(
      t.nullable(t.instant),
      'Taken back: bills whose period begins later do not get it',
      '2026-06-01T00:00:00Z',
    ),
  },
})
