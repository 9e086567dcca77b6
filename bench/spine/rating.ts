import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import { zonesInUse } from '../../ingest/landing/zones_in_use.ts'
import { project } from '../../models/index.ts'
import { simulate } from '../../samples/simulator/simulate.ts'
import { readState } from '../../transforms/plan/state.ts'
import { runProject } from '../../transforms/run/run.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { costLine, measure } from '../measure.ts'
import type { Report } from '../report.ts'

/** Lines whose six months hold some five million usage events. */
const LINES = 36_000
const PREFIX = 'bench_rating__'
/** Usage to rated usage: pricing of every event, and what readers see of it. */
const STEPS = ['rating.priced_usage', 'rating.rated_usage']

/** Rating of simulated usage, against INSERT SELECT of the same input columns into the same output columns. */
export async function benchRating(report: Report, warehouse: Warehouse, serverPid: number): Promise<void> {
  const databases = landingDatabases(PREFIX)
  await createLandingTables(warehouse, databases)
  const landing = await measure(serverPid, async () => {
    await landEvents(warehouse, 'simulator', 'bench', () => simulate({ subscribers: LINES }), { prefix: PREFIX })
  })
  await landTimeZones(warehouse, await zonesInUse(warehouse, databases), { prefix: PREFIX })
  const [{ n }] = (await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${databases.raw}.usage`)) as [
    { n: string },
  ]
  const events = Number(n)
  report.figure(costLine('simulated and landed', events, landing))

  const environment = { prefix: PREFIX }
  const parents = await runProject(project, { warehouse, environment, selection: '+rating.priced_usage' })
  if (parents.failure) throw parents.failure
  const rating = await measure(serverPid, async () => {
    const result = await runProject(project, { warehouse, environment, selection: STEPS.join(' '), force: true })
    if (result.failure) throw result.failure
    for (const { model, seconds, rows } of result.steps)
      report.figure(`  ${model}: ${rows.toLocaleString('en')} rows, ${seconds.toFixed(2)} s`)
  })
  const physical = (await readState(warehouse, environment)).current.get('rating.priced_usage')!.physical
  const build = `${PREFIX}trunkline_build`
  await warehouse.command(`CREATE TABLE ${build}.copy AS ${build}.${physical}`)
  const copy = await measure(serverPid, () =>
    warehouse.command(`INSERT INTO ${build}.copy SELECT * FROM ${build}.${physical}`),
  )
  report.figure(costLine('INSERT SELECT of the same columns', events, copy))
  report.figure(costLine('rating, with its checks', events, rating))
  report.ratio('rating_time_vs_insert_select', rating.seconds / copy.seconds)
  report.ratio('rating_cpu_vs_insert_select', rating.serverCpuSeconds / copy.serverCpuSeconds)
}
