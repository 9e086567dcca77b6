import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { quoteIdentifier } from '../../warehouse/quote.ts'
import { createState } from '../plan/state.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'
import type { CheckResult } from './event.ts'

/** How the checks of one run came out. */
export interface RunChecks {
  readonly run: number
  readonly checks: readonly CheckResult[]
}

/**
 * The checks of a run, published or not, with the failing rows that were kept; of the newest run that checked anything
 * unless told otherwise. InputError when there is no such run: `readRunChecks(warehouse, { prefix: '' }, 17)`.
 */
export async function readRunChecks(warehouse: Warehouse, environment: Environment, run?: number): Promise<RunChecks> {
  await createState(warehouse, environment)
  const database = quoteIdentifier(stateDatabase(environment))
  const asked = run === undefined ? `(SELECT max(run) FROM ${database}.check_result)` : '{run:UInt64}'
  const rows = await warehouse.rows<
    Omit<CheckResult, 'failing' | 'sample'> & { run: string; failing: string; sample: string }
  >(
    `SELECT toString(run) AS run, model, check, severity, status, toString(failing) AS failing, sample, error
       FROM ${database}.check_result WHERE check_result.run = ${asked} ORDER BY model, check`,
    { params: run === undefined ? {} : { run } },
  )
  const first = rows[0]
  if (first === undefined) {
    const what = run === undefined ? 'no run has checked anything yet' : `run ${run} checked nothing, or was never made`
    throw new InputError(what, 'trunkline status names the last run; trunkline run checks what it builds')
  }
  return {
    run: Number(first.run),
    checks: rows.map(({ run: _, failing, sample, ...row }) => ({
      ...row,
      failing: Number(failing),
      sample: JSON.parse(sample) as CheckResult['sample'],
    })),
  }
}
