import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../warehouse/connect.ts'
import { startLocalServer } from '../../warehouse/local/start.ts'
import { benchBroker } from '../kafka/bench-broker.ts'
import type { Report } from '../report.ts'
import { benchFiles } from './files.ts'
import { benchGrowth } from './growth.ts'
import { benchThroughput } from './throughput.ts'

/** Landing from a real broker into the embedded ClickHouse. */
export async function bench(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'))
  const server = await startLocalServer({ dir: join(folder, 'clickhouse') })
  const warehouse = connect({ url: server.url })
  const broker = await benchBroker()
  try {
    const place = { report, warehouse, serverPid: server.pid, brokers: broker.addresses }
    await benchThroughput(place)
    await benchFiles(place, folder)
    await benchGrowth(place)
  } finally {
    await broker.stop()
    await warehouse.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
