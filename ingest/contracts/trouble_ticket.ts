import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { maybeSubscriptionId } from './shapes.ts'

/** State of a trouble ticket from `updated_at` on (TMF621 troubleTicket). */
export const troubleTicket = contract({
  name: 'trouble_ticket',
  description: 'State of a trouble ticket: a complaint or fault and how far it has got.',
  eventTime: 'updated_at',
  identity: ['ticket_id', 'updated_at'],
  keep: 'last',
  fields: {
    ticket_id: field(t.string, 'Id given by the ticket system', '250635'),
    updated_at: field(t.instant, 'Since when this state holds', '2015-04-22T15:53:50Z'),
    opened_at: field(t.instant, 'When it was opened', '2015-04-22T15:53:50Z'),
    customer_id: field(t.nullable(t.string), 'The customer, when known', 'C-1001'),
    subscription_id: maybeSubscriptionId,
    category: field(t.lowCardinality, 'network, bill, service, other', 'network', { otherwise: 'other' }),
    subject: field(t.string, 'What it is about, in the customer’s words', 'Comcast Cable Internet Speeds', {
      otherwise: '',
    }),
    status: field(t.lowCardinality, 'open, pending, solved, closed', 'open'),
    channel: field(t.lowCardinality, 'How it was received', 'internet', { otherwise: 'unknown' }),
    region: field(t.lowCardinality, 'State or region', 'Georgia', { otherwise: 'unknown' }),
    city: field(t.nullable(t.string), 'City', 'Atlanta'),
    resolved_at: field(t.nullable(t.instant), 'When it was resolved', '2015-04-25T09:00:00Z'),
  },
})
