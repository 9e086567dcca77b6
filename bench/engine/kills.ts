import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { journalledTables } from '../../transforms/plan/model-intervals.ts'
import { readState } from '../../transforms/plan/state.ts'
import type { Project } from '../../transforms/project/project.ts'
import { neededBuilds } from '../../transforms/run/needed-builds.ts'
import { runProject } from '../../transforms/run/run.ts'
import { sparesOf } from '../../transforms/run/spare.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { Report } from '../report.ts'
import { fillBase, graphOf, writeProject } from './graph.ts'

const MODELS = 18
const ROWS = 20_000

/** Runs that are killed at random moments; then one run, and everything compared with a build from nothing. */
export async function benchKills(
  report: Report,
  warehouse: Warehouse,
  root: string,
  folder: string,
  kills: number,
): Promise<void> {
  const file = writeProject(join(folder, 'graph-kills'), root, graphOf(MODELS))
  const { project } = (await import(file)) as { project: Project }
  const environment = { prefix: 'kill__' }
  for (const statement of fillBase('kill__raw', ROWS)) await warehouse.command(statement)
  const child = () =>
    spawn(
      process.execPath,
      [join(import.meta.dirname, 'graph-child.ts'), 'run', warehouse.url, 'kill__', file, 'full'],
      { stdio: 'ignore' },
    )
  const started = performance.now()
  await once(child(), 'exit')
  const typical = performance.now() - started
  let died = 0
  for (let kill = 0; kill < kills; kill++) {
    await warehouse.command(`INSERT INTO kill__raw.base SELECT ${ROWS} + ${kill}, ${Array(16).fill('1').join(', ')}`)
    const run = child()
    const ended = once(run, 'exit')
    await Promise.race([ended, sleep(typical * (0.25 + 0.8 * Math.random()))])
    run.kill('SIGKILL')
    const [, signal] = await ended
    if (signal === 'SIGKILL') died++
  }
  const { failure } = await runProject(project, { warehouse, environment })
  if (failure) throw failure
  const fresh = { prefix: 'fresh__', sourcePrefix: 'kill__' }
  const other = await runProject(project, { warehouse, environment: fresh, force: true })
  if (other.failure) throw other.failure
  let wrong = 0
  for (const name of project.graph.models.keys()) {
    const sums = ['kill__', 'fresh__'].map((prefix) =>
      warehouse.rows<{ sum: string }>(
        `SELECT concat(toString(count()), ' ', toString(sum(cityHash64(*)))) AS sum FROM ${prefix}${name}`,
      ),
    )
    const [a, b] = await Promise.all(sums)
    if (a![0]!.sum !== b![0]!.sum) wrong++
  }
  const needed = await neededBuilds(warehouse, environment, await readState(warehouse, environment))
  const builds = await warehouse.rows<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = 'kill__trunkline_build'",
  )
  // Kept on purpose are builds that somebody may read, and a spare of each definition that the next build is made of.
  const spares = sparesOf(
    builds.map(({ name }) => name),
    await journalledTables(warehouse, environment),
    needed,
  )
  const orphans = builds.filter(({ name }) => !needed.has(name) && !spares.has(name)).length
  report.figure(
    `${kills} runs, ${died} of them killed         ${wrong} of ${MODELS} models wrong, ${orphans} tables orphaned`,
  )
  report.ratio('wrong_after_kills', wrong, '<= 0')
  report.ratio('orphans_after_kills', orphans, '<= 0')
}
