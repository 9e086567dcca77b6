import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier } from '../../warehouse/quote.ts'
import { createState, readState } from '../plan/state.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'
import type { Project } from '../project/project.ts'
import { splitName } from '../project/relation.ts'
import type { CheckResult } from './event.ts'

/** A published model and how its newest build came out. */
export interface ModelStatus {
  readonly model: string
  readonly kind: 'view' | 'table'
  readonly run: number
  readonly rows: number
  readonly seconds: number
}

/** The newest run. `running` while nobody holds the lock means that it was killed. */
export interface RunStatus {
  readonly run: number
  readonly status: string
  readonly startedAt: string
  readonly seconds: number
  readonly error: string
}

/** Published models in order of name. */
export async function modelStatus(warehouse: Warehouse, environment: Environment): Promise<ModelStatus[]> {
  await createState(warehouse, environment)
  const [{ current }, steps] = await Promise.all([
    readState(warehouse, environment),
    warehouse.rows<{ model: string; run: string; rows: string; seconds: number }>(
      `SELECT model, run, rows, seconds FROM ${state(environment)}.run_step WHERE status = 'built'`,
    ),
  ])
  const built = new Map(steps.map((step) => [`${step.model} ${step.run}`, step]))
  return [...current.values()]
    .map(({ model, kind, run }) => {
      const step = built.get(`${model} ${run}`)
      return { model, kind, run, rows: Number(step?.rows ?? 0), seconds: step?.seconds ?? 0 }
    })
    .sort((a, b) => a.model.localeCompare(b.model))
}

/** The run with the highest number, whatever became of it; undefined before the first. The state's tables must exist. */
export async function latestRun(warehouse: Warehouse, environment: Environment): Promise<RunStatus | undefined> {
  const rows = await warehouse.rows<RunStatus & { run: string }>(
    `SELECT run, status, started_at AS startedAt, seconds, error FROM ${state(environment)}.run FINAL ORDER BY run DESC LIMIT 1`,
  )
  return rows[0] ? { ...rows[0], run: Number(rows[0].run) } : undefined
}

/** The newest result of each check of what is published now. */
export async function latestChecks(warehouse: Warehouse, environment: Environment): Promise<CheckResult[]> {
  const rows = await warehouse.rows<{ model: string; check: string; last: (string | number)[] }>(
    `SELECT model, check, argMax((severity, status, toString(failing), sample, error), run) AS last
       FROM ${state(environment)}.check_result
      WHERE run IN (SELECT run FROM ${state(environment)}.publication_done) GROUP BY model, check ORDER BY model, check`,
  )
  return rows.map(({ model, check, last: [severity, status, failing, sample, error] }) => ({
    model,
    check,
    severity: severity as CheckResult['severity'],
    status: status as CheckResult['status'],
    failing: Number(failing),
    sample: JSON.parse(String(sample)) as CheckResult['sample'],
    error: String(error),
  }))
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
