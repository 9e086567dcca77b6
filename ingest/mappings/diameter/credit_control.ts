import type { Event } from '../../contracts/index.ts'
import type { FeedOptions } from '../feed_options.ts'
import { csv, ndjson } from '../format.ts'
import { FieldError, type Mapping, mapping, type Skip, skip } from '../mapping.ts'
import { momentBefore } from '../moment_before.ts'
import { type Avps, avp, enumOf, groupOf, textOf, wholeOf } from './avp.ts'
import { amountText } from './cc_money.ts'
import { nested } from './columns.ts'
import { eventTime } from './event_time.ts'
import { servedLine } from './served_line.ts'
import { type ServiceUnits, unitsByPart } from './service_units.ts'

const REQUESTS = ['INITIAL_REQUEST', 'UPDATE_REQUEST', 'TERMINATION_REQUEST', 'EVENT_REQUEST']
const STEPS = ['start', 'interim', 'stop', 'event'] as const
const ACTIONS = ['DIRECT_DEBITING', 'REFUND_ACCOUNT', 'CHECK_BALANCE', 'PRICE_ENQUIRY']

type Service = 'voice' | 'sms' | 'mms' | 'data' | 'content'

/** Service contexts of 3GPP TS 32.299, 7.1.12. */
const CONTEXTS: readonly (readonly [RegExp, Service])[] = [
  [/^(.*\.)?32251@/, 'data'],
  [/^(.*\.)?(32260|32276)@/, 'voice'],
  [/^(.*\.)?32274@/, 'sms'],
  [/^(.*\.)?32270@/, 'mms'],
]

/**
 * Credit-control requests (RFC 8506, 3GPP TS 32.299) out of a log of JSON lines to `usage_partial`, one for each rating group:
 * `creditControl({ zone: 'Asia/Kolkata' })`. Units are those since the request before.
 */
export function creditControl({ name = 'diameter_ccr', zone = 'UTC', country }: FeedOptions = {}): Mapping<Avps> {
  return mapping<Avps>({ name, format: ndjson(), map: (record) => requestReports(record, zone, country) })
}

/**
 * The same out of separated values whose header names the AVPs: `Session-Id`, `Rating-Group`, or paths such as
 * `Multiple-Services-Credit-Control.0.Used-Service-Unit.CC-Time`.
 */
export function creditControlCsv(options: FeedOptions = {}): Mapping<Readonly<Record<string, string>>> {
  const { name = 'diameter_ccr_csv', zone = 'UTC', country } = options
  return mapping<Readonly<Record<string, string>>>({
    name,
    format: csv({ trim: true }),
    map: (row) => requestReports(nested(row), zone, country),
  })
}

function requestReports(record: Avps, zone: string, country: string | undefined): Event | readonly Event[] | Skip {
  const message = messageIn(record)
  const command = textOf(record, 'Command') ?? textOf(record, 'Command-Code')
  if (command !== undefined && !/^(CCR|272|Credit-Control(-Request)?)$/i.test(command))
    return skip(`${command}: no request`)
  if (isAnswer(message)) return skip('an answer: requests report what was used')
  const type = enumOf(message, 'CC-Request-Type', REQUESTS, 1)
  if (type === undefined) throw new FieldError(REQUESTS.join(', '), undefined, 'CC-Request-Type')
  const step = STEPS[type - 1]!
  const action = step === 'event' ? (enumOf(message, 'Requested-Action', ACTIONS) ?? 0) : 0
  if (action > 1) return skip(`${ACTIONS[action]}: nothing used`)
  const session = textOf(message, 'Session-Id')
  if (session === undefined) throw new FieldError('a Session-Id', undefined, 'Session-Id')
  const number = wholeOf(message, 'CC-Request-Number')
  if (number === undefined && step === 'interim') throw new FieldError('a whole number', undefined, 'CC-Request-Number')
  const at = eventTime(message, record, zone)
  const line = servedLine(message, country)
  // One-time events ask for what they are about; sessions report what they have used.
  const named = step === 'event' ? ['Used-Service-Unit', 'Requested-Service-Unit'] : ['Used-Service-Unit']
  return unitsByPart(message, named).map((units) => ({
    contract: 'usage_partial',
    session_id: session,
    part: units.part,
    step,
    sequence: number ?? 0n,
    counts: 'since previous',
    reported_at: at,
    started_at: momentBefore(at, units.seconds * 1000n, 'CC-Time'),
    ...quantities(serviceOf(message, units), units, step, action === 1),
    ...line,
  }))
}

/** The message itself: logs put it beside a time and a peer, under a name of their own. */
function messageIn(record: Avps): Avps {
  if (avp(record, 'Session-Id') !== undefined) return record
  const holds = (value: unknown) =>
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    avp(value as Avps, 'Session-Id') !== undefined
  return (Object.values(record).find(holds) as Avps | undefined) ?? record
}

type Quantities = Pick<
  Extract<Event, { contract: 'usage_partial' }>,
  'service' | 'duration_s' | 'messages' | 'bytes_up' | 'bytes_down' | 'stated_amount' | 'stated_currency'
>

function quantities(service: Service, units: ServiceUnits, step: string, refund: boolean): Quantities {
  const messaging = service === 'sms' || service === 'mms'
  const { money } = units
  return {
    service,
    duration_s: units.seconds,
    // A message that is charged as an event need not say that it is one.
    messages: !messaging || refund ? 0n : units.gave.specific ? units.specific : step === 'event' ? 1n : 0n,
    bytes_up: units.up,
    bytes_down: units.down,
    stated_amount: money ? amountText(refund ? -money.units : money.units) : null,
    stated_currency: money?.currency ?? null,
  }
}

function serviceOf(message: Avps, units: ServiceUnits): Service {
  const context = textOf(message, 'Service-Context-Id')
  const known = context === undefined ? undefined : CONTEXTS.find(([pattern]) => pattern.test(context))
  if (known) return known[1]
  const service = groupOf(message, 'Service-Information')
  if (avp(service, 'SMS-Information')) return 'sms'
  if (avp(service, 'MMS-Information')) return 'mms'
  if (avp(service, 'PS-Information') || units.gave.octets) return 'data'
  if (avp(service, 'IMS-Information') || units.gave.seconds) return 'voice'
  return units.money || units.gave.specific ? 'content' : 'data'
}

/** Answers repeat most AVPs of the request, but neither whose it is nor what was used. */
function isAnswer(message: Avps): boolean {
  if (avp(message, 'Result-Code') === undefined) return false
  return avp(message, 'Subscription-Id') === undefined && !JSON.stringify(message).includes('Used-Service-Unit')
}

/** Logs whose times without a zone are UTC. */
export const diameterCcr = creditControl()
export const diameterCcrCsv = creditControlCsv()
