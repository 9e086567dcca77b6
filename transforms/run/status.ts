import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { createState, type Publication, readState } from '../plan/state.ts'
import { type Environment, PRODUCTION, stateDatabase } from '../project/environment.ts'
import type { Project } from '../project/project.ts'
import { splitName } from '../project/relation.ts'
import type { CheckResult } from './event.ts'
import { isLocked } from './lock.ts'
import { KILLED } from './log.ts'

/** A published model and how the build that is shown came out. */
export interface ModelStatus {
  readonly model: string
  readonly kind: 'view' | 'table'
  /** The run that built it, perhaps long before the one that published it last. */
  readonly run: number
  /** When that began, UTC; null where it is not known. */
  readonly builtAt: string | null
  readonly rows: number
  readonly seconds: number
}

/** How a run stands. */
export interface RunStatus {
  readonly run: number
  readonly status: 'running' | 'published' | 'failed' | 'killed'
  /** What was asked for: models, `promote dev_ana__`, `rollback`; '' is everything. */
  readonly selection: string
  readonly startedAt: string
  readonly seconds: number
  readonly error: string
}

/** Published models in order of name; what an environment shows as production has it is told as production's. */
export async function modelStatus(warehouse: Warehouse, environment: Environment): Promise<ModelStatus[]> {
  await createState(warehouse, environment)
  const { prefix, sourcePrefix = prefix } = environment
  const [{ current }, steps, first, production] = await Promise.all([
    readState(warehouse, environment),
    warehouse.rows<{ model: string; run: string; builtAt: string | null; rows: string; seconds: number }>(
      `SELECT model, run, started_at AS builtAt, rows, seconds FROM ${state(environment)}.run_step WHERE status = 'built'`,
    ),
    warehouse.rows<{ model: string; physical: string; run: string }>(
      `SELECT model, physical, min(run) AS run FROM ${state(environment)}.publication GROUP BY model, physical`,
    ),
    sourcePrefix === prefix ? [] : modelStatus(warehouse, { prefix: sourcePrefix }),
  ])
  const built = new Map(steps.map((step) => [`${step.model} ${step.run}`, step]))
  const builders = new Map(first.map(({ model, physical, run }) => [`${model} ${physical}`, Number(run)]))
  const own = [...current.values()].filter(({ physical }) => physical !== PRODUCTION)
  const shown = production.filter(({ model }) => current.get(model)?.physical === PRODUCTION)
  return [...shown, ...own.map(statusOf)].sort((a, b) => a.model.localeCompare(b.model))

  function statusOf({ model, kind, physical, run: published }: Publication): ModelStatus {
    const run = builders.get(`${model} ${physical}`) ?? published
    const { builtAt = null, rows = '0', seconds = 0 } = built.get(`${model} ${run}`) ?? {}
    return { model, kind, run, builtAt, rows: Number(rows), seconds }
  }
}

/** The run with the highest number, whatever became of it; undefined before the first. The state's tables must exist. */
export async function latestRun(warehouse: Warehouse, environment: Environment): Promise<RunStatus | undefined> {
  const run = await newestRun(warehouse, environment)
  if (run?.status !== 'running' || (await isLocked(warehouse, environment))) return run
  return { ...run, status: 'killed', error: KILLED }
}

/** The same as its row says: of one that was killed `running`, until somebody cleans up after it. */
export async function newestRun(warehouse: Warehouse, environment: Environment): Promise<RunStatus | undefined> {
  const rows = await warehouse.rows<RunStatus & { run: string }>(
    `SELECT run, status, selection, started_at AS startedAt, seconds, error
       FROM ${state(environment)}.run FINAL ORDER BY run DESC LIMIT 1`,
  )
  return rows[0] ? { ...rows[0], run: Number(rows[0].run) } : undefined
}

/** What the checks of each build that is shown came to when it was made: of a run that was rolled back, nothing. */
export async function latestChecks(warehouse: Warehouse, environment: Environment): Promise<CheckResult[]> {
  const { current } = await readState(warehouse, environment)
  const shown = [...current.values()].map(({ physical }) => physical).filter((physical) => physical !== PRODUCTION)
  if (shown.length === 0) return []
  const database = state(environment)
  const rows = await warehouse.rows<Omit<CheckResult, 'failing' | 'sample'> & { failing: string; sample: string }>(
    `SELECT model, check, severity, status, failing, sample, error FROM ${database}.check_result
      WHERE (model, run) IN (
        SELECT model, max(run) FROM ${database}.check_result WHERE run IN (
          SELECT min(run) FROM ${database}.publication GROUP BY physical HAVING physical IN (${shown.map(quoteText).join(', ')}))
        GROUP BY model)
      ORDER BY model, check`,
  )
  return (
    rows
      // A reconciliation is of several models.
      .filter(({ model }) => model.includes(', ') || current.has(model))
      .map(({ failing, sample, ...row }) => ({
        ...row,
        failing: Number(failing),
        sample: JSON.parse(sample) as CheckResult['sample'],
      }))
  )
}

/** ClickHouse types of the published models' columns, by model and column. */
export async function publishedTypes(
  warehouse: Warehouse,
  { prefix }: Environment,
  project: Project,
): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const names = [...project.graph.models.keys()]
  const databases = [...new Set(names.map((name) => prefix + splitName(name).database))]
  const rows = await warehouse.rows<{ model: string; name: string; type: string }>(
    `SELECT concat(substring(database, {skip:UInt32}), '.', table) AS model, name, type FROM system.columns
      WHERE database IN {databases:Array(String)} ORDER BY model, position`,
    { params: { databases, skip: prefix.length + 1 } },
  )
  const types: Record<string, Record<string, string>> = {}
  for (const { model, name, type } of rows) types[model] = { ...types[model], [name]: type }
  return types
}

function state(environment: Environment): string {
  return quoteIdentifier(stateDatabase(environment))
}
