import { type Expression, type RawBuilder, sql } from 'kysely'
import type { AggregateState, Float, Long, SumOf } from '../../../warehouse/columns.ts'

type E<T> = Expression<T>
type S<F extends string, T> = Expression<AggregateState<F, T>>
type State<F extends string, T> = RawBuilder<AggregateState<F, T>>
type AvgOf<T> = Float | Extract<T, null>

/**
 * States of aggregates, columns of `AggregateFunction(...)`: a model holds sums, counts or distinct values of a day as they
 * are half way, and whoever reads it merges days into months, exactly. A state of one function is no state of another to tsc;
 * its type says what merging answers. `...SimpleState` gives a plain value that ClickHouse knows how to merge.
 */
export const state = {
  sumState: <T>(e: E<T>): State<'sum', SumOf<T>> => sql`sumState(${e})`,
  sumMerge: <T>(e: S<'sum', T>): RawBuilder<T> => sql`sumMerge(${e})`,
  sumMergeState: <T>(e: S<'sum', T>): State<'sum', T> => sql`sumMergeState(${e})`,
  countState: (): State<'count', Long> => sql`countState()`,
  countMerge: (e: S<'count', Long>): RawBuilder<Long> => sql`countMerge(${e})`,
  countMergeState: (e: S<'count', Long>): State<'count', Long> => sql`countMergeState(${e})`,
  minState: <T>(e: E<T>): State<'min', T> => sql`minState(${e})`,
  minMerge: <T>(e: S<'min', T>): RawBuilder<T> => sql`minMerge(${e})`,
  minMergeState: <T>(e: S<'min', T>): State<'min', T> => sql`minMergeState(${e})`,
  maxState: <T>(e: E<T>): State<'max', T> => sql`maxState(${e})`,
  maxMerge: <T>(e: S<'max', T>): RawBuilder<T> => sql`maxMerge(${e})`,
  maxMergeState: <T>(e: S<'max', T>): State<'max', T> => sql`maxMergeState(${e})`,
  /** Merges into a float: never for money. */
  avgState: <T>(e: E<T>): State<'avg', AvgOf<T>> => sql`avgState(${e})`,
  avgMerge: <T>(e: S<'avg', T>): RawBuilder<T> => sql`avgMerge(${e})`,
  avgMergeState: <T>(e: S<'avg', T>): State<'avg', T> => sql`avgMergeState(${e})`,
  /** Distinct values, exactly: the state holds each of them. */
  uniqExactState: (e: E<unknown>): State<'uniqExact', Long> => sql`uniqExactState(${e})`,
  uniqExactMerge: (e: S<'uniqExact', Long>): RawBuilder<Long> => sql`uniqExactMerge(${e})`,
  uniqExactMergeState: (e: S<'uniqExact', Long>): State<'uniqExact', Long> => sql`uniqExactMergeState(${e})`,
  /** Distinct values within about 1 %: the state stays small. For reports, never for what is charged. */
  uniqCombinedState: (e: E<unknown>): State<'uniqCombined', Long> => sql`uniqCombinedState(${e})`,
  uniqCombinedMerge: (e: S<'uniqCombined', Long>): RawBuilder<Long> => sql`uniqCombinedMerge(${e})`,
  uniqCombinedMergeState: (e: S<'uniqCombined', Long>): State<'uniqCombined', Long> =>
    sql`uniqCombinedMergeState(${e})`,
  argMaxState: <T>(value: E<T>, by: E<unknown>): State<'argMax', T> => sql`argMaxState(${value}, ${by})`,
  argMaxMerge: <T>(e: S<'argMax', T>): RawBuilder<T> => sql`argMaxMerge(${e})`,
  argMinState: <T>(value: E<T>, by: E<unknown>): State<'argMin', T> => sql`argMinState(${value}, ${by})`,
  argMinMerge: <T>(e: S<'argMin', T>): RawBuilder<T> => sql`argMinMerge(${e})`,
  /** What a state says by itself, row by row: `ch.finalized(eb.ref('d.charge'))`. */
  finalized: <T>(e: S<string, T>): RawBuilder<T> => sql`finalizeAggregation(${e})`,
  /** `SimpleAggregateFunction(sum, ...)`, read as the sum that it is. */
  sumSimpleState: <T>(e: E<T>): RawBuilder<SumOf<T>> => sql`sumSimpleState(${e})`,
  minSimpleState: <T>(e: E<T>): RawBuilder<T> => sql`minSimpleState(${e})`,
  maxSimpleState: <T>(e: E<T>): RawBuilder<T> => sql`maxSimpleState(${e})`,
  anySimpleState: <T>(e: E<T>): RawBuilder<T> => sql`anySimpleState(${e})`,
} as const
