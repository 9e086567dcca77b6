import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landFiles } from '../../ingest/landing/land_files.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { chooseMapping, mappingRegistry } from '../../ingest/mappings/registry.ts'
import { cdrFile, moCall } from '../../tests/ingest/codecs/threegpp/cdr-files.ts'
import { measure } from '../measure.ts'
import { writeFeed } from '../spine/feed.ts'
import type { Bench } from './throughput.ts'

const ROWS = 500_000
const CALL_RECORDS = 200_000

/** Records a second and core of files: of this process's CPU time, and of all that was used. */
export async function benchFiles({ report, warehouse, serverPid }: Bench, folder: string): Promise<void> {
  for (const format of ['csv', 'ndjson', 'ber'] as const) {
    const file = join(folder, `calls.${format}`)
    const records = format === 'ber' ? CALL_RECORDS : ROWS
    if (format === 'ber') writeCallRecords(file)
    else await writeFeed(file, format, ROWS)
    const prefix = `bench_files_${format}__`
    await createLandingTables(warehouse, landingDatabases(prefix))
    const mapping = await chooseMapping(mappingRegistry(), {
      input: file,
      ...(format === 'csv' ? { contract: 'usage' } : format === 'ber' ? { mapping: 'threegpp_cdr' } : {}),
    })
    const cost = await measure(serverPid, async () => {
      const [landing] = await landFiles(warehouse, file, { mapping }, { prefix })
      if (landing?.landed.usage !== records) throw new Error(`${landing?.landed.usage} of ${records} rows landed`)
    })
    const ofNode = Math.round(records / cost.nodeCpuSeconds).toLocaleString('en')
    const ofAll = Math.round(records / (cost.nodeCpuSeconds + cost.serverCpuSeconds)).toLocaleString('en')
    report.figure(
      `${format.padEnd(6)} ${ofNode} records a second of Node's CPU time, ${ofAll} of Node's and ClickHouse's`,
    )
  }
}

/** A CDR file of TS 32.297 with mobile originated calls of TS 32.298 in BER. */
function writeCallRecords(file: string): void {
  writeFileSync(file, cdrFile(Array.from({ length: CALL_RECORDS }, (_, i) => moCall({ 25: i % 3600 }))))
}
