import type { RadiusPacket } from '../../codecs/radius_detail.ts'
import type { Event } from '../../contracts/index.ts'
import { dialled } from '../dialled.ts'
import type { FeedOptions } from '../feed_options.ts'
import { radiusDetail } from '../format.ts'
import { FieldError, type Mapping, mapping, type Skip, skip } from '../mapping.ts'
import { momentBefore } from '../moment_before.ts'
import { attributeIn, wholeOf } from './attribute_in.ts'
import { packetTime } from './packet_time.ts'

const WRAP = 4_294_967_296n

/** Values of Acct-Status-Type that report a session (RFC 2866, 5.1), by name and number. */
const STEPS: Readonly<Record<string, 'start' | 'interim' | 'stop'>> = {
  start: 'start',
  1: 'start',
  stop: 'stop',
  2: 'stop',
  'interim-update': 'interim',
  alive: 'interim',
  3: 'interim',
}

/** Those that report something else: the NAS itself, tunnels (RFC 2867), failures. */
const OTHERS: Readonly<Record<string, string>> = {
  'accounting-on': 'Accounting-On: the NAS has started',
  7: 'Accounting-On: the NAS has started',
  'accounting-off': 'Accounting-Off: the NAS stops',
  8: 'Accounting-Off: the NAS stops',
  ...Object.fromEntries(
    [
      'Tunnel-Start',
      'Tunnel-Stop',
      'Tunnel-Reject',
      'Tunnel-Link-Start',
      'Tunnel-Link-Stop',
      'Tunnel-Link-Reject',
    ].flatMap((name, i) => [
      [name.toLowerCase(), `${name}: no session of a line`],
      [String(9 + i), `${name}: no session of a line`],
    ]),
  ),
  failed: 'Failed: no session',
  15: 'Failed: no session',
}

/**
 * RADIUS accounting (RFC 2866, RFC 2869) out of FreeRADIUS detail files to `usage_partial`: `radiusAccounting({ zone:
 * 'Europe/Dublin' })`. Reports count since the session's start. `zone` is that of the server's clock, needed only where packets
 * have neither `Timestamp` nor an `Event-Timestamp` in UTC.
 */
export function radiusAccounting({ name = 'radius_detail', zone, country }: FeedOptions = {}): Mapping<RadiusPacket> {
  return mapping<RadiusPacket>({
    name,
    format: radiusDetail(),
    map: (packet) => accountingReport(packet, zone, country),
  })
}

function accountingReport(packet: RadiusPacket, zone: string | undefined, country: string | undefined): Event | Skip {
  const status = attributeIn(packet, 'Acct-Status-Type')
  if (status === undefined) {
    const type = attributeIn(packet, 'Packet-Type')
    if (type !== undefined && !/^accounting/i.test(type)) return skip(`${type}: no accounting`)
    throw new FieldError('Start, Interim-Update, Stop, Accounting-On or Accounting-Off', undefined, 'Acct-Status-Type')
  }
  const step = STEPS[status.toLowerCase()]
  if (step === undefined) {
    const reason = OTHERS[status.toLowerCase()]
    if (reason !== undefined) return skip(reason)
    throw new FieldError('Start, Interim-Update, Stop, Accounting-On or Accounting-Off', status, 'Acct-Status-Type')
  }
  const at = packetTime(packet, zone)
  const seconds = wholeOf(packet, 'Acct-Session-Time')
  const up = octets(packet, 'Input')
  const down = octets(packet, 'Output')
  return {
    contract: 'usage_partial',
    session_id: sessionOf(packet),
    step,
    // A NAS that leaves the time out would make all its interim reports one.
    sequence: seconds ?? (step === 'start' ? 0n : BigInt(Math.floor(Date.parse(at) / 1000))),
    counts: 'since start',
    wraps_at: up.whole || down.whole ? null : WRAP,
    reported_at: at,
    started_at: momentBefore(at, (seconds ?? 0n) * 1000n, 'Acct-Session-Time'),
    service: 'data',
    duration_s: seconds ?? 0n,
    bytes_up: up.count,
    bytes_down: down.count,
    cause: attributeIn(packet, 'Acct-Terminate-Cause'),
    ...lineOf(packet, country),
  }
}

function sessionOf(packet: RadiusPacket): string {
  const nas = attributeIn(packet, 'NAS-IP-Address', 'NAS-IPv6-Address', 'NAS-Identifier', 'Client-IP-Address')
  if (nas === undefined) throw new FieldError('the NAS: its address or identifier', undefined, 'NAS-IP-Address')
  const session = attributeIn(packet, 'Acct-Session-Id')
  if (session === undefined) throw new FieldError('an Acct-Session-Id', undefined, 'Acct-Session-Id')
  return `${nas}/${session}`
}

/** Octets with their gigawords; not whole when the NAS counts none, so that the count wraps. Input is from the user. */
function octets(packet: RadiusPacket, way: 'Input' | 'Output'): { readonly count: bigint; readonly whole: boolean } {
  const low = wholeOf(packet, `Acct-${way}-Octets`) ?? 0n
  const words = wholeOf(packet, `Acct-${way}-Gigawords`)
  // Some servers count past 32 bits in the attribute itself.
  if (low >= WRAP && !words) return { count: low, whole: true }
  if (low >= WRAP) throw new FieldError('below 4294967296 beside gigawords', low, `Acct-${way}-Octets`)
  const other = attributeIn(packet, `Acct-${way === 'Input' ? 'Output' : 'Input'}-Gigawords`)
  return { count: (words ?? 0n) * WRAP + low, whole: (words ?? other) !== undefined }
}

type LineFields = Pick<
  Extract<Event, { contract: 'usage_partial' }>,
  'served_number' | 'imsi' | 'service_name' | 'roaming' | 'visited_network'
>

/** Whose session it is: in a mobile network (3GPP TS 29.061) the number, elsewhere the login, else where the call came from. */
function lineOf(packet: RadiusPacket, country: string | undefined): LineFields {
  const imsi = attributeIn(packet, '3GPP-IMSI')
  const calling = dialled(attributeIn(packet, 'Calling-Station-Id'), country)
  const login = attributeIn(packet, 'User-Name', 'Stripped-User-Name')
  const mobile = imsi !== undefined || attributeIn(packet, '3GPP-Charging-ID', '3GPP-GGSN-Address') !== undefined
  const visited = networkCode(attributeIn(packet, '3GPP-SGSN-MCC-MNC'))
  const home = networkCode(attributeIn(packet, '3GPP-IMSI-MCC-MNC'))
  return {
    served_number: mobile ? (calling ?? login) : (login ?? calling),
    imsi,
    service_name: mobile ? attributeIn(packet, 'Called-Station-Id') : undefined,
    roaming: visited !== undefined && home !== undefined && visited !== home,
    visited_network: visited,
  }
}

function networkCode(digits: string | undefined): string | undefined {
  return digits !== undefined && /^\d{5,6}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3)}` : undefined
}

/** Detail files of a server whose clock is UTC. */
export const radiusDetailAccounting = radiusAccounting()
