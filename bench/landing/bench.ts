import { benchBroker } from '../kafka/bench-broker.ts'
import { onServer } from '../on-server.ts'
import type { Report } from '../report.ts'
import { benchFiles } from './files.ts'
import { benchGrowth } from './growth.ts'
import { benchThroughput } from './throughput.ts'

/** Landing from a real broker into the embedded ClickHouse. */
export async function bench(report: Report): Promise<void> {
  const broker = await benchBroker()
  try {
    await onServer(async ({ warehouse, pid, folder }) => {
      const place = { report, warehouse, serverPid: pid, brokers: broker.addresses }
      await benchThroughput(place)
      await benchFiles(place, folder)
      await benchGrowth(place)
    })
  } finally {
    await broker.stop()
  }
}
