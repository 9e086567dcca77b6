import { InputError } from '../warehouse/errors.ts'

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * The instant that `--since` means: so many minutes, hours or days ago (`30m`, `6h`, `2d`), or an ISO instant or day, UTC.
 *
 * @throws InputError that shows how to write it.
 */
export function sinceInstant(text: string, now = Date.now()): string {
  const ago = /^(\d{1,6})([mhd])$/.exec(text)
  if (ago) return new Date(now - Number(ago[1]) * units[ago[2]!]!).toISOString()
  const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (Number.isNaN(iso)) {
    throw new InputError(`--since is "${text}"`, 'write it like 30m, 6h, 2d, 2026-03-31 or 2026-03-31T21:00:00Z')
  }
  return new Date(iso).toISOString()
}
