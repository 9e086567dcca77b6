import { Temporal } from 'temporal-polyfill'
import { FieldError } from './mapping.ts'

/** Offset of a zone from UTC from an instant on, until the next entry. Milliseconds. */
export interface ZoneOffset {
  readonly from: number
  readonly offset: number
}

/** Years for which a zone's transitions are worked out; instants outside them are read with the nearest offset. */
const FIRST_YEAR = 1970
const LAST_YEAR = 2050

const known = new Map<string, readonly ZoneOffset[]>()

/** A zone's offsets in order; the first entry holds from the beginning of time. */
export function zoneOffsets(zone: string): readonly ZoneOffset[] {
  const offsets = known.get(zone)
  if (offsets) return offsets
  const made = transitions(zone, Date.UTC(FIRST_YEAR, 0, 1), Date.UTC(LAST_YEAR, 0, 1))
  known.set(zone, made)
  return made
}

/**
 * Offsets of a zone from the IANA rules between two instants (epoch milliseconds); the first entry begins at `from`.
 *
 * @throws FieldError when there is no such zone.
 */
export function transitions(zone: string, from: number, to: number): ZoneOffset[] {
  let at: Temporal.ZonedDateTime
  try {
    at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  } catch {
    throw new FieldError('an IANA time zone such as Europe/Berlin', zone)
  }
  const offsets: ZoneOffset[] = [{ from, offset: at.offsetNanoseconds / 1e6 }]
  for (let next = at.getTimeZoneTransition('next'); next; next = next.getTimeZoneTransition('next')) {
    if (next.epochMilliseconds >= to) break
    const offset = next.offsetNanoseconds / 1e6
    if (offset !== offsets.at(-1)!.offset) offsets.push({ from: next.epochMilliseconds, offset })
  }
  return offsets
}

/** Offset in force at an instant. */
export function offsetAt(offsets: readonly ZoneOffset[], instant: number): number {
  let low = 0
  let high = offsets.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (offsets[middle]!.from <= instant) low = middle
    else high = middle - 1
  }
  return offsets[low]!.offset
}

/** Which of two instants a wall clock means when it is put back, and what a time that the clock skipped means. */
export type Disambiguation = 'earlier' | 'later' | 'reject'

/**
 * The instant of a wall-clock time (given as if it were UTC) in a zone. A time that occurs twice is the earlier one
 * unless told otherwise; a time that the clock skipped moves on by the gap, as a watch that was not put forward reads.
 * Returns undefined for either under `reject`.
 */
export function instantOfWallClock(
  wall: number,
  offsets: readonly ZoneOffset[],
  disambiguation: Disambiguation = 'earlier',
): number | undefined {
  // Offsets a day before and after bracket any transition near the wall clock.
  const before = offsetAt(offsets, wall - 86_400_000)
  const after = offsetAt(offsets, wall + 86_400_000)
  if (before === after && offsetAt(offsets, wall - before) === before) return wall - before
  const first = wall - before
  const second = wall - after
  const firstHolds = offsetAt(offsets, first) === before
  const secondHolds = offsetAt(offsets, second) === after
  if (firstHolds && secondHolds && before !== after) {
    if (disambiguation === 'reject') return undefined
    return disambiguation === 'earlier' ? Math.min(first, second) : Math.max(first, second)
  }
  if (firstHolds) return first
  if (secondHolds) return second
  if (disambiguation === 'reject') return undefined
  return Math.max(first, second)
}
