/** Time on the wall of a zone, as if it were UTC, in milliseconds. From the JavaScript engine's own time zone data. */
export function localTime(at: number, zone: string): number {
  return at + offset(at, zone)
}

/** The first instant at which the wall of a zone shows this time, or, in the hour that a spring skips, would have. */
export function instantOfLocal(local: number, zone: string): number {
  const before = local - offset(local - 86_400_000, zone)
  if (before + offset(before, zone) === local) return before
  const after = local - offset(local + 86_400_000, zone)
  return after + offset(after, zone) === local ? after : before
}

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** Zones change their clocks at a quarter of an hour at the finest. */
function offset(at: number, zone: string): number {
  if (zone === 'UTC') return 0
  const quarter = Math.floor(at / 900_000)
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
    formats.set(zone, format)
  }
  const instant = quarter * 900_000
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const { year, month, day, hour, minute, second } = parts as Record<string, number>
  const wall = Date.UTC(year!, month! - 1, day!, hour, minute, second)
  offsets.set(key, wall - instant)
  return wall - instant
}
