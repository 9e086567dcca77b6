import fc from 'fast-check'
import { often } from './edges.ts'

const bandIds = ['x', 'y', 'z'] as const
const hours = ['00:00', '06:00', '08:00', '08:01', '12:30', '18:00', '22:00', '23:59', '07:59:30', '18:00:01'] as const

const weekdays = fc.subarray([...'1234567'], { minLength: 1 }).map((days) => days.join(''))

/** Minutes next to those at which use is frequent. */
const crons = [
  ...[
    '* * * * *',
    '0 8 * * *',
    '* 6-18 * * *',
    '59 23 31 1,3,12 *',
    '0-30 8,22 * * 1-5',
    '30 12 * 3 0',
    '* 22-23 * * 7',
  ],
  ...['0-1 0 29 * *', '5-20/5 2,3 * 10,3 *', '*/30 12 25 10 *', '* 8 * * 6,7'],
]

const days = fc.oneof(
  fc.record({
    dates: fc.uniqueArray(fc.constantFrom('2026-01-31', '2026-03-29', '2026-10-25', '2026-12-31'), { minLength: 1 }),
  }),
  fc.record(
    {
      months: fc.constantFrom([1, 3], [2], [10, 11, 12], [6]),
      month_days: fc.constantFrom([28, 31], [29], [1, 25], [30, 31]),
      years: fc.constantFrom([2026], [2025, 2027], [2026, 2027]),
    },
    { requiredKeys: [] },
  ),
)

const hoursOfDays = fc
  .record(
    {
      weekdays: fc.oneof(fc.constant('1234567'), fc.constantFrom('12345', '67', '7', '1'), weekdays),
      holidays: fc.boolean(),
      start: fc.constantFrom(...hours),
      end: fc.constantFrom(...hours.slice(1), '00:00', '24:00'),
    },
    { requiredKeys: [] },
  )
  .chain((band) =>
    often(
      fc.constant(band),
      days.map((on) => ({ ...band, ...on })),
    ),
  )

const band = fc.record({ id: fc.constantFrom(...bandIds), weight: fc.nat(2) }, { requiredKeys: ['id'] }).chain((band) =>
  often(
    hoursOfDays.map((when) => ({ ...band, ...when })),
    fc.constantFrom(...crons).map((cron) => ({ ...band, cron })),
  ),
)

/** Days around changes of the clock in any of the zones, ends of months, and the leap day. */
export const calendar = fc.record({
  id: fc.constant('week'),
  bands: fc.array(band, { minLength: 1, maxLength: 4 }),
  holidays: fc.uniqueArray(fc.constantFrom('2026-03-08', '2026-03-29', '2026-03-30', '2026-10-25', '2026-12-31'), {
    maxLength: 3,
  }),
})
