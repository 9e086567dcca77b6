import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import type { LandingReport } from '../../../ingest/landing/report.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { mappingRegistry } from '../../../ingest/mappings/registry.ts'
import { reconciliations, models as staging } from '../../../models/staging/index.ts'
import type { Model } from '../../../transforms/project/model.ts'
import type { Reconciliation } from '../../../transforms/project/reconciliation.ts'
import { scratch } from '../../ingest/landing/environment.ts'
import { givenModels } from '../given_events.ts'

/** Files of one feed on their way through the built-in mapping of that name, landing and the models behind it. */
export function sessionFeed(name: string, models: readonly Model[] = [], checks: readonly Reconciliation[] = []) {
  const given = givenModels([...staging, ...models], [...reconciliations, ...checks])
  const files = scratch()
  return {
    ...given,
    files,
    /** Lands a file; files land in the order of the calls. */
    async land(file: string, content: string | Uint8Array): Promise<LandingReport> {
      await createLandingTables(given.warehouse, landingDatabases(given.prefix))
      const feed = { mapping: mappingRegistry().get(name)!, feed: name }
      const [report] = await landFiles(given.warehouse, files.write(file, content), feed, { prefix: given.prefix })
      return report!
    },
  }
}

/** What a test asks of every use that sessions became. */
export const USES = `SELECT event_id, toString(started_at) AS at, served_number AS line, toString(bytes_up) AS up,
  toString(bytes_down) AS down, duration_s AS s FROM staging.usage_event ORDER BY event_id`
