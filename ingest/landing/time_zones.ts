import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Event } from '../contracts/index.ts'
import { FieldError } from '../mappings/mapping.ts'
import { transitions } from '../mappings/time_zone.ts'
import { landEvents } from './land_events.ts'
import type { LandingOptions, LandingReport } from './report.ts'

/** Years for which local time can be asked in SQL. */
const FROM = Date.UTC(1990, 0, 1)
const TO = Date.UTC(2040, 0, 1)

/**
 * Lands the offsets of the zones that accounts live in, so that local time in SQL is a join. A zone that has landed is
 * left as it is; when a new Temporal brings new rules for it, they land again and the later ones count.
 *
 * @throws ConfigurationError naming a zone that IANA does not know.
 */
export async function landTimeZones(
  warehouse: Warehouse,
  zones: readonly string[],
  options: LandingOptions = {},
): Promise<LandingReport[]> {
  const reports: LandingReport[] = []
  for (const zone of new Set(zones)) {
    const offsets = offsetsOf(zone)
    // The rules themselves name the partition: the same rules are the same events.
    const rules = offsets.map(({ from, offset }) => `${from}:${offset}`).join(' ')
    const partition = `${zone} ${hash(rules)}`
    reports.push(
      await landEvents(
        warehouse,
        'time_zones',
        partition,
        () => offsets.map((_, i) => event(zone, offsets, i)),
        options,
      ),
    )
  }
  return reports
}

/** The offsets of a zone as events, for years in which local time can be asked in SQL. */
export function timeZoneEvents(zone: string): Event[] {
  const offsets = offsetsOf(zone)
  return offsets.map((_, i) => event(zone, offsets, i))
}

function offsetsOf(zone: string): ReturnType<typeof transitions> {
  try {
    return transitions(zone, FROM, TO)
  } catch (error) {
    if (!(error instanceof FieldError)) throw error
    throw new ConfigurationError(`"${zone}" is no time zone`, `expected ${error.expected}`)
  }
}

function event(zone: string, offsets: ReturnType<typeof transitions>, i: number): Event {
  const { from, offset } = offsets[i]!
  return {
    contract: 'time_zone_offset',
    zone,
    from_at: new Date(from),
    to_at: new Date(offsets[i + 1]?.from ?? TO),
    offset_s: offset / 1000,
  }
}

/** FNV-1a, 32 bits: tells two sets of rules apart. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value >>> 0).toString(16)
}
