import { type Dimension, type DimensionOption, requireInputs, type TimeColumn } from './incremental.ts'
import type { Refs, RowOf } from './relation.ts'

/** How an interval of a view is made of intervals of what it reads. */
export interface IntervalView {
  readonly time: string
  /** The time column of each input, by the query's name for it. */
  readonly from: Readonly<Record<string, string>>
  readonly dimensions: Readonly<Record<string, Dimension>>
}

export interface IntervalViewOptions<Row, R extends Refs> {
  /** The view's column whose day or month (UTC) is the row's interval. */
  readonly time: TimeColumn<Row>
  /**
   * The inputs of which a row of the view reads nothing but rows of its own interval, each with the column that tells it.
   * A change in any other input changes every interval of the view.
   */
  readonly from: { readonly [K in keyof R & string]?: TimeColumn<RowOf<R[K]>> }
  /** Inputs of which a row matters to what lies in `[from, to)` only. */
  readonly dimensions?: { readonly [K in keyof R & string]?: Omit<DimensionOption<RowOf<R[K]>>, 'bucket'> }
}

/** ConfigurationError where what is declared names no input of the view, or one twice. */
export function intervalView(name: string, refs: Refs, options: IntervalViewOptions<never, Refs>): IntervalView {
  const from = options.from as unknown as Readonly<Record<string, string>>
  const dimensions = (options.dimensions ?? {}) as Readonly<Record<string, Dimension>>
  requireInputs(name, refs, from, dimensions)
  return Object.freeze({ time: options.time, from, dimensions })
}
