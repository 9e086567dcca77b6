import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { customerId, maybeSubscriptionId } from './shapes.ts'

/** State of an order from `updated_at` on (TMF622 productOrder). */
export const productOrder = contract({
  name: 'product_order',
  description: 'State of an order: what is to be added, changed or ended.',
  eventTime: 'updated_at',
  identity: ['order_id', 'updated_at'],
  keep: 'last',
  fields: {
    order_id: field(t.string, 'Id given by order management', 'O-000017'),
    updated_at: field(t.instant, 'Since when this state holds', '2026-01-14T16:00:00Z'),
    customer_id: customerId,
    subscription_id: maybeSubscriptionId,
    action: field(t.oneOf('add', 'modify', 'delete'), 'TMF622 order item action', 'add'),
    offering_id: field(t.nullable(t.lowCardinality), 'Plan ordered', 'mobile-20'),
    status: field(
      t.oneOf('acknowledged', 'in progress', 'completed', 'cancelled', 'failed'),
      'TMF622 order state',
      'completed',
    ),
    channel: field(t.nullable(t.lowCardinality), 'Where it was placed', 'shop'),
  },
})
