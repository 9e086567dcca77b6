import { landingDatabases } from '../ingest/landing/databases.ts'
import { landEvents } from '../ingest/landing/land_events.ts'
import type { LandingEvent, LandingOptions, LandingReport } from '../ingest/landing/report.ts'
import { createLandingTables } from '../ingest/landing/tables.ts'
import { landTimeZones } from '../ingest/landing/time_zones.ts'
import { zonesInUse } from '../ingest/landing/zones_in_use.ts'
import { sampleCatalogues } from '../samples/mappings/index.ts'
import type { Session } from './session.ts'
import type { Progress } from './terminal/progress.ts'

/** Landing options of a session, with progress. */
export function landingOptions({ prefix, progress }: Session, batchRows?: number): LandingOptions {
  return { prefix, ...(batchRows ? { batchRows } : {}), onEvent: showLanding(progress) }
}

/** Makes sure that everything landing writes to is there. */
export async function prepareLanding({ warehouse, prefix }: Session): Promise<void> {
  await createLandingTables(warehouse, landingDatabases(prefix))
}

/** Reference data that follows from what has landed: the offsets of the zones that accounts live in. */
export async function landReferences(session: Session): Promise<void> {
  const zones = await zonesInUse(session.warehouse, landingDatabases(session.prefix))
  await landTimeZones(session.warehouse, zones, { prefix: session.prefix })
}

/** The prices a known layout needs, landed beside it under the same feed. */
export async function landSampleCatalogue(
  session: Session,
  mapping: string,
  feed: string,
): Promise<LandingReport | undefined> {
  const catalogue = sampleCatalogues.get(mapping)
  if (catalogue === undefined) return undefined
  return landEvents(session.warehouse, feed, `catalogue of ${mapping}`, () => catalogue, { prefix: session.prefix })
}

function showLanding(progress: Progress): (event: LandingEvent) => void {
  return (event) => {
    switch (event.is) {
      case 'progress': {
        const rate = Math.round(event.events / Math.max(event.seconds, 0.001)).toLocaleString('en')
        const refused = event.quarantined > 0 ? `, ${event.quarantined.toLocaleString('en')} refused` : ''
        return progress.update(`${event.file}: events landed (${rate}/s${refused})`, event.events)
      }
      case 'recovering':
        return progress.note(
          `${event.file}: an earlier run was interrupted; ${event.events.toLocaleString('en')} events of its last batches stand and are kept`,
        )
      case 'waiting':
        return progress.note(`${event.reason}; trying again in ${event.seconds.toFixed(0)} s`)
      case 'notice':
        return progress.note(event.message)
    }
  }
}
