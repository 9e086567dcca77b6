import type { Event } from '../../ingest/contracts/index.ts'
import type { Random } from './random.ts'

type UsageEvent = Extract<Event, { contract: 'usage' }>

/**
 * A damaged copy of a good event under an id of its own, which landing must reject: a negative duration, an instant
 * without a zone, no line at all, or an IMSI that is none. The good event itself stays as it is.
 */
export function broken(random: Random, event: UsageEvent): Event {
  const copy = { ...event, event_id: `${event.event_id}-broken` }
  switch (random.below(4)) {
    case 0:
      return { ...copy, duration_s: -5 }
    case 1:
      return { ...copy, started_at: '2026-02-30 10:00' }
    case 2:
      return { ...copy, subscription_id: undefined, served_number: undefined, imsi: undefined }
    default:
      return { ...copy, imsi: 'unknown' }
  }
}
