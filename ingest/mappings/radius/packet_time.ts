import type { RadiusPacket } from '../../codecs/radius_detail.ts'
import { instant } from '../instant.ts'
import { FieldError } from '../mapping.ts'
import { momentBefore } from '../moment_before.ts'
import { attributeIn, wholeOf } from './attribute_in.ts'

/** How servers print a date of theirs: with the abbreviation of a zone, or as `ctime` does. */
const EVENT = /^([A-Z][a-z]{2}) +(\d{1,2}) +(\d{4}) +(\d\d:\d\d:\d\d)(?:\.\d+)?(?: +([A-Z]{1,5}))?$/
const HEADER = /^[A-Z][a-z]{2} +([A-Z][a-z]{2}) +(\d{1,2}) +(\d\d:\d\d:\d\d) +(?:[A-Z]{1,5} +)?(\d{4})/

/**
 * When what the packet reports happened, as ISO text in UTC: `Event-Timestamp` (RFC 2869), which the NAS stamped itself; else
 * when the server took it (`Timestamp`, or the line at its head), less the `Acct-Delay-Time` for which the NAS had tried.
 * `zone` is that of the server's clock, when it is known.
 *
 * @throws FieldError naming the attribute.
 */
export function packetTime(packet: RadiusPacket, zone: string | undefined): string {
  const event = attributeIn(packet, 'Event-Timestamp')
  const stamped = event === undefined ? undefined : eventTime(event, zone)
  if (stamped !== undefined) return stamped
  const delay = (wholeOf(packet, 'Acct-Delay-Time') ?? 0n) * 1000n
  return momentBefore(takenAt(packet, zone), delay, 'Acct-Delay-Time')
}

function takenAt(packet: RadiusPacket, zone: string | undefined): string {
  const epoch = attributeIn(packet, 'Timestamp')
  if (epoch !== undefined) return named('Timestamp', () => instant(epoch, 'epoch s'))
  const header = attributeIn(packet, 'header')
  const match = header === undefined ? null : HEADER.exec(header)
  if (!match && /^\d{4}-/.test(header ?? '')) return named('header', () => instant(header!, 'ISO', zone ?? 'UTC'))
  if (!match) throw new FieldError('Event-Timestamp, Timestamp or a line that says when', header, 'Event-Timestamp')
  const [, month, day, time, year] = match
  return named('header', () => instant(`${day} ${month} ${year} ${time}`, 'd MMM yyyy HH:mm:ss', zone ?? 'UTC'))
}

/** Undefined when it is printed in a zone of which only an abbreviation is known: the same letters mean several. */
function eventTime(text: string, zone: string | undefined): string | undefined {
  if (/^\d{1,12}(\.\d+)?$/.test(text)) return named('Event-Timestamp', () => instant(text, 'epoch s'))
  const match = EVENT.exec(text)
  if (!match) return named('Event-Timestamp', () => instant(text, 'ISO', zone))
  const [, month, day, year, time, letters] = match
  const known = letters === undefined ? zone : /^(UTC|GMT|Z)$/.test(letters) ? 'UTC' : zone
  if (known === undefined) return undefined
  return named('Event-Timestamp', () => instant(`${day} ${month} ${year} ${time}`, 'd MMM yyyy HH:mm:ss', known))
}

function named(attribute: string, read: () => string): string {
  try {
    return read()
  } catch (error) {
    throw error instanceof FieldError ? new FieldError(error.expected, error.got, attribute) : error
  }
}
