import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { timeZone } from './shapes.ts'

/**
 * Offset of a zone from UTC for `[from_at, to_at)`: generated from the IANA rules, so that local time in SQL is a join
 * and no zone function ever runs per row (one of ClickHouse's throws there, another silently answers UTC).
 */
export const timeZoneOffset = contract({
  name: 'time_zone_offset',
  description: 'Offset of a time zone from UTC between two transitions, generated from the IANA rules.',
  eventTime: 'from_at',
  identity: ['zone', 'from_at'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    zone: timeZone,
    from_at: field(t.instant, 'First instant of the offset', '2026-03-29T01:00:00Z'),
    to_at: field(t.instant, 'End, not included', '2026-10-25T01:00:00Z'),
    offset_s: field(t.int32, 'Seconds to add to UTC', '7200', { min: -50400, max: 50400 }),
  },
})
