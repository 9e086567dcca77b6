import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { subscriptionId } from './shapes.ts'

/** A pass bought by a prepaid line; price, units and days are the catalogue's (TMF654 bucket). */
export const passPurchase = contract({
  name: 'pass_purchase',
  description:
    'A pass bought by a prepaid line: its price is taken from the main balance, and its units are put on a balance for its days.',
  eventTime: 'bought_at',
  identity: ['purchase_id'],
  fields: {
    purchase_id: field(t.string, 'Id given by the system that sold it', 'PP-000017'),
    subscription_id: subscriptionId,
    bought_at: field(t.instant, 'When it was bought', '2026-02-03T10:00:00Z'),
    pass_id: field(t.lowCardinality, 'Pass of the line’s plan', 'week-1gb'),
  },
})
