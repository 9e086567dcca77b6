import { columnChangesText } from '../../transforms/docs/column-changes.ts'
import type { PlanStep } from '../../transforms/plan/plan.ts'
import { compileModel } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { brokenExposureText } from '../../transforms/project/exposure.ts'
import { loadSeeds } from '../../transforms/run/load-seeds.ts'
import type { PlanDetail } from '../../transforms/run/plan-details.ts'
import { explainPlan } from '../../transforms/run/run.ts'
import type { Size } from '../../transforms/run/sizes.ts'
import { environmentOf } from '../environment.ts'
import { loadProject } from '../project.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { lineDiff } from '../terminal/diff.ts'
import { intervalsText } from '../terminal/intervals.ts'
import { groupDigits, renderTable } from '../terminal/table.ts'

export interface ModelOptions extends CommonOptions {
  readonly select?: readonly string[]
  readonly full?: boolean
  readonly project?: string
}

/** `trunkline plan`: what a run would build, and why. */
export async function plan(options: ModelOptions & { readonly sql?: boolean }): Promise<void> {
  const project = await loadProject(options.project)
  await withSession(options, async (session) => {
    const { warehouse, print } = session
    const environment = await environmentOf(session)
    await loadSeeds(warehouse, environment, project.graph)
    const { plan: result, details } = await explainPlan(project, {
      warehouse,
      environment,
      selection: options.select?.join(' ') ?? '',
      force: options.full ?? false,
    })
    const sqlOf = (name: string) => compileModel(project.graph.models.get(name)!, published(environment)).sql
    const byModel = new Map(details.map((detail) => [detail.model, detail]))
    if (options.json) {
      const steps = result.steps.map((step) => ({
        ...step,
        ...byModel.get(step.model),
        ...(options.sql && step.status !== 'removed' ? { select: sqlOf(step.model) } : {}),
      }))
      return print(JSON.stringify({ ...result, steps }))
    }
    const due = result.steps.filter(({ status }) => status !== 'current')
    if (due.length > 0)
      print(
        renderTable(
          due.map((step) => row(step, byModel.get(step.model)!)),
          process.stdout.columns,
        ),
      )
    const current = result.steps.length - due.length
    print(`${due.length} of ${result.steps.length} models are due${current > 0 ? `, ${current} are current` : ''}`)
    const colored = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
    for (const detail of details) for (const line of detailLines(detail, colored)) print(line)
    if (result.unfinished) print('an earlier run was killed while publishing: the next run completes that first')
    if (options.sql) for (const { model } of due) print(`\n-- ${model}\n${sqlOf(model)}`)
  })
}

function row({ model, status, reason }: PlanStep, { reads, writes }: PlanDetail) {
  return { model, status, 'reads at most': sizeText(reads), 'writes about': sizeText(writes), reason }
}

function sizeText(size: Size | undefined): string {
  if (size === undefined) return ''
  return `${groupDigits(size.rows)} rows, ${bytesText(size.bytes)}`
}

function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}

/** What a step's line does not say: intervals, how its SQL and its columns change, and who reads what goes. */
function detailLines({ model, sql, columns, readers, breaks, intervals }: PlanDetail, colored: boolean): string[] {
  const stood = columns.filter(({ column }) => column !== '')
  const lines = [
    ...intervalsText(intervals?.due ?? []),
    ...(intervals !== undefined && intervals.kept.length > 0
      ? [`${intervals.kept.length} intervals stay as they are`]
      : []),
    ...(intervals?.dependsOn.length ? [`and what becomes due by ${intervals.dependsOn.join(', ')}`] : []),
    ...(sql === undefined
      ? []
      : sql.before === ''
        ? ['its SQL before is not known']
        : lineDiff(sql.before, sql.after, colored)),
    ...columnChangesText(stood)
      .split('\n')
      .filter((line) => line !== ''),
    ...readers.map((reader) => `is read by ${reader.model}: ${reader.columns.join(', ')}`),
    ...breaks.map((each) => `breaks ${brokenExposureText(each)}`),
  ]
  return lines.length > 0 ? ['', model, ...lines.map((line) => `  ${line}`)] : []
}
