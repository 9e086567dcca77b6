import { t } from '../../warehouse/columns.ts'
import { contract, field, type Rule } from './contract.ts'
import { currency, maybeSubscriptionId, networkCode, price } from './shapes.ts'

/**
 * One contract for voice, messaging, data and content rather than one each: rating, allowances and completeness run
 * over all of them in event order, an unused quantity compresses to nothing, and `service` decides which quantity must
 * be there.
 */
export const usage = contract({
  name: 'usage',
  description:
    'One use of a service by one line: a call, a message, a data session, a purchase of content (TMF635 usage).',
  eventTime: 'started_at',
  identity: ['event_id'],
  rules: [identifiesTheLine, measuresTheService],
  fields: {
    event_id: field(
      t.nullable(t.string),
      'Id given by the network; without one the position in the feed is the identity',
      'cdr-000017',
      {
        // Rating keeps use of metrics and debits beside it under ids that begin so.
        pattern: /^(?!(?:metered|movement|pass)\/)/,
        shape: 'text that begins with none of metered/, movement/, pass/',
      },
    ),
    service: field(t.oneOf('voice', 'sms', 'mms', 'data', 'content'), 'What was used', 'voice'),
    direction: field(t.oneOf('originating', 'terminating'), 'Seen from the served line', 'originating', {
      otherwise: 'originating',
    }),
    started_at: field(t.instant, 'When the use began', '2026-03-29T01:59:59.999Z'),
    subscription_id: maybeSubscriptionId,
    served_number: field(
      t.nullable(t.string),
      'Number or login of the served line, as assigned (E.164 digits without +)',
      '491701234567',
      { personal: true },
    ),
    imsi: field(t.nullable(t.string), 'IMSI of the served line (E.212)', '262011234567890', {
      pattern: /^\d{6,15}$/,
      shape: '6 to 15 digits',
      personal: true,
    }),
    other_party: field(
      t.nullable(t.string),
      'The other number, normalised to E.164 digits without +; short numbers as dialled',
      '447924123456',
      { personal: true },
    ),
    other_network: field(
      t.nullable(t.lowCardinality),
      'Network of the other party, when the source knows it',
      'Vodafone',
    ),
    answered: field(t.bool, 'False for an attempt that did not connect', 'true', { otherwise: true }),
    duration_s: field(t.uint32, 'Charged duration in seconds (voice, content)', '61', { otherwise: 0 }),
    elapsed_s: field(t.nullable(t.uint32), 'Duration in seconds with set-up and ringing', '74'),
    messages: field(t.uint32, 'Number of messages (sms, mms)', '1', { otherwise: 0 }),
    bytes_up: field(t.uint64, 'Bytes sent by the line (data)', '18244', { otherwise: 0 }),
    bytes_down: field(t.uint64, 'Bytes received by the line (data)', '922337', { otherwise: 0 }),
    service_name: field(
      t.nullable(t.lowCardinality),
      'Access point, content product or short-code service',
      'internet',
    ),
    roaming: field(t.bool, 'Used in a visited network', 'false', { otherwise: false }),
    visited_network: field(t.nullable(t.lowCardinality), 'MCC-MNC of the visited network', '639-02', networkCode),
    cell_id: field(t.nullable(t.string), 'Cell at the start', '262-01-4711-17'),
    cause: field(
      t.nullable(t.lowCardinality),
      'Release or hang-up cause as the network gives it (Q.850 for calls)',
      '16',
    ),
    stated_amount: field(
      t.nullable(price),
      'Amount without tax that the source itself charged (content, online charging)',
      '0.990000000',
    ),
    stated_currency: field(t.nullable(t.lowCardinality), currency.is, 'EUR', {
      pattern: currency.pattern,
      shape: currency.shape,
    }),
  },
})

function identifiesTheLine(event: Parameters<Rule>[0]): ReturnType<Rule> {
  if (event.subscription_id || event.served_number || event.imsi) return undefined
  return { field: 'served_number', expected: 'one of subscription_id, served_number and imsi' }
}

function measuresTheService(event: Parameters<Rule>[0]): ReturnType<Rule> {
  const messaging = event.service === 'sms' || event.service === 'mms'
  if (messaging && !Number(event.messages ?? 0)) return { field: 'messages', expected: 'at least 1 for a message' }
  if (event.service === 'content' && event.stated_amount == null && event.service_name == null) {
    return { field: 'service_name', expected: 'service_name or stated_amount for content' }
  }
  return undefined
}
