import { FIRST_INSTANT, INSTANT_RANGE, LAST_INSTANT, parseInstant } from '../contracts/instant_text.ts'
import { compileFormat, type WallClock } from './instant_format.ts'
import { FieldError } from './mapping.ts'
import { type Disambiguation, instantOfWallClock, zoneOffsets } from './time_zone.ts'

/** Reads a text to a wall clock or an instant; undefined when the text is not of the format. */
type Reader = (text: string) => WallClock | undefined

const readers = new Map<string, Reader>()

/**
 * An instant as ISO text in UTC, from a text in one of several formats, tried in order:
 * `instant('15/10/14 06:58', 'dd/MM/yy HH:mm', 'Europe/Berlin')` is `2014-10-15T04:58:00.000Z`.
 *
 * Formats are written in the letters of Unicode TR 35 (`yyyy yy MMMM MMM MM M dd d HH H hh h mm m ss s SSS a XXX EEE`,
 * literals in `'quotes'`), or are `ISO`, `epoch s`, `epoch ms`. Two-digit years are 1970 to 2069. A format that holds
 * no zone is a wall clock in `zone`, which must then be given; a time that occurs twice when clocks go back is the
 * earlier one (`twice` says otherwise), a time that is skipped when they go forward moves on by the gap.
 *
 * @throws FieldError, a reject naming the field, when no format fits.
 */
export function instant(
  given: string | number,
  formats: string | readonly string[] = 'ISO',
  zone?: string,
  { twice = 'earlier' }: { readonly twice?: Disambiguation } = {},
): string {
  const text = String(given).trim()
  const list = typeof formats === 'string' ? [formats] : formats
  for (const format of list) {
    const reader = readers.get(format) ?? remember(format)
    const clock = reader(text)
    if (clock === undefined) continue
    let at: number | undefined = clock.time
    if (!clock.zoned) {
      if (zone === undefined)
        throw new FieldError(`a zone for "${format}": instant(text, formats, 'Europe/Berlin')`, given)
      at = instantOfWallClock(clock.time, zoneOffsets(zone), twice)
    }
    if (at === undefined) throw new FieldError(`a time that ${zone} has once`, given)
    if (at < FIRST_INSTANT || at > LAST_INSTANT) throw new FieldError(`an instant ${INSTANT_RANGE}`, given)
    return new Date(at).toISOString()
  }
  throw new FieldError(`an instant as ${list.map((format) => `"${format}"`).join(' or ')}`, given)
}

function remember(format: string): Reader {
  const reader = readerOf(format)
  readers.set(format, reader)
  return reader
}

function readerOf(format: string): Reader {
  switch (format) {
    case 'ISO':
      return readIso
    case 'epoch s':
      return epoch(1000)
    case 'epoch ms':
      return epoch(1)
    default:
      return compileFormat(format)
  }
}

/** ISO 8601 with a zone, or a wall clock when it has none; a day alone is its midnight. */
function readIso(text: string): WallClock | undefined {
  const zoned = parseInstant(text)
  if (zoned !== undefined) return { time: zoned, zoned: true }
  const wall = parseInstant(text.length === 10 ? `${text}T00:00Z` : `${text}Z`)
  return wall === undefined ? undefined : { time: wall, zoned: false }
}

function epoch(unit: number): Reader {
  return (text) => {
    if (!/^-?\d{1,14}(\.\d+)?$/.test(text)) return undefined
    return { time: Math.floor(Number(text) * unit), zoned: true }
  }
}
