import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Bool, Decimal, Int, Long, SumOf, Text } from '../../../warehouse/columns.ts'

type E<T> = Expression<T>
type Whole = Expression<Int | Long>
type Array<T> = Expression<readonly T[]>

/** Arrays; ARRAY JOIN turns one into rows (`arrayJoin` of clauses.ts, or `ch.arrayJoin` in a select list). */
export const array = {
  array: <T>(...items: readonly E<T>[]): RawBuilder<readonly T[]> => sql`array(${sql.join(items)})`,
  /** One row an element, in place. */
  arrayJoin: <T>(e: Array<T>): RawBuilder<T> => sql`arrayJoin(${e})`,
  /** Whole numbers from `from` up to, not including, `to`. */
  range: (from: Whole, to: Whole): RawBuilder<readonly Long[]> => sql`range(toInt64(${from}), toInt64(${to}))`,
  /** Every prefix of a text from `shortest` to `longest` characters, longest first: for longest-prefix joins. */
  prefixes: (e: E<string>, shortest: number, longest: number): RawBuilder<readonly Text[]> => {
    const low = sql.lit(shortest)
    const high = sql`least(length(${e}), ${sql.lit(longest)})`
    return sql`arrayMap(n -> substring(${e}, 1, n), arrayReverse(range(${low}, greatest(${high} + 1, ${low}))))`
  },
  /** Every day from `from` up to, not including, `to`. */
  days: <D>(from: E<D>, to: E<NoInfer<D>>): RawBuilder<readonly D[]> =>
    sql`arrayMap(n -> addDays(${from}, n), range(toUInt64(greatest(dateDiff('day', ${from}, ${to}), 0))))`,
  /** The first days of every month from that of `from` up to, not including, `to`. */
  months: <D>(from: E<D>, to: E<NoInfer<D>>): RawBuilder<readonly D[]> =>
    sql`arrayFilter(m -> m < ${to}, arrayMap(n -> addMonths(toStartOfMonth(${from}), n), range(toUInt64(greatest(dateDiff('month', ${from}, ${to}), 0) + 1))))`,
  has: <T>(e: Array<T>, item: E<NoInfer<T>>): RawBuilder<Bool> => sql`has(${e}, ${item})`,
  /** Position of the first equal element, 1 the first; 0 where there is none. */
  indexOf: <T>(e: Array<T>, item: E<NoInfer<T>>): RawBuilder<Long> => sql`indexOf(${e}, ${item})`,
  hasAny: <T>(e: Array<T>, items: Array<NoInfer<T>>): RawBuilder<Bool> => sql`hasAny(${e}, ${items})`,
  arrayLength: (e: Array<unknown>): RawBuilder<Long> => sql`length(${e})`,
  /** Element at `index`, 1 the first, -1 the last; the type's default past the end. */
  at: <T>(e: Array<T>, index: number | Whole): RawBuilder<T> =>
    sql`arrayElement(${e}, ${typeof index === 'number' ? sql.lit(index) : index})`,
  /** A value so many times. */
  arrayOf: <T>(length: Whole, value: E<T>): RawBuilder<readonly T[]> => sql`arrayWithConstant(${length}, ${value})`,
  /** All but the first element. */
  arrayTail: <T>(e: Array<T>): RawBuilder<readonly T[]> => sql`arrayPopFront(${e})`,
  /** All but the last element. */
  arrayInit: <T>(e: Array<T>): RawBuilder<readonly T[]> => sql`arrayPopBack(${e})`,
  arraySort: <T>(e: Array<T>): RawBuilder<readonly T[]> => sql`arraySort(${e})`,
  arrayDistinct: <T>(e: Array<T>): RawBuilder<readonly T[]> => sql`arrayDistinct(${e})`,
  /** All elements of an array's arrays, in order. */
  arrayFlatten: <T>(e: Array<readonly T[]>): RawBuilder<readonly T[]> => sql`arrayFlatten(${e})`,
  arrayConcat: <T>(...e: readonly Array<T>[]): RawBuilder<readonly T[]> => sql`arrayConcat(${sql.join(e)})`,
  arraySum: <T>(e: Array<T>): RawBuilder<SumOf<T>> => sql`arraySum(${e})`,
  arrayCumSum: <T>(e: Array<T>): RawBuilder<readonly SumOf<T>[]> => sql`arrayCumSum(${e})`,
  /** What is left of 1 before and after each of some percentages in turn, at 18 decimals: [10, 50] -> [1, 0.9, 0.45]. */
  leftAfter: (percentages: Array<Decimal>): RawBuilder<readonly Decimal<18>[]> =>
    sql`arrayFold((left, p) -> arrayPushBack(left, toDecimal128(left[-1] * (100 - p) / 100, 18)), ${percentages}, [toDecimal128(1, 18)])`,
  arrayText: (e: Array<unknown>, separator: string): RawBuilder<Text> =>
    sql`arrayStringConcat(arrayMap(x -> toString(x), ${e}), ${separator})`,
} as const
