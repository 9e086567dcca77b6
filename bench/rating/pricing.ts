import { project } from '../../models/index.ts'
import { readState } from '../../transforms/plan/state.ts'
import { runProject } from '../../transforms/run/run.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { costLine, measure } from '../measure.ts'
import type { Report } from '../report.ts'
import { landCalls, landOperator } from './operator.ts'

/** Databases of the operator that is rated. */
export const PREFIX = 'bench_rating__'
const environment = { prefix: PREFIX }

export interface PricingCost {
  /** Seconds. */
  readonly copy: number
  /** With what allowances cover as well. */
  readonly copyWithAllowances: number
  readonly pricing: number
  readonly withAllowances: number
  readonly peakMb: number
}

/** Prices calls into rating.priced_usage, then takes allowances; against INSERT SELECT of the same columns in and out. */
export async function benchPricing(
  report: Report,
  warehouse: Warehouse,
  serverPid: number,
  events: number,
): Promise<PricingCost> {
  await landOperator(warehouse, PREFIX, true)
  await landCalls(warehouse, PREFIX, events)
  const run = async (selection: string) => {
    const result = await runProject(project, { warehouse, environment, selection, force: true })
    if (result.failure) throw result.failure
    return result.steps
  }
  const parents = await runProject(project, { warehouse, environment, selection: '+rating.rated_usage' })
  if (parents.failure) throw parents.failure
  const pricing = await measure(serverPid, async () => void (await run('rating.priced_usage')))
  report.figure(costLine('rating.priced_usage', events, pricing))
  const steps: string[] = []
  const allowances = await measure(serverPid, async () => {
    for (const { model, seconds, rows } of await run(ALLOWANCES))
      if (seconds > 0.5) steps.push(`  ${model}: ${rows.toLocaleString('en')} rows, ${seconds.toFixed(2)} s`)
  })
  report.figure(costLine('allowances of what was priced', events, allowances))
  for (const step of steps) report.figure(step)

  const { current } = await readState(warehouse, environment)
  const copies = async (label: string, model: string, read?: string) => {
    const built = `${PREFIX}trunkline_build.${current.get(model)!.physical}`
    await warehouse.command(`CREATE TABLE ${PREFIX}trunkline_build.copy AS ${built}`)
    const cost = await measure(serverPid, async () => {
      if (read) await warehouse.command(read)
      await warehouse.command(`INSERT INTO ${PREFIX}trunkline_build.copy SELECT * FROM ${built}`)
    })
    report.figure(costLine(label, events, cost))
    await warehouse.command(`DROP TABLE ${PREFIX}trunkline_build.copy`)
    return cost.seconds
  }
  // What pricing reads, and what it writes; with allowances what they write too: both are what rated usage is read from.
  const read = `SELECT ${READ.join(', ')} FROM ${PREFIX}staging.usage_event FORMAT Null`
  const copy = await copies('the same columns read and copied', 'rating.priced_usage', read)
  const coveredCopy = await copies('what allowances cover, copied', 'rating.covered_usage')
  return {
    copy,
    copyWithAllowances: copy + coveredCopy,
    pricing: pricing.seconds,
    withAllowances: pricing.seconds + allowances.seconds,
    peakMb: Math.max(pricing.serverPeakMb, allowances.serverPeakMb),
  }
}

/** What models/rating/measured_usage.ts reads of an event. */
const READ = [
  'event_id',
  'service',
  'direction',
  'answered',
  'started_at',
  'subscription_id',
  'served_number',
  'imsi',
  'other_party',
  'other_network',
  'visited_network',
  'roaming',
  'service_name',
  'duration_s',
  'messages',
  'bytes_up',
  'bytes_down',
  'stated_amount',
  'stated_currency',
]

/** Everything between priced usage and what allowances leave to be paid of it. */
const ALLOWANCES = [
  'rating.allowance_grant',
  'rating.allowance_pool',
  'rating.unit_coverage',
  'rating.unit_covered_usage',
  'rating.money_coverage',
  'rating.covered_usage',
].join(' ')
