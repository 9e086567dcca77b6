import { t } from '../../warehouse/columns.ts'
import { contract, field, type Rule } from './contract.ts'
import { billingAccountId, customerId, price, subscriptionId } from './shapes.ts'

/** State of a subscription from `effective_at` on (TMF637 product). A change of plan, status or type is another event. */
export const subscription = contract({
  name: 'subscription',
  description: 'State of a subscription: the whole of it, valid from `effective_at` on until the next one.',
  eventTime: 'effective_at',
  identity: ['subscription_id', 'effective_at'],
  keep: 'last',
  rules: [endsWithAReason],
  fields: {
    subscription_id: subscriptionId,
    effective_at: field(t.instant, 'Since when this state holds', '2026-01-15T09:00:00Z'),
    customer_id: customerId,
    billing_account_id: billingAccountId,
    type: field(
      t.oneOf('mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid'),
      'Type of line; may change (migration)',
      'mobile postpaid',
    ),
    status: field(t.oneOf('pending', 'active', 'suspended', 'terminated'), 'TMF637 product status', 'active'),
    status_reason: field(
      t.nullable(t.lowCardinality),
      'Why it was suspended or terminated: moved, dissatisfied, price, competitor, debt, deceased, fraud, inactive, not stated',
      'price',
    ),
    offering_id: field(t.lowCardinality, 'The plan: catalogue_offering in force', 'mobile-20'),
    recurring_price: field(
      t.nullable(price),
      'Monthly price without tax agreed with this customer, instead of the offering’s',
      '29.850000000',
      { min: 0 },
    ),
    contract_months: field(t.uint8, 'Contract term in months; 0 for month to month', '24', { otherwise: 0, max: 120 }),
    access: field(t.lowCardinality, 'Access technology: mobile, dsl, fiber, cable, none', 'fiber', {
      otherwise: 'unknown',
    }),
    channel: field(t.nullable(t.lowCardinality), 'Sales channel', 'shop'),
  },
})

function endsWithAReason(event: Parameters<Rule>[0]): ReturnType<Rule> {
  if (event.status !== 'terminated' || event.status_reason) return undefined
  return { field: 'status_reason', expected: 'a reason when status is terminated ("not stated" if nobody knows)' }
}
