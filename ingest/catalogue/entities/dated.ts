import { defaulted, instant, optional, type RecordRule } from '../schema/shape.ts'

/** Every entity is a version in force in `[from, to)`. */
export const dated = {
  from: defaulted(instant, '2000-01-01T00:00:00Z', 'In force from this instant on', '2026-01-01T00:00:00Z'),
  to: optional(instant, 'In force until just before this instant; open when absent', '2027-01-01T00:00:00Z'),
} as const

/** `[from, to)` is not empty; of a record that says only one of them nothing is known. */
export const endsAfterItStarts: RecordRule = ({ from, to }) =>
  from !== undefined && to !== undefined && Date.parse(to as string) <= Date.parse(from as string)
    ? { member: 'to', expected: `an instant after "from" (${from})` }
    : undefined
