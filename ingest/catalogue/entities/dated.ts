import { defaulted, instant, optional, type RecordRule } from '../schema/shape.ts'

/** Every entity is a version in force in `[from, to)`. */
export const dated = {
  from: defaulted(instant, '2000-01-01T00:00:00Z', 'In force from this instant on', '2026-01-01T00:00:00Z'),
  to: optional(instant, 'In force until just before this instant; open when absent', '2027-01-01T00:00:00Z'),
} as const

export const endsAfterItStarts: RecordRule = (value) =>
  value.to !== undefined && String(value.to) <= String(value.from)
    ? { member: 'to', expected: `an instant after "from" (${value.from})` }
    : undefined
