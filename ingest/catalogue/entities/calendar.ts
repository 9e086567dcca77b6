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
import { dated, endsAfterItStarts } from './dated.ts'

const minute = patterned(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a local time such as 08:00, or 24:00')

/** Hours of some days. */
export const bandShape = record('band', 'Hours of some days, in the subscription’s local time.', {
  id: needed(identifier, 'Name by which rates refer to it; several entries may share it', 'peak'),
  weekdays: defaulted(
    patterned(/^[1-7]{1,7}$/, 'digits 1 (Monday) to 7'),
    '1234567',
    'Local weekdays, 1 = Monday',
    '"12345"',
  ),
  holidays: defaulted(
    flag,
    'false',
    'The holidays of the calendar instead of weekdays; they win over weekday bands',
    'true',
  ),
  start: defaulted(minute, '00:00', 'First local minute', '"08:00"'),
  end: defaulted(minute, '24:00', 'End, not included; not after start = over midnight into the next day', '"18:00"'),
  weight: defaulted(whole(0, 65535), '0', 'The heavier of two bands that both hold wins; then the later start', '10'),
})
export type Band = ValueOf<typeof bandShape>

/** When what is priced how: bands of hours by weekday and by holiday. */
export const calendarShape = record(
  'calendar',
  'Bands of hours by weekday and by holiday.',
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
