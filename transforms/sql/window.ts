import { type Expression, type RawBuilder, sql } from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'

type Middle = `${number} preceding` | 'current row' | `${number} following`
type Start = 'unbounded preceding' | Middle
type End = Middle | 'unbounded following'

/** Made by `rowsBetween()` and `rangeBetween()`; the text itself does as well. */
export type Frame = `${'rows' | 'range'} between ${Start} and ${End}`

/**
 * Frame by the number of rows from the current one: negative before, 0 itself, positive after.
 * `over(ch.sum(eb.ref('r.charge')), { orderBy: [eb.ref('r.day')], frame: rowsBetween('unbounded', -1) })`
 *
 * @throws ConfigurationError for an offset that is no whole number of 31 bits, or an end before the start.
 */
export function rowsBetween(start: number | 'unbounded', end: number | 'unbounded'): Frame {
  return frameOf('rows', start, end)
}

/** As `rowsBetween`, by the value of the one ORDER BY column, such as days of a date. */
export function rangeBetween(start: number | 'unbounded', end: number | 'unbounded'): Frame {
  return frameOf('range', start, end)
}

function frameOf(unit: 'rows' | 'range', start: number | 'unbounded', end: number | 'unbounded'): Frame {
  for (const offset of [start, end]) {
    if (offset !== 'unbounded' && !(Number.isInteger(offset) && Math.abs(offset) < 2 ** 31)) {
      throw new ConfigurationError(
        `${offset} is not the offset of a window frame`,
        'Write a whole number or unbounded.',
      )
    }
  }
  if (start !== 'unbounded' && end !== 'unbounded' && start > end) {
    throw new ConfigurationError(`a window frame from ${start} to ${end} ends before it starts`, 'Turn them round.')
  }
  const from = start === 'unbounded' ? 'unbounded preceding' : boundOf(start)
  const to = end === 'unbounded' ? 'unbounded following' : boundOf(end)
  return `${unit} between ${from} and ${to}`
}

function boundOf(offset: number): Middle {
  if (offset === 0) return 'current row'
  return offset < 0 ? `${-offset} preceding` : `${offset} following`
}

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
