import type { Warehouse } from '../../warehouse/connect.ts'
import type { InputError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'
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

/** A run whose row still says `running` while nobody holds the lock did not come to its end: see `logKilled`. */
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

/** What is said of a run that did not come to its end. */
export const KILLED = 'its process was killed, stopped, or lost the server'

/** Says of the runs before this one that have not told how they ended that they were killed: who holds the lock knows. */
export async function logKilled(warehouse: Warehouse, environment: Environment, before: number): Promise<void> {
  const runs = `${quoteIdentifier(stateDatabase(environment))}.run`
  await warehouse.command(
    `INSERT INTO ${runs} (run, status, selection, started_at, error)
     SELECT run, 'killed', selection, started_at, ${quoteText(KILLED)} FROM ${runs} FINAL
      WHERE status = 'running' AND run < ${before}`,
  )
}

/** Whether there is a run that has not told how it ended: one that is under way, or was killed. */
export async function anyRunning(warehouse: Warehouse, environment: Environment): Promise<boolean> {
  const runs = `${quoteIdentifier(stateDatabase(environment))}.run`
  const [row] = await warehouse.rows<{ any: boolean }>(
    `SELECT toBool(countIf(status = 'running') > 0) AS any FROM ${runs} FINAL`,
  )
  return row!.any
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
