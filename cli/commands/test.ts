import { checkPublished } from '../../transforms/run/check-published.ts'
import { CheckError } from '../../warehouse/errors.ts'
import { environmentOf } from '../environment.ts'
import { loadProject } from '../project.ts'
import { withSession } from '../session.ts'
import type { ModelOptions } from './plan.ts'
import { failedCheck } from './run.ts'

/** `trunkline test`: runs the checks on what is published. */
export async function test(options: ModelOptions): Promise<void> {
  const project = await loadProject(options.project)
  await withSession(options, async (session) => {
    const { warehouse, print, progress } = session
    let done = 0
    const results = await checkPublished(project, {
      warehouse,
      environment: await environmentOf(session),
      selection: options.select?.join(' ') ?? '',
      onResult: ({ model }) => progress.update(`checked ${model}`, ++done),
    })
    progress.clear()
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
