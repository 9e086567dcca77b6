import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { customerId } from './shapes.ts'

/** A contact with a customer (TMF683 partyInteraction). */
export const interaction = contract({
  name: 'interaction',
  description: 'A contact with a customer: who called whom, through which channel, about what.',
  eventTime: 'happened_at',
  identity: ['interaction_id'],
  fields: {
    interaction_id: field(t.string, 'Id given by the CRM', 'I-000017'),
    customer_id: customerId,
    happened_at: field(t.instant, 'When it began', '2026-02-12T11:00:00Z'),
    channel: field(t.lowCardinality, 'e-mail, sms, chat, phone, shop, portal', 'phone'),
    direction: field(t.oneOf('inbound', 'outbound'), 'Seen from the operator', 'inbound', { otherwise: 'inbound' }),
    topic: field(t.lowCardinality, 'What it was about', 'bill', { otherwise: 'other' }),
    note: field(t.nullable(t.string), 'The agent’s note', 'asked for a copy of the bill', { personal: true }),
    recording: field(t.nullable(t.string), 'Where the call recording lies', 'calls/2026/02/12/17.ogg', {
      personal: true,
    }),
  },
})
