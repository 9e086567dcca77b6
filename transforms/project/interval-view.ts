import { ConfigurationError } from '../../warehouse/errors.ts'
import type { TimeColumn } from './incremental.ts'
import type { Refs, RowOf } from './relation.ts'

/** How an interval of a view is made of intervals of what it reads. */
export interface IntervalView {
  readonly time: string
  /** The time column of each input, by the query's name for it. */
  readonly from: Readonly<Record<string, string>>
}

export interface IntervalViewOptions<Row, R extends Refs> {
  /** The view's column whose day or month (UTC) is the row's interval. */
  readonly time: TimeColumn<Row>
  /**
   * The inputs of which a row of the view reads nothing but rows of its own interval, each with the column that tells it.
   * A change in any other input changes every interval of the view.
   */
  readonly from: { readonly [K in keyof R & string]?: TimeColumn<RowOf<R[K]>> }
}

/** ConfigurationError where `from` names no input of the view. */
export function intervalView(name: string, refs: Refs, options: IntervalViewOptions<never, Refs>): IntervalView {
  const from = options.from as unknown as Readonly<Record<string, string>>
  const unknown = Object.keys(from).filter((input) => !Object.hasOwn(refs, input))
  if (unknown.length > 0 || Object.keys(from).length === 0) {
    throw new ConfigurationError(
      `${name}: from names ${unknown.join(', ') || 'no input'}, the view reads ${Object.keys(refs).join(', ')}`,
      "Say which column tells the interval of an input: from: { usage: 'started_at' }.",
    )
  }
  return Object.freeze({ time: options.time, from })
}
