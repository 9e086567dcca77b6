import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../warehouse/connect.ts'
import { startLocalServer } from '../../warehouse/local/start.ts'
import type { Report } from '../report.ts'
import { benchIngest } from './ingest.ts'
import { benchRating } from './rating.ts'

/** File ingest against ClickHouse reading the file itself; rating against copying the same columns. */
export async function bench(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'))
  const server = await startLocalServer({ dir: join(folder, 'clickhouse') })
  const warehouse = connect({ url: server.url })
  try {
    await benchIngest(report, warehouse, server.pid, folder)
    await benchRating(report, warehouse, server.pid)
  } finally {
    await warehouse.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
