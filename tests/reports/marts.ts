import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import { zonesInUse } from '../../ingest/landing/zones_in_use.ts'
import { project } from '../../models/index.ts'
import { SIMULATOR_FEED, simulate } from '../../samples/simulator/simulate.ts'
import { runProject } from '../../transforms/run/run.ts'
import type { Warehouse } from '../../warehouse/connect.ts'

/** Fills the marts as a start does: the sample operator, small, landed and run through every model. */
export async function fillMarts(warehouse: Warehouse, prefix: string): Promise<void> {
  await createLandingTables(warehouse, landingDatabases(prefix))
  await landEvents(warehouse, SIMULATOR_FEED, 'sample', () => simulate({ subscribers: 800, months: 6 }), { prefix })
  await landTimeZones(warehouse, await zonesInUse(warehouse, landingDatabases(prefix)), { prefix })
  const result = await runProject(project, { warehouse, environment: { prefix } })
  if (result.failure) throw result.failure
}
