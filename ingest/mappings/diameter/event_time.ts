import { instant } from '../instant.ts'
import { FieldError } from '../mapping.ts'
import { type Avps, textOf } from './avp.ts'

/** Seconds from 1900, where the Time of RFC 6733 begins, to 1970. */
const NTP = 2_208_988_800
/** As seconds since 1970 past the year 2065; as seconds since 1900 in 1995: no log has either. */
const SURELY_NTP = 3_000_000_000

const TEXTS = ['ISO', 'MMM d, yyyy HH:mm:ss', 'yyyy/MM/dd HH:mm:ss', 'epoch s']

/**
 * When the request was made, as ISO text in UTC: Event-Timestamp, else the time of the log's line. Written as ISO text, seconds or
 * milliseconds since 1970, or the seconds since 1900 that go over the wire.
 *
 * @throws FieldError naming the AVP.
 */
export function eventTime(message: Avps, envelope: Avps, zone: string): string {
  const at: readonly (readonly [Avps, string])[] = [
    [message, 'Event-Timestamp'],
    [envelope, 'Event-Timestamp'],
    [message, 'Timestamp'],
    [envelope, 'Timestamp'],
    [envelope, 'Time'],
  ]
  for (const [group, name] of at) {
    const text = textOf(group, name)
    if (text !== undefined) return read(text, name, zone)
  }
  throw new FieldError('when the request was made', undefined, 'Event-Timestamp')
}

function read(text: string, name: string, zone: string): string {
  try {
    if (/^\d{13}$/.test(text)) return instant(text, 'epoch ms')
    const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (seconds >= SURELY_NTP) return instant(String(seconds - NTP), 'epoch s')
    return instant(text.replace(/(:\d\d)\.\d+ UTC$|( UTC)$/, '$1'), TEXTS, / UTC$/.test(text) ? 'UTC' : zone)
  } catch (error) {
    throw error instanceof FieldError ? new FieldError('a time', text, name) : error
  }
}
