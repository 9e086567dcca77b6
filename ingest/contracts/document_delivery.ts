import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'

/** What became of a document on its way: told by the mail relay, the post or the portal. */
export const documentDelivery = contract({
  name: 'document_delivery',
  description:
    'That a document was handed to a carrier (mail relay, post, portal), and what the carrier says became of it.',
  eventTime: 'at',
  identity: ['document_number', 'channel', 'state', 'at'],
  fields: {
    document_number: field(t.string, 'Number of the bill, credit or debit note', 'TM-2026-000017'),
    channel: field(t.oneOf('email', 'post', 'portal'), 'How it was sent', 'email'),
    state: field(
      t.oneOf('handed over', 'accepted', 'delivered', 'opened', 'bounced', 'returned', 'failed'),
      'What became of it: handed over by us; bounced and failed by e-mail or portal, returned by post',
      'delivered',
    ),
    at: field(t.instant, 'When', '2026-02-01T08:00:00Z'),
    detail: field(t.string, 'The carrier’s words', '250 2.0.0 OK', { otherwise: '' }),
  },
})
