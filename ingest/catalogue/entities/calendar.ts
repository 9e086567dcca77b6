import {
  day,
  defaulted,
  flag,
  identifier,
  list,
  needed,
  nested,
  optional,
  patterned,
  record,
  text,
  type ValueOf,
  whole,
} from '../schema/shape.ts'
import { cronTimes } from './cron_times.ts'
import { dated, endsAfterItStarts } from './dated.ts'

const time = patterned(
  /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$|^24:00(:00)?$/,
  'a local time such as 08:00 or 08:00:30, or 24:00',
)

/** Hours of some days. */
export const bandShape = record(
  'band',
  'Hours of some days, in the subscription’s local time. A day must fit all that is said of it.',
  {
    id: needed(identifier, 'Name by which rates refer to it; several entries may share it', 'peak'),
    weekdays: defaulted(
      patterned(/^[1-7]{1,7}$/, 'digits 1 (Monday) to 7'),
      '1234567',
      'Local weekdays, 1 = Monday',
      '"12345"',
    ),
    months: defaulted(list(whole(1, 12)), '', 'Months, 1 = January; all unless told', '[7, 8]'),
    month_days: defaulted(list(whole(1, 31)), '', 'Days of the month; all unless told', '[24, 31]'),
    years: defaulted(list(whole(1990, 2119)), '', 'Years; all unless told', '[2026]'),
    dates: defaulted(list(day), '', 'Local dates, instead of months, month_days and years', '[2026-12-24]'),
    holidays: defaulted(
      flag,
      'false',
      'The holidays of the calendar instead of weekdays; they win over weekday bands',
      'true',
    ),
    start: defaulted(time, '00:00', 'First local second', '"08:00"'),
    end: defaulted(time, '24:00', 'End, not included; not after start = over midnight into the next day', '"18:00"'),
    cron: optional(
      patterned(/^\S+( +\S+){4}$/, 'five fields: minutes hours days-of-month months weekdays'),
      'Minutes it holds, as crontab has them, instead of days, start and end',
      '"0-30 22 * * *"',
    ),
    weight: defaulted(whole(0, 65534), '0', 'The heavier of two bands that both hold wins; then the later start', '10'),
  },
  [readsAsCron, saysDaysOnce],
)
export type Band = ValueOf<typeof bandShape>

function readsAsCron(band: Readonly<Record<string, unknown>>) {
  if (band.cron === undefined) return undefined
  if (cronTimes(band.cron as string) === undefined) {
    const expected = '*, numbers, ranges and steps, and not both days of the month and weekdays (write two bands)'
    return { member: 'cron', expected }
  }
  const said = ['months', 'month_days', 'years', 'dates'].find((name) => (band[name] as unknown[]).length > 0)
  if (said !== undefined) return { member: said, expected: 'to be left out beside cron' }
  if (band.weekdays !== '1234567' || band.start !== '00:00' || band.end !== '24:00' || band.holidays === true) {
    return { member: 'cron', expected: 'no weekdays, holidays, start or end beside it' }
  }
  return undefined
}

function saysDaysOnce(band: Readonly<Record<string, unknown>>) {
  if ((band.dates as unknown[]).length === 0) return undefined
  const said = ['months', 'month_days', 'years'].find((name) => (band[name] as unknown[]).length > 0)
  return said === undefined ? undefined : { member: said, expected: 'to be left out beside dates' }
}

/** When what is priced how: bands of hours by weekday, date and holiday. */
export const calendarShape = record(
  'calendar',
  'Bands of hours by weekday, date and holiday.',
  {
    id: needed(identifier, 'Name by which tariffs refer to it', 'working-week'),
    bands: needed(
      list(nested(bandShape)),
      'Its bands',
      '[{id: peak, weekdays: "12345", start: "08:00", end: "18:00"}]',
    ),
    holidays: defaulted(list(day), '', 'Local dates that are holidays', '[2026-12-25, 2026-12-26]'),
    holidays_file: optional(text, 'CSV file beside this one with columns date and, if wanted, name', 'holidays.csv'),
    ...dated,
  },
  [endsAfterItStarts],
)
export type Calendar = ValueOf<typeof calendarShape>
