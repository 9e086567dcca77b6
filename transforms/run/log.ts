import type { Warehouse } from '../../warehouse/connect.ts'
import type { InputError } from '../../warehouse/errors.ts'
import type { Environment } from '../project/environment.ts'
import { append } from './append.ts'
import type { CheckResult, StepResult } from './event.ts'

interface RunStart {
  readonly run: number
  readonly selection: string
  readonly startedAt: number
}

interface RunEnd extends RunStart {
  readonly seconds: number
  readonly built: readonly StepResult[]
  readonly checks: readonly CheckResult[]
  readonly failure: InputError | undefined
}

/** A run whose row still says `running` while nobody holds the lock was killed. */
export async function logStart(warehouse: Warehouse, environment: Environment, start: RunStart): Promise<void> {
  await append(warehouse, environment, 'run', [
    { run: start.run, status: 'running', selection: start.selection, started_at: iso(start.startedAt) },
  ])
}

/** Writes the run, its steps and its checks, each in one statement. */
export async function logEnd(warehouse: Warehouse, environment: Environment, end: RunEnd): Promise<void> {
  const { run, selection, startedAt, seconds, built, checks, failure } = end
  await Promise.all([
    append(
      warehouse,
      environment,
      'run_step',
      built.map(({ startedAt: started, intervals: _, takenOver: __, ...step }) => ({
        run,
        ...step,
        started_at: started ? iso(started) : null,
      })),
    ),
    append(
      warehouse,
      environment,
      'check_result',
      checks.map((check) => ({ run, ...check, sample: JSON.stringify(check.sample) })),
    ),
  ])
  await append(warehouse, environment, 'run', [
    {
      run,
      status: failure === undefined ? 'published' : 'failed',
      selection,
      built: built.filter(({ status, takenOver }) => status === 'built' && takenOver === undefined).length,
      started_at: iso(startedAt),
      finished_at: iso(startedAt + seconds * 1000),
      seconds,
      error: failure?.message ?? '',
    },
  ])
}

/** Says of a run that its process died; what is known of it else is left out. */
export async function logKilled(warehouse: Warehouse, environment: Environment, run: number): Promise<void> {
  const error = 'its process was killed'
  await append(warehouse, environment, 'run', [{ run, status: 'killed', started_at: iso(Date.now()), error }])
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
