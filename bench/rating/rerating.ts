import { project } from '../../models/index.ts'
import { runProject } from '../../transforms/run/run.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { Report } from '../report.ts'
import { changeRate } from './operator.ts'
import { PREFIX } from './pricing.ts'

const SINCE = '2026-03-22'

/** The rate of one prefix changes from a day on: rows written against rows of the days that it touches. */
export async function benchRerating(report: Report, warehouse: Warehouse): Promise<void> {
  await changeRate(warehouse, PREFIX, SINCE)
  const [since] = await warehouse.rows<{ now: string }>("SELECT toString(now64(6, 'UTC')) AS now")
  const result = await runProject(project, {
    warehouse,
    environment: { prefix: PREFIX },
    selection: '+rating.priced_usage',
  })
  if (result.failure) throw result.failure
  const { made } = result.steps.find(({ model }) => model === 'rating.priced_usage')!.intervals!
  await warehouse.command('SYSTEM FLUSH LOGS')
  const [written] = await warehouse.rows<{ rows: string }>(
    `SELECT sum(written_rows) AS rows FROM system.query_log WHERE type = 'QueryFinish' AND query_kind = 'Insert'
       AND query LIKE '%priced_usage%' AND has(databases, '${PREFIX}trunkline_build')
       AND query_start_time_microseconds >= toDateTime64({since:String}, 6, 'UTC')`,
    { params: { since: since!.now } },
  )
  const [held] = await warehouse.rows<{ rows: string }>(
    `SELECT count() AS rows FROM ${PREFIX}rating.rated_usage WHERE started_at >= toDateTime64('${SINCE} 00:00:00', 3, 'UTC')`,
  )
  report.figure(`days rated again ${made.length} of 90; rows in them ${held!.rows}, written ${written!.rows}`)
  report.ratio('rerated_vs_touched', Number(written!.rows) / Number(held!.rows), '<= 1.2')
}
