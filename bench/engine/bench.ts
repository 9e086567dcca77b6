import { join } from 'node:path'
import { onServer } from '../on-server.ts'
import type { Report } from '../report.ts'
import { benchHourly } from './hourly.ts'
import { benchKills } from './kills.ts'
import { benchOverhead } from './overhead.ts'
import { benchPublishing } from './publishing.ts'
import { benchTypes } from './types.ts'

const root = join(import.meta.dirname, '..', '..')
/** Smaller numbers are for trying it; figures of record are of these. */
const HOURLY_ROWS = Number(process.env.TRUNKLINE_BENCH_ROWS ?? 100_000_000)
const KILLS = Number(process.env.TRUNKLINE_KILLS ?? 50)

/** Parts to run: `TRUNKLINE_BENCH_PARTS=types,overhead,publishing,kills,hourly`; all unless told. */
function wanted(part: string): boolean {
  return process.env.TRUNKLINE_BENCH_PARTS?.split(',').includes(part) ?? true
}

/**
 * The model engine: type checking, planning, what it adds to the models' own statements, hourly runs, publishing, kills. With
 * `TRUNKLINE_BENCH_DBT` and `TRUNKLINE_BENCH_SQLMESH`, Python environments that have them, other engines run the same graph.
 */
export async function bench(report: Report): Promise<void> {
  const others = { dbt: process.env.TRUNKLINE_BENCH_DBT, sqlmesh: process.env.TRUNKLINE_BENCH_SQLMESH }
  await onServer(async ({ warehouse, pid, folder }) => {
    if (wanted('types')) benchTypes(report, root, folder)
    if (wanted('overhead')) await benchOverhead(report, warehouse, root, folder, others)
    if (wanted('publishing')) await benchPublishing(report, warehouse)
    if (wanted('kills')) await benchKills(report, warehouse, root, folder, KILLS)
    if (wanted('hourly')) await benchHourly(report, warehouse, pid, HOURLY_ROWS)
  })
}
