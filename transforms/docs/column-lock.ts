import { existsSync, readFileSync } from 'node:fs'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError, InputError } from '../../warehouse/errors.ts'
import { type BrokenExposure, brokenExposures } from '../project/exposure.ts'
import type { Project } from '../project/project.ts'
import { describeRelation } from '../run/describe.ts'
import { type ColumnChange, columnChanges } from './column-changes.ts'
import type { ColumnTypes } from './reference.ts'

/** A project's columns against those that were agreed on. */
export interface LockComparison {
  /** What the project publishes now, ClickHouse types by model and column. */
  readonly columns: ColumnTypes
  readonly changes: readonly ColumnChange[]
  /** The pages, notebooks and exports that read what is gone or of another type. */
  readonly breaks: readonly BrokenExposure[]
}

/** Columns and types that a project's models publish, by name. Nothing need be built: ClickHouse describes the queries. */
export async function publishedColumns(warehouse: Warehouse, { graph }: Project): Promise<ColumnTypes> {
  const described: [string, Readonly<Record<string, string>>][] = []
  for (const model of graph.models.values()) described.push([model.name, await describeRelation(warehouse, model)])
  return Object.fromEntries(described.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Compares what a project publishes with a lock: `compareLock(project, readLock('columns.json'), await publishedColumns(...))`. */
export function compareLock({ exposures }: Project, locked: ColumnTypes, columns: ColumnTypes): LockComparison {
  return {
    columns,
    changes: columnChanges(locked, columns),
    breaks: brokenExposures(locked, columns, exposures),
  }
}

/**
 * Reads a lock file: JSON of models, each of columns and their types.
 *
 * @throws ConfigurationError where there is none, InputError with file and model where it is something else.
 */
export function readLock(file: string): ColumnTypes {
  if (!existsSync(file)) {
    throw new ConfigurationError(`there is no lock file ${file}`, 'trunkline lock --update writes it; commit it.')
  }
  const wrong = (what: string) => new InputError(`${file}: ${what}`, 'trunkline lock --update writes it anew.')
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw wrong(`not JSON: ${(error as Error).message}`)
  }
  if (!isRecord(content)) throw wrong('not an object of models')
  for (const [model, columns] of Object.entries(content)) {
    if (isRecord(columns) && Object.values(columns).every((type) => typeof type === 'string')) continue
    throw wrong(`${model} is not an object of columns and their types`)
  }
  return content as ColumnTypes
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
