import { type Expression, type RawBuilder, sql } from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'

type Bound =
  | 'unbounded preceding'
  | `${number} preceding`
  | 'current row'
  | `${number} following`
  | 'unbounded following'

export type Frame = `${'rows' | 'range'} between ${Bound} and ${Bound}`

export interface Window {
  readonly partitionBy?: readonly Expression<unknown>[]
  /** Ascending; wrap in `desc()` to turn one round. Without it the frame is the whole partition. */
  readonly orderBy?: readonly Expression<unknown>[]
  readonly frame?: Frame
}

const bound = '(?:(?:unbounded|\\d+) (?:preceding|following)|current row)'
const framePattern = new RegExp(`^(?:rows|range) between ${bound} and ${bound}$`)

/**
 * `expression OVER (PARTITION BY ... ORDER BY ... frame)`; kysely's own `over` has no frames.
 * `over(ch.sum(eb.ref('r.charge')), { partitionBy: [eb.ref('r.account_id')], orderBy: [eb.ref('r.day')] })`
 */
export function over<T>(expression: Expression<T>, window: Window = {}): RawBuilder<T> {
  const { partitionBy = [], orderBy = [], frame } = window
  if (frame !== undefined && !framePattern.test(frame)) throw new ConfigurationError(`not a window frame: ${frame}`)
  const parts = [
    ...(partitionBy.length > 0 ? [sql`partition by ${sql.join(partitionBy)}`] : []),
    ...(orderBy.length > 0 ? [sql`order by ${sql.join(orderBy)}`] : []),
    ...(frame === undefined ? [] : [sql.raw(frame)]),
  ]
  return sql<T>`${expression} over (${sql.join(parts, sql.raw(' '))})`
}

/** Descending, in `over`'s and `limitBy`'s order lists. */
export function desc<T>(expression: Expression<T>): RawBuilder<T> {
  return sql<T>`${expression} desc`
}
