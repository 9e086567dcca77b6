import { columnLineage } from '../../transforms/docs/lineage.ts'
import { compileModel } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { brokenExposures, brokenExposureText } from '../../transforms/project/exposure.ts'
import { loadSeeds } from '../../transforms/run/load-seeds.ts'
import { planProject } from '../../transforms/run/run.ts'
import { publishedTypes } from '../../transforms/run/status.ts'
import { environmentOf } from '../environment.ts'
import { loadProject } from '../project.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

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
    const result = await planProject(project, {
      warehouse,
      environment,
      selection: options.select?.join(' ') ?? '',
      force: options.full ?? false,
    })
    const columns = [...project.graph.models.values()].map(
      (model) =>
        [model.name, Object.fromEntries([...columnLineage(model).keys()].map((column) => [column, '']))] as const,
    )
    const before = await publishedTypes(warehouse, environment, project)
    const broken = brokenExposures(before, Object.fromEntries(columns), project.exposures)
    const sqlOf = (name: string) => compileModel(project.graph.models.get(name)!, published(environment)).sql
    if (options.json) {
      const steps = result.steps.map((step) =>
        options.sql && step.status !== 'removed' ? { ...step, sql: sqlOf(step.model) } : step,
      )
      return print(JSON.stringify({ ...result, steps, broken }))
    }
    const due = result.steps.filter(({ status }) => status !== 'current')
    if (due.length > 0)
      print(
        renderTable(
          due.map(({ model, status, reason }) => ({ model, status, reason })),
          process.stdout.columns,
        ),
      )
    const current = result.steps.length - due.length
    print(`${due.length} of ${result.steps.length} models are due${current > 0 ? `, ${current} are current` : ''}`)
    for (const each of broken) print(`breaks ${brokenExposureText(each)}`)
    if (result.unfinished) print('an earlier run was killed while publishing: the next run completes that first')
    if (options.sql) for (const { model } of due) print(`\n-- ${model}\n${sqlOf(model)}`)
  })
}
