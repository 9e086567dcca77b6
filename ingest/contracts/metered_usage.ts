import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { maybeSubscriptionId, price } from './shapes.ts'

/** Use of anything that is counted by a metric: API calls, seats, storage. Telecom services have `usage`. */
export const meteredUsage = contract({
  name: 'metered_usage',
  description: 'Use of anything that is counted by a metric of its own name: API calls, seats, storage.',
  eventTime: 'started_at',
  identity: ['event_id'],
  fields: {
    event_id: field(t.nullable(t.string), 'Id given by the source; without one the position is the identity', 'e-17'),
    metric: field(t.lowCardinality, 'Metric that prices name', 'api_calls'),
    started_at: field(t.instant, 'When it was used', '2026-03-01T10:00:00Z'),
    subscription_id: { ...maybeSubscriptionId, column: t.string },
    quantity: field(t.decimal(38, 9), 'How much, in the metric’s unit', '12.5', { otherwise: '1' }),
    amount: field(t.nullable(price), 'Amount the event is about (percentage) or costs (stated)', '19.99'),
    properties: field(
      t.string,
      'Properties that filters and unique counts read, as a JSON object of texts',
      '{"region":"eu"}',
      {
        otherwise: '{}',
        pattern: /^\{.*\}$/s,
        shape: 'a JSON object',
      },
    ),
  },
})
