import { onServer } from '../on-server.ts'
import type { Report } from '../report.ts'
import { benchIngest } from './ingest.ts'
import { benchRating } from './rating.ts'

/** File ingest against ClickHouse reading the file itself; rating against copying the same columns. */
export async function bench(report: Report): Promise<void> {
  await onServer(async ({ warehouse, pid, folder }) => {
    await benchIngest(report, warehouse, pid, folder)
    await benchRating(report, warehouse, pid)
  })
}
