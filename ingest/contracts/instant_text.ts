/**
 * First and last instant that is taken: those whose day is a `Date` (1970-01-01 to 2149-06-06) in every zone. DateTime64
 * holds more, but `toDate` of it wraps around outside (1960 becomes 2139), and ClickHouse 26.7 then skips whole parts by
 * their smallest and largest value: `toDate(at) = '2026-03-01'` finds nothing in a part that also holds a row of 1960.
 */
export const FIRST_INSTANT = Date.UTC(1970, 0, 2)
export const LAST_INSTANT = Date.UTC(2149, 5, 5, 23, 59, 59, 999)
/** How a person is told. */
export const INSTANT_RANGE = 'from 1970-01-02 to 2149-06-05'
/** Last day that `Date` holds, 2149-06-06, in days since 1970-01-01. */
export const LAST_DAY = 65_535
/** Bounds of a Date32: 1900-01-01 and 2299-12-31. */
export const FIRST_DAY_32 = -25_567
export const LAST_DAY_32 = 120_529

const DAY = 86_400_000

/**
 * Epoch milliseconds of an ISO 8601 instant that states its zone (`Z`, `+02`, `+0200` or `+02:00`), or undefined.
 * Digits past the millisecond are cut off, never rounded up into the next second.
 *
 * Written out by hand: `Date.parse` takes texts without a zone, rolls 31 February over, and is several times slower.
 */
export function parseInstant(text: string): number | undefined {
  const day = dayAt(text)
  if (day === undefined) return undefined
  const separator = text.charCodeAt(10)
  if (separator !== 84 && separator !== 32) return undefined
  const hour = twoDigits(text, 11)
  const minute = text.charCodeAt(13) === 58 ? twoDigits(text, 14) : -1
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return undefined
  let at = 16
  let second = 0
  let fraction = 0
  if (text.charCodeAt(at) === 58) {
    second = twoDigits(text, 17)
    if (second < 0 || second > 59) return undefined
    at = 19
    if (text.charCodeAt(at) === 46) {
      const start = ++at
      for (let scale = 100; isDigit(text.charCodeAt(at)); at++, scale = Math.floor(scale / 10)) {
        fraction += (text.charCodeAt(at) - 48) * scale
      }
      if (at === start) return undefined
    }
  }
  const offset = offsetAt(text, at)
  if (offset === undefined) return undefined
  return day * DAY + hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction - offset
}

/** Days since 1970-01-01 of `YYYY-MM-DD`, or undefined when there is no such day. */
export function parseDay(text: string): number | undefined {
  return text.length === 10 ? dayAt(text) : undefined
}

/** Days since 1970-01-01 of a date of the Gregorian calendar, or undefined when there is no such day. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return Math.floor(Date.UTC(year, month - 1, day) / DAY)
}

function dayAt(text: string): number | undefined {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined
  const century = twoDigits(text, 0)
  const year = twoDigits(text, 2)
  // Date.UTC reads years below 100 as 19xx; ClickHouse holds none of them.
  if (century < 1 || year < 0) return undefined
  return dayNumber(century * 100 + year, twoDigits(text, 5), twoDigits(text, 8))
}

/** Milliseconds east of UTC for the zone that ends the text. */
function offsetAt(text: string, at: number): number | undefined {
  const sign = text.charCodeAt(at)
  if (sign === 90) return at + 1 === text.length ? 0 : undefined
  if (sign !== 43 && sign !== 45) return undefined
  const hours = twoDigits(text, at + 1)
  let minutes = 0
  let end = at + 3
  if (end < text.length) {
    const start = text.charCodeAt(end) === 58 ? end + 1 : end
    minutes = twoDigits(text, start)
    end = start + 2
  }
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || end !== text.length) return undefined
  const offset = hours * 3_600_000 + minutes * 60_000
  return sign === 45 ? -offset : offset
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at)
  const ones = text.charCodeAt(at + 1)
  return isDigit(tens) && isDigit(ones) ? (tens - 48) * 10 + ones - 48 : -1
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
