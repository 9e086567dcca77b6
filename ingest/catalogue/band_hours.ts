import type { Band } from './entities/calendar.ts'
import { cronTimes } from './entities/cron_times.ts'

/** Times of local days: what a row of `catalogue_rate` says of time. */
export interface BandHours {
  readonly weekdays: string
  /** Years/months/days of the month, `*` for all. */
  readonly dates: string
  readonly from_minute: number
  readonly from_second: number
  readonly to_minute: number
  readonly to_second: number
  readonly holiday: boolean
}

const DAY_S = 86_400

/** At any time of any day. */
export const always: BandHours = {
  ...{ weekdays: '1234567', dates: '*/*/*', holiday: false },
  ...{ from_minute: 0, from_second: 0, to_minute: 1440, to_second: 0 },
}

/** A band as hours within days; one over midnight is several, the later ones on the day after. */
export function bandHours(band: Band): BandHours[] {
  if (band.cron !== undefined) return cronHours(band.cron)
  const [from, to] = [secondOf(band.start), secondOf(band.end)]
  const days = { weekdays: band.holidays ? '1234567' : band.weekdays, holiday: band.holidays }
  const listed = datesOf(band)
  if (to > from) return listed.map((dates) => ({ ...days, dates, ...within(from, to) }))
  const first = listed.map((dates) => ({ ...days, dates, ...within(from, DAY_S) }))
  if (to === 0) return first
  // The small hours after a holiday belong to the holiday band only on days that are holidays themselves.
  const next = band.holidays ? days : { ...days, weekdays: dayAfter(days.weekdays) }
  return [...first, ...datesAfter(band).map((dates) => ({ ...next, dates, ...within(0, to) }))]
}

const within = (from: number, to: number) => ({
  ...{ from_minute: Math.floor(from / 60), from_second: from % 60 },
  ...{ to_minute: Math.floor(to / 60), to_second: to % 60 },
})

const secondOf = (time: string): number => {
  const [hours, minutes, seconds = '0'] = time.split(':')
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

const dayAfter = (days: string): string =>
  [...days]
    .map((digit) => (Number(digit) % 7) + 1)
    .sort()
    .join('')

const list = (values: readonly number[]) =>
  values.length === 0 ? '*' : [...new Set(values)].sort((a, b) => a - b).join(',')

function datesOf({ years, months, month_days, dates }: Band): string[] {
  if (dates.length > 0) return byMonth(dates.map((date) => new Date(`${date}T00:00:00Z`)))
  return [`${list(years)}/${list(months)}/${list(month_days)}`]
}

/** The days after those of a band. */
function datesAfter(band: Band): string[] {
  const { years, months, month_days, dates } = band
  const later = (date: Date) => new Date(date.getTime() + DAY_S * 1000)
  if (dates.length > 0) return byMonth(dates.map((date) => later(new Date(`${date}T00:00:00Z`))))
  if (years.length === 0 && months.length === 0 && month_days.length === 0) return ['*/*/*']
  // Which days follow depends on the length of months: they are listed for all years a line can live in.
  const days: Date[] = []
  for (let at = Date.UTC(1990, 0, 1); at < Date.UTC(2120, 0, 1); at += DAY_S * 1000) {
    const date = new Date(at)
    const fits = (of: readonly number[], value: number) => of.length === 0 || of.includes(value)
    if (
      fits(years, date.getUTCFullYear()) &&
      fits(months, date.getUTCMonth() + 1) &&
      fits(month_days, date.getUTCDate())
    )
      days.push(later(date))
  }
  return condensed(days)
}

/** Dates as lists a year and month. */
function byMonth(dates: readonly Date[]): string[] {
  const months = Map.groupBy(dates, (date) => date.toISOString().slice(0, 7))
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, days]) => {
      const [year, number] = month.split('-')
      return `${year}/${Number(number)}/${list(days.map((day) => day.getUTCDate()))}`
    })
}

/** Dates of many years: months of one list of days are one entry with the years that have them. */
function condensed(dates: readonly Date[]): string[] {
  const months = Map.groupBy(dates, (date) => date.toISOString().slice(0, 7))
  const years = Map.groupBy(
    [...months].map(([month, days]) => ({
      year: Number(month.slice(0, 4)),
      rest: `${Number(month.slice(5))}/${list(days.map((day) => day.getUTCDate()))}`,
    })),
    ({ rest }) => rest,
  )
  // The first or the last of 130 years may have no day before or after it.
  return [...years].map(([rest, of]) => `${of.length >= 129 ? '*' : list(of.map(({ year }) => year))}/${rest}`)
}

/** Minutes of a cron expression as stretches of days. */
function cronHours(text: string): BandHours[] {
  const { minutes, hours, monthDays, months, weekdays } = cronTimes(text)!
  const days = {
    weekdays: weekdays.length === 0 ? '1234567' : weekdays.join(''),
    dates: `*/${list(months)}/${list(monthDays)}`,
    holiday: false,
  }
  const stretches: [number, number][] = []
  for (let minute = 0; minute < 1440; minute++) {
    const hour = Math.floor(minute / 60)
    if ((hours.length > 0 && !hours.includes(hour)) || (minutes.length > 0 && !minutes.includes(minute % 60))) continue
    const last = stretches.at(-1)
    if (last !== undefined && last[1] === minute) last[1] = minute + 1
    else stretches.push([minute, minute + 1])
  }
  return stretches.map(([from, to]) => ({ ...days, ...within(from * 60, to * 60) }))
}
