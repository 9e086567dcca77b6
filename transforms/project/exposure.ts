import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Graph } from './graph.ts'
import type { Model } from './model.ts'

/** Which columns of a model somebody outside reads. */
export interface Reads {
  readonly model: Model
  readonly columns: readonly string[]
}

/** Something outside the project that reads models: a page of a dashboard, a notebook, an export. */
export interface Exposure {
  readonly name: string
  readonly kind: 'dashboard' | 'notebook' | 'export'
  /** The file it is, from the project's root. */
  readonly file: string
  readonly owner?: string
  readonly reads: readonly Reads[]
}

/** Columns of one model that an exposure reads; tsc knows them: `exposes(churnMonthly, 'month', 'churn_rate')`. */
export function exposes<Row, const C extends keyof Row & string>(
  model: Model<string, Row>,
  ...columns: readonly C[]
): Reads {
  return Object.freeze({ model: model as Model, columns })
}

/**
 * Declares who reads what, so that a change can name what it breaks:
 * `exposure('Finance', { kind: 'dashboard', file: 'dashboards/pages/finance.md', reads: [exposes(billMonthly, 'month')] })`.
 */
export function exposure(name: string, parts: Omit<Exposure, 'name'>): Exposure {
  return Object.freeze({ name, ...parts })
}

/** ConfigurationError where two exposures share a name or one reads a model that is not in the project. */
export function requireExposed(graph: Graph, exposures: readonly Exposure[]): void {
  const names = new Set<string>()
  for (const { name, reads } of exposures) {
    if (names.has(name)) throw new ConfigurationError(`two exposures are named '${name}'`, 'Rename one of them.')
    names.add(name)
    const unknown = reads.filter(({ model }) => !graph.models.has(model.name)).map(({ model }) => model.name)
    if (unknown.length > 0) {
      throw new ConfigurationError(`'${name}' reads ${unknown.join(', ')}, which is not in the project`, 'Add it.')
    }
  }
}

/** A column that a page reads and that is gone or of another type. */
export interface BrokenExposure {
  readonly exposure: string
  readonly file: string
  readonly model: string
  readonly column: string
  readonly change: 'model removed' | 'column removed' | 'type changed'
  /** Types before and after; '' where there is none, or it is not known. */
  readonly before: string
  readonly after: string
}

type ColumnTypes = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * The columns exposures read that stood before and stand no more: ClickHouse types by model and column before and after.
 * A type of '' is not known and no change. What did not stand before is not broken now.
 */
export function brokenExposures(
  before: ColumnTypes,
  after: ColumnTypes,
  exposures: readonly Exposure[],
): readonly BrokenExposure[] {
  return exposures.flatMap(({ name, file, reads }) =>
    reads.flatMap(({ model, columns }) =>
      columns.flatMap((column): readonly BrokenExposure[] => {
        const then = before[model.name]?.[column]
        const now = after[model.name]?.[column]
        if (then === undefined) return []
        const change = after[model.name] === undefined ? 'model removed' : changeOf(then, now)
        if (change === undefined) return []
        return [{ exposure: name, file, model: model.name, column, change, before: then, after: now ?? '' }]
      }),
    ),
  )
}

function changeOf(then: string, now: string | undefined): 'column removed' | 'type changed' | undefined {
  if (now === undefined) return 'column removed'
  return now !== then && now !== '' && then !== '' ? 'type changed' : undefined
}

/** `Finance (dashboards/pages/finance.md) reads finance.bill_monthly.net: column removed`. */
export function brokenExposureText({
  exposure: name,
  file,
  model,
  column,
  change,
  before,
  after,
}: BrokenExposure): string {
  const types = change === 'type changed' ? `, ${before} -> ${after}` : ''
  return `${name} (${file}) reads ${model}.${column}: ${change}${types}`
}
