import type { Band } from './entities/calendar.ts'

/** Minutes of local days: what a row of `catalogue_rate` says of time. */
export interface BandHours {
  readonly weekdays: string
  readonly from_minute: number
  readonly to_minute: number
  readonly holiday: boolean
}

/** A band as hours within days; one over midnight is two, the second on the day after. */
export function bandHours({ weekdays, start, end, holidays }: Band): BandHours[] {
  const [from, to] = [minuteOf(start), minuteOf(end)]
  const days = holidays ? '1234567' : weekdays
  if (to > from) return [{ weekdays: days, from_minute: from, to_minute: to, holiday: holidays }]
  const first = { weekdays: days, from_minute: from, to_minute: 1440, holiday: holidays }
  if (to === 0) return [first]
  // The small hours after a holiday belong to the holiday band only on days that are holidays themselves.
  return [first, { weekdays: holidays ? days : dayAfter(days), from_minute: 0, to_minute: to, holiday: holidays }]
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const dayAfter = (days: string): string =>
  [...days]
    .map((digit) => (Number(digit) % 7) + 1)
    .sort()
    .join('')
