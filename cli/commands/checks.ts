import { readRunChecks } from '../../transforms/run/check-results.ts'
import { standingEnvironment } from '../environment.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeNumber } from '../whole-number.ts'
import { failedCheck } from './run.ts'

interface ChecksOptions extends CommonOptions {
  readonly run?: string
  readonly failed?: boolean
}

/** `trunkline checks`: how the checks of a run came out, with rows that failed. */
export async function checks(options: ChecksOptions): Promise<void> {
  const wanted = options.run === undefined ? undefined : wholeNumber('--run', options.run, 1)
  await withSession(options, async (session) => {
    const { warehouse, print } = session
    const found = await readRunChecks(warehouse, await standingEnvironment(session), wanted)
    const shown = options.failed ? found.checks.filter(({ status }) => status !== 'passed') : found.checks
    if (options.json) return print(JSON.stringify({ run: found.run, checks: shown }))
    const rows = shown.map(({ model, check, severity, status, failing }) => ({
      model,
      check,
      severity,
      status,
      failing,
    }))
    if (rows.length > 0) print(renderTable(rows, process.stdout.columns))
    for (const check of shown) if (check.status !== 'passed') print(failedCheck(check))
    const passed = found.checks.filter(({ status }) => status === 'passed').length
    print(`run ${found.run}: ${passed} of ${found.checks.length} checks passed`)
  })
}
