import { t } from '../../warehouse/columns.ts'
import { contract, type Fields, field, type Rule } from './contract.ts'
import { usage } from './usage.ts'

/** What a report says of the use itself: the fields of `usage` that a session has. */
const {
  service,
  direction,
  subscription_id,
  served_number,
  imsi,
  other_party,
  duration_s,
  messages,
  bytes_up,
  bytes_down,
  service_name,
  roaming,
  visited_network,
  cell_id,
  cause,
  stated_amount,
  stated_currency,
} = usage.fields
const ofTheUse = {
  service,
  direction,
  subscription_id,
  served_number,
  imsi,
  other_party,
  duration_s,
  messages,
  bytes_up,
  bytes_down,
  service_name,
  roaming,
  visited_network,
  cell_id,
  cause,
  stated_amount,
  stated_currency,
} satisfies Fields

/**
 * A report of a session that several reports describe: a partial CDR (3GPP TS 32.298), an accounting request (RFC 2866), a
 * credit-control request (RFC 8506). Models chain the reports of a session into one usage event.
 */
export const usagePartial = contract({
  name: 'usage_partial',
  description: 'One of the reports that together describe one session; models chain them into one usage event.',
  eventTime: 'reported_at',
  identity: ['session_id', 'part', 'step', 'sequence'],
  rules: [identifiesTheLine],
  fields: {
    session_id: field(
      t.string,
      'The session, unique within the network: node and charging id (3GPP), NAS and Acct-Session-Id (RADIUS), Session-Id (Diameter)',
      '10.1.2.3/4711',
    ),
    part: field(t.string, 'Rating group or service within the session that is counted by itself', '20', {
      otherwise: '',
    }),
    step: field(
      t.oneOf('start', 'interim', 'stop', 'event'),
      'Which report it is; `event` is a session of one report',
      'interim',
    ),
    sequence: field(
      t.uint64,
      'Order within the session: record sequence number, CC-Request-Number, Acct-Session-Time in seconds',
      '2',
    ),
    counts: field(
      t.oneOf('since start', 'since previous'),
      'What duration and volumes count: the whole session so far (RADIUS), or since the report before (3GPP, Diameter)',
      'since previous',
    ),
    wraps_at: field(
      t.nullable(t.uint64),
      'Volumes counted since the start begin again at zero when they reach this',
      '4294967296',
    ),
    reported_at: field(t.instant, 'When the report was made', '2026-03-29T01:59:59.999Z'),
    started_at: field(t.instant, 'When what it counts began', '2026-03-29T01:29:59.999Z'),
    ...ofTheUse,
  },
})

function identifiesTheLine(event: Parameters<Rule>[0]): ReturnType<Rule> {
  if (event.subscription_id || event.served_number || event.imsi) return undefined
  return { field: 'served_number', expected: 'one of subscription_id, served_number and imsi' }
}
