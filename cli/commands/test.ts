import type { Project } from '../../transforms/project/project.ts'
import { select } from '../../transforms/project/selection.ts'
import { checkPublished } from '../../transforms/run/check-published.ts'
import { freshnessChecks, readFreshness } from '../../transforms/run/freshness.ts'
import { type ModelTestResult, modelTestText, runModelTest } from '../../transforms/run/model-test.ts'
import { CheckError } from '../../warehouse/errors.ts'
import { standingEnvironment } from '../environment.ts'
import { loadProject } from '../project.ts'
import { withSession } from '../session.ts'
import type { ModelOptions } from './plan.ts'
import { failedCheck } from './run.ts'

/** `trunkline test`: runs the checks on what is published; with `--unit` the project's unit tests instead. */
export async function test(options: ModelOptions & { readonly unit?: boolean }): Promise<void> {
  const project = await loadProject(options.project)
  if (options.unit) return unitTest(project, options)
  await withSession(options, async (session) => {
    const { warehouse, print, progress } = session
    let done = 0
    const environment = await standingEnvironment(session)
    const checked = await checkPublished(project, {
      warehouse,
      environment,
      selection: options.select?.join(' ') ?? '',
      onResult: ({ model }) => progress.update(`checked ${model}`, ++done),
    })
    progress.clear()
    const results = [...checked, ...freshnessChecks(await readFreshness(warehouse, environment, project.graph))]
    const broken = results.filter(({ status }) => status !== 'passed')
    if (options.json) print(JSON.stringify(results))
    else {
      for (const result of broken) print(failedCheck(result))
      print(`${results.length - broken.length} of ${results.length} checks passed`)
    }
    const failed = results.filter(({ status }) => status === 'failed' || status === 'error')
    if (failed.length > 0) throw new CheckError(`${failed.length} checks failed`)
  })
}

async function unitTest({ tests, graph }: Project, options: ModelOptions): Promise<void> {
  const chosen = select(graph, options.select?.join(' ') ?? '')
  await withSession(options, async ({ warehouse, print }) => {
    const results: ModelTestResult[] = []
    for (const each of tests) if (chosen.has(each.model.name)) results.push(await runModelTest(warehouse, each))
    const failed = results.filter(({ status }) => status === 'failed')
    if (options.json) print(JSON.stringify(results))
    else {
      for (const result of results) print(result.status === 'passed' ? passedText(result) : modelTestText(result))
      const sum = (of: 'ms' | 'typesMs') => Math.round(results.reduce((total, result) => total + result[of], 0))
      print(
        `${results.length - failed.length} of ${results.length} unit tests passed in ${sum('ms')} ms; ` +
          `${sum('typesMs')} ms before for the types of what they read`,
      )
    }
    if (failed.length > 0) throw new CheckError(`${failed.length} unit tests failed`)
  })
}

function passedText({ test, model, ms }: ModelTestResult): string {
  return `passed ${ms.toFixed(0).padStart(5)} ms  ${model}: ${test}`
}
