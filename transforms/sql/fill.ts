import { type Expression, sql } from 'kysely'
import type { Decimal, Float, Int, Long } from '../../warehouse/columns.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { clause } from './clause.ts'
import type { Query } from './query.ts'

/** A span of time: `1 day`, `15 minute`. */
export type Span = `${number} ${'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'}`

/** Columns that can be filled: days, instants and numbers that are never NULL. */
type FillableColumn<O> = {
  [K in keyof O & string]: null extends O[K]
    ? never
    : O[K] extends { readonly '~sql'?: infer Tag }
      ? Fillable<Tag, K>
      : never
}[keyof O & string]
type Fillable<Tag, K> = [Exclude<Tag, undefined>] extends [
  'Date' | 'DateTime' | 'Int' | 'Long' | readonly ['Decimal', number],
]
  ? K
  : never

type StepOf<T> = T extends Int | Long | Float | Decimal ? number : Span

export interface Fill<T, Column extends string> {
  /** First value that must be there, a constant; without it the first of the data. */
  readonly from?: Expression<T>
  /** Where it ends, a constant, not itself filled; without it the last of the data. */
  readonly to?: Expression<T>
  /** From one value to the next: a number, or a span such as `1 day`. */
  readonly step: StepOf<T>
  /** Columns of a filled row that repeat the row before; the others have their type's default (0, '', NULL). */
  readonly carry?: readonly Column[]
}

/**
 * Sorts by a column and adds rows for the values it lacks:
 * `.$call(withFill('day', { from: ch.day('2026-01-01'), to: ch.day('2026-02-01'), step: '1 day', carry: ['balance'] }))` ->
 * `ORDER BY day WITH FILL FROM ... TO ... STEP INTERVAL 1 DAY INTERPOLATE (balance)`. It comes after other orders: gaps are
 * filled within the values of the columns ordered by before.
 *
 * @throws ConfigurationError for a step that is not above 0.
 */
export function withFill<DB, TB extends keyof DB, O, const K extends FillableColumn<O>>(
  column: K,
  { from, to, step, carry = [] }: Fill<NonNullable<O[K]>, keyof O & string>,
): (query: Query<DB, TB, O>) => Query<DB, TB, O> {
  const parts = [
    sql`${sql.id(column)} with fill`,
    ...(from === undefined ? [] : [sql`from ${from}`]),
    ...(to === undefined ? [] : [sql`to ${to}`]),
    sql`step ${stepOf(step)}`,
  ]
  const kept = carry.map((name) => sql.id(name))
  return (query) => {
    const sorted = query.orderBy(sql.join(parts, sql.raw(' '))) as typeof query
    return carry.length === 0 ? sorted : sorted.modifyEnd(clause('interpolate', sql`interpolate (${sql.join(kept)})`))
  }
}

function stepOf(step: number | Span): Expression<unknown> {
  const match =
    typeof step === 'number' ? undefined : /^(\d+) (second|minute|hour|day|week|month|quarter|year)$/.exec(step)
  const count = typeof step === 'number' ? step : Number(match?.[1] ?? Number.NaN)
  if (!(Number.isFinite(count) && count > 0)) {
    throw new ConfigurationError(`${step} is no step from one value to the next`, "Write 1, or a span: '1 day'.")
  }
  return match ? sql`interval ${sql.lit(count)} ${sql.raw(match[2]!)}` : sql`${sql.lit(count)}`
}
