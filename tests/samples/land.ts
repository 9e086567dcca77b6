import { join } from 'node:path'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landFiles } from '../../ingest/landing/land_files.ts'
import type { LandingReport } from '../../ingest/landing/report.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import type { Mapping } from '../../ingest/mapping.ts'
import { sharedData } from '../shared-data.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

type Row = Readonly<Record<string, string | number | null | readonly string[]>>

/** Lands files of the real data sets into databases of the calling test file's own, and asks them. */
export function sampleLanding() {
  const warehouse = testWarehouse()
  const prefix = uniquePrefix()
  const databases = landingDatabases(prefix)
  return {
    warehouse,
    prefix,
    databases,
    prepare: () => createLandingTables(warehouse, databases),
    /** One file under its built-in mapping. */
    async land(mapping: Mapping<never>, ...path: string[]): Promise<LandingReport> {
      const loaded = { mapping, file: mapping.name, hash: 'built in' }
      const [report] = await landFiles(warehouse, join(sharedData, ...path), { mapping: loaded }, { prefix })
      if (!report) throw new Error(`nothing landed of ${path.join('/')}`)
      return report
    },
    /** Rows of a query; `raw.` and `quarantine.` stand for this test's own databases. */
    ask(sql: string): Promise<Row[]> {
      return warehouse.rows<Row>(
        sql.replaceAll(/\braw\./g, `${databases.raw}.`).replaceAll(/\bquarantine\./g, `${databases.quarantine}.`),
      )
    },
  }
}
