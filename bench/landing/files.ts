import { join } from 'node:path'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landFiles } from '../../ingest/landing/land_files.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { chooseMapping, mappingRegistry } from '../../ingest/mappings/registry.ts'
import { measure } from '../measure.ts'
import { writeFeed } from '../spine/feed.ts'
import type { Bench } from './throughput.ts'

const ROWS = 500_000

/** Records a second and core of files: of this process's CPU time, and of all that was used. */
export async function benchFiles({ report, warehouse, serverPid }: Bench, folder: string): Promise<void> {
  for (const format of ['csv', 'ndjson'] as const) {
    const file = join(folder, `calls.${format}`)
    await writeFeed(file, format, ROWS)
    const prefix = `bench_files_${format}__`
    await createLandingTables(warehouse, landingDatabases(prefix))
    const mapping = await chooseMapping(mappingRegistry(), {
      input: file,
      ...(format === 'csv' ? { contract: 'usage' } : {}),
    })
    const cost = await measure(serverPid, async () => {
      const [landing] = await landFiles(warehouse, file, { mapping }, { prefix })
      if (landing?.events !== ROWS) throw new Error(`${landing?.events} of ${ROWS} rows landed`)
    })
    const ofNode = Math.round(ROWS / cost.nodeCpuSeconds).toLocaleString('en')
    const ofAll = Math.round(ROWS / (cost.nodeCpuSeconds + cost.serverCpuSeconds)).toLocaleString('en')
    report.figure(
      `${format.padEnd(6)} ${ofNode} records a second of Node's CPU time, ${ofAll} of Node's and ClickHouse's`,
    )
  }
}
