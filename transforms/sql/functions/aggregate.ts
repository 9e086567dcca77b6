import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Float, Long, SumOf } from '../../../warehouse/columns.ts'

type Condition = Expression<SqlBool | null>

/**
 * Aggregates, each with its `...If` twin. Over no rows at all (no GROUP BY) sums and counts answer 0 and
 * min, max, any, argMin, argMax the type's default, not NULL, unless the input is nullable.
 */
export const aggregate = {
  /** Integers widen to 64 bits; a decimal keeps its scale and takes 38 digits. */
  sum: <T>(e: Expression<T>): RawBuilder<SumOf<T>> => sql`sum(${e})`,
  sumIf: <T>(e: Expression<T>, condition: Condition): RawBuilder<SumOf<T>> => sql`sumIf(${e}, ${condition})`,
  count: (): RawBuilder<Long> => sql`count()`,
  countIf: (condition: Condition): RawBuilder<Long> => sql`countIf(${condition})`,
  /** Rows where `e` is not NULL. */
  countOf: (e: Expression<unknown>): RawBuilder<Long> => sql`count(${e})`,
  /** 1 where a key of `rollup`, `cube` or `groupingSets` is rolled up; several keys give the bits, the last the lowest. */
  grouping: (...keys: readonly Expression<unknown>[]): RawBuilder<Long> => sql`grouping(${sql.join(keys)})`,
  uniqExact: (...e: readonly Expression<unknown>[]): RawBuilder<Long> => sql`uniqExact(${sql.join(e)})`,
  uniqExactIf: (e: Expression<unknown>, condition: Condition): RawBuilder<Long> => sql`uniqExactIf(${e}, ${condition})`,
  min: <T>(e: Expression<T>): RawBuilder<T> => sql`min(${e})`,
  max: <T>(e: Expression<T>): RawBuilder<T> => sql`max(${e})`,
  /** NULL where no row meets the condition. */
  minIf: <T>(e: Expression<T>, condition: Condition): RawBuilder<T | null> =>
    sql`minIf(toNullable(${e}), ${condition})`,
  /** NULL where no row meets the condition. */
  maxIf: <T>(e: Expression<T>, condition: Condition): RawBuilder<T | null> =>
    sql`maxIf(toNullable(${e}), ${condition})`,
  /** A float: never for money. */
  avg: <T>(e: Expression<T>): RawBuilder<Float | Extract<T, null>> => sql`avg(${e})`,
  /** A float, NaN where no row meets the condition. */
  avgIf: <T>(e: Expression<T>, condition: Condition): RawBuilder<Float | Extract<T, null>> =>
    sql`avgIf(${e}, ${condition})`,
  /** Any one value; for columns known to be equal within the group. */
  any: <T>(e: Expression<T>): RawBuilder<T> => sql`any(${e})`,
  anyLast: <T>(e: Expression<T>): RawBuilder<T> => sql`anyLast(${e})`,
  /** NULL where no row meets the condition. */
  anyIf: <T>(e: Expression<T>, condition: Condition): RawBuilder<T | null> =>
    sql`anyIf(toNullable(${e}), ${condition})`,
  /** `value` of the row with the highest `by` (a tuple for ties: `ch.tuple`); NULL values are skipped. */
  argMax: <T>(value: Expression<T>, by: Expression<unknown>): RawBuilder<T> => sql`argMax(${value}, ${by})`,
  argMin: <T>(value: Expression<T>, by: Expression<unknown>): RawBuilder<T> => sql`argMin(${value}, ${by})`,
  argMaxIf: <T>(value: Expression<T>, by: Expression<unknown>, condition: Condition): RawBuilder<T | null> =>
    sql`argMaxIf(toNullable(${value}), ${by}, ${condition})`,
  argMinIf: <T>(value: Expression<T>, by: Expression<unknown>, condition: Condition): RawBuilder<T | null> =>
    sql`argMinIf(toNullable(${value}), ${by}, ${condition})`,
  /** In no promised order: wrap in `ch.arraySort`. NULLs are left out. */
  groupArray: <T>(e: Expression<T>): RawBuilder<readonly NonNullable<T>[]> => sql`groupArray(${e})`,
  /** The largest value of each key, over rows of keys and values: a tuple of the keys, ascending, and their values. */
  maxMap: <K, V>(keys: Expression<readonly K[]>, values: Expression<readonly V[]>): RawBuilder<readonly unknown[]> =>
    sql`maxMap(${keys}, ${values})`,
  groupArrayIf: <T>(e: Expression<T>, condition: Condition): RawBuilder<readonly NonNullable<T>[]> =>
    sql`groupArrayIf(${e}, ${condition})`,
  groupUniqArray: <T>(e: Expression<T>): RawBuilder<readonly NonNullable<T>[]> => sql`groupUniqArray(${e})`,
  /** Exact quantile at `level` in [0, 1]. */
  quantile: (e: Expression<unknown>, level: number): RawBuilder<Float> =>
    sql`toFloat64(quantileExact(${sql.lit(level)})(${e}))`,
  stddev: (e: Expression<unknown>): RawBuilder<Float> => sql`stddevPop(${e})`,
  correlation: (a: Expression<unknown>, b: Expression<unknown>): RawBuilder<Float> =>
    sql`corr(toFloat64(${a}), toFloat64(${b}))`,
} as const
