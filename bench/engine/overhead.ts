import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Project } from '../../transforms/project/project.ts'
import { runProject } from '../../transforms/run/run.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { Report } from '../report.ts'
import { fillBase, graphOf, writeProject } from './graph.ts'
import { type Others, runOthers } from './others.ts'

const ROWS = 200_000
const child = join(import.meta.dirname, 'graph-child.ts')

/** What the engine adds to the models' own INSERTs, and what other engines add to the same graph; planning 200 models. */
export async function benchOverhead(
  report: Report,
  warehouse: Warehouse,
  root: string,
  folder: string,
  others: Others,
) {
  for (const statement of fillBase('raw', ROWS)) await warehouse.command(statement)
  const models = graphOf(60)
  const file = writeProject(join(folder, 'graph-60'), root, models)
  const { project } = (await import(file)) as { project: Project }
  const options = { warehouse, environment: { prefix: '' }, concurrency: 1 }
  await runProject(project, options)
  const inside = await timed(warehouse, models.length, async () => {
    const { failure } = await runProject(project, { ...options, force: true })
    if (failure) throw failure
  })
  report.figure(`run of 60 models, serially           ${line(inside)}`)
  const outside = await timed(warehouse, models.length, async () => {
    execFileSync(process.execPath, [child, 'run', warehouse.url, '', file, 'full'])
  })
  report.figure(`the same with process start          ${line(outside)}`)
  report.ratio('overhead_ms_per_model', inside.overhead, '<= 30')
  for (const [name, work] of runOthers(others, warehouse, folder, models)) {
    const other = await timed(warehouse, models.length, work)
    report.figure(`${name} on the same graph               ${line(other)}`)
    report.ratio(`overhead_vs_${name}`, outside.overhead / other.overhead)
  }
  await benchPlan(report, warehouse, root, folder)
}

async function benchPlan(report: Report, warehouse: Warehouse, root: string, folder: string): Promise<void> {
  const environment = { prefix: 'plan__' }
  for (const statement of fillBase('plan__raw', 10)) await warehouse.command(statement)
  const file = writeProject(join(folder, 'graph-200'), root, graphOf(200))
  const { project } = (await import(file)) as { project: Project }
  const { failure } = await runProject(project, { warehouse, environment, concurrency: 2 })
  if (failure) throw failure
  const plan = () => {
    const started = performance.now()
    execFileSync(process.execPath, [child, 'plan', warehouse.url, environment.prefix, file])
    return (performance.now() - started) / 1000
  }
  const current = Math.min(plan(), plan(), plan())
  await warehouse.command('INSERT INTO plan__raw.base (k) VALUES (11)')
  const due = Math.min(plan(), plan(), plan())
  report.figure(
    `plan of 200 models, process included  nothing due ${current.toFixed(2)} s, all due ${due.toFixed(2)} s`,
  )
  report.ratio('plan_200_models_s', Math.max(current, due), '<= 2')
}

interface Overhead {
  readonly wall: number
  readonly inserts: number
  /** Milliseconds a model. */
  readonly overhead: number
}

/** Wall time of work, and what of it the server spent on statements that fill tables from a SELECT. */
async function timed(warehouse: Warehouse, models: number, work: () => Promise<void>): Promise<Overhead> {
  const [since] = await warehouse.rows<{ now: string }>("SELECT toString(now64(6, 'UTC')) AS now")
  const started = performance.now()
  await work()
  const wall = (performance.now() - started) / 1000
  await warehouse.command('SYSTEM FLUSH LOGS')
  const [row] = await warehouse.rows<{ seconds: number; n: string }>(
    `SELECT sum(query_duration_ms) / 1000 AS seconds, count() AS n FROM system.query_log
      WHERE type = 'QueryFinish' AND query_kind IN ('Insert', 'Create') AND query_start_time_microseconds >= toDateTime64({since:String}, 6, 'UTC')
        AND match(query, '(?i)\\\\bselect\\\\b[^;]*\\\\bgroup by\\\\b') AND written_rows > 0`,
    { params: { since: since!.now } },
  )
  if (Number(row!.n) < models) throw new Error(`${row!.n} statements filled tables, ${models} models were to be built`)
  const inserts = Number(row!.seconds)
  return { wall, inserts, overhead: ((wall - inserts) * 1000) / models }
}

function line({ wall, inserts, overhead }: Overhead): string {
  return `${wall.toFixed(2)} s, of which the models' INSERTs ${inserts.toFixed(2)} s: ${overhead.toFixed(1)} ms a model`
}
