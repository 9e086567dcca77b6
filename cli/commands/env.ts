import { columnChangesText } from '../../transforms/docs/column-changes.ts'
import { type EnvironmentDifference, environmentDifferences } from '../../transforms/run/environment-diff.ts'
import { dropEnvironment, listEnvironments, requireEnvironment } from '../../transforms/run/environments.ts'
import { promote as promoteBuilds } from '../../transforms/run/promote.ts'
import { environmentOf } from '../environment.ts'
import { loadProject } from '../project.ts'
import { type CommonOptions, environmentPrefix, withSession } from '../session.ts'
import { lineDiff } from '../terminal/diff.ts'
import { groupDigits, renderTable } from '../terminal/table.ts'
import { failedCheck } from './run.ts'

interface EnvOptions extends Omit<CommonOptions, 'env'> {
  readonly project?: string
  readonly breakLock?: boolean
}

/** `trunkline env list`: environments, what each has of its own, and when it last ran. */
export async function list(options: EnvOptions): Promise<void> {
  await withSession(options, async ({ warehouse, print }) => {
    const found = await listEnvironments(warehouse)
    if (options.json) return print(JSON.stringify(found))
    if (found.length === 0) return print('there is none but production; make one with: trunkline run --env dev_ana')
    const rows = found.map(({ name, own, shown, bytes, lastRun, landed }) => ({
      name,
      own: own.length,
      'as in production': shown,
      MiB: groupDigits(bytes / 1024 / 1024, 1),
      'last run': lastRun ?? '',
      events: landed ? 'its own' : 'production’s',
    }))
    print(renderTable(rows, process.stdout.columns))
  })
}

/** `trunkline env diff <name>`: the models an environment has of its own, beside production's. */
export async function diff(name: string, options: EnvOptions): Promise<void> {
  const project = await loadProject(options.project)
  await withSession({ ...options, env: name }, async (session) => {
    const environment = await environmentOf(session)
    await requireEnvironment(session.warehouse, environment)
    const found = await environmentDifferences(session.warehouse, environment, project)
    if (options.json) return session.print(JSON.stringify(found))
    if (found.length === 0) return session.print(`${name} has nothing that production has not`)
    const colored = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
    for (const each of found) session.print(differenceText(each, colored))
  })
}

function differenceText({ model, columns, sql, rows }: EnvironmentDifference, colored: boolean): string {
  const count = (value: number | undefined) => (value === undefined ? '' : groupDigits(value))
  const change = columnChangesText(columns)
  const lines = [
    ...(rows.after === undefined
      ? []
      : [`rows: ${count(rows.before) || 'none'} in production, ${count(rows.after)} here`]),
    ...(change === '' ? [] : change.split('\n')),
    ...lineDiff(sql.before, sql.after, colored),
  ]
  return [model, ...lines.map((line) => `  ${line}`), ''].join('\n')
}

/** `trunkline env promote <name>`: publishes an environment's own builds in production. */
export async function promote(name: string, options: EnvOptions): Promise<void> {
  const project = await loadProject(options.project)
  await withSession({ ...options, env: name }, async (session) => {
    const environment = await environmentOf(session)
    await requireEnvironment(session.warehouse, environment)
    const result = await promoteBuilds(project, {
      warehouse: session.warehouse,
      environment,
      breakLock: options.breakLock ?? false,
    })
    for (const check of result.checks) if (check.status !== 'passed') session.progress.note(failedCheck(check))
    if (options.json) session.print(JSON.stringify(result))
    else if (result.failure === undefined)
      session.print(`production's run ${result.run} published ${result.models.join(', ')}`)
    if (result.failure) throw result.failure
  })
}

/** `trunkline env drop <name>`: drops an environment with everything in it. */
export async function drop(name: string, options: EnvOptions & { readonly withEvents?: boolean }): Promise<void> {
  await withSession(options, async ({ warehouse, print }) => {
    const dropped = await dropEnvironment(
      warehouse,
      { prefix: environmentPrefix(name) },
      { withEvents: options.withEvents ?? false, breakLock: options.breakLock ?? false },
    )
    print(options.json ? JSON.stringify(dropped) : `dropped ${dropped.join(', ')}`)
  })
}
