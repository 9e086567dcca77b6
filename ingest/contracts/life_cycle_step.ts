import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { customerId, maybeSubscriptionId } from './shapes.ts'

/** One step on the way from engagement to termination; time spent in each step and conversion are metrics. */
export const lifeCycleStep = contract({
  name: 'life_cycle_step',
  description: 'A step of the customer life cycle, from engagement to termination.',
  eventTime: 'entered_at',
  identity: ['customer_id', 'subscription_id', 'step', 'entered_at'],
  fields: {
    customer_id: customerId,
    subscription_id: maybeSubscriptionId,
    step: field(
      t.oneOf(
        'engagement',
        'application',
        'credit check',
        'order',
        'fulfilment',
        'provisioned',
        'active',
        'suspended',
        'terminated',
      ),
      'The step entered',
      'credit check',
    ),
    entered_at: field(t.instant, 'When it was entered', '2026-01-14T15:00:00Z'),
    outcome: field(t.nullable(t.lowCardinality), 'Credit class, rejection, reason', 'class B'),
  },
})
