import { FieldError } from '../mappings/mapping.ts'
import { instantOfWallClock, zoneOffsets } from '../mappings/time_zone.ts'

/** Whether there is such a zone. */
export function isZone(zone: string): boolean {
  try {
    return zoneOffsets(zone).length > 0
  } catch (error) {
    if (error instanceof FieldError) return false
    throw error
  }
}

/** The instant, in UTC, of a date (its local midnight), a local time, or an instant that states its zone. */
export function localInstant(text: string, zone: string): string {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text.slice(10))) return new Date(text).toISOString()
  const wall = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`)
  // Without `reject` there is always one.
  return new Date(instantOfWallClock(wall, zoneOffsets(zone))!).toISOString()
}
