import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Bool } from '../../../warehouse/columns.ts'
import type { NullOfAll } from '../result-types.ts'

type E<T> = Expression<T>
type Condition = Expression<SqlBool | null>

/** Branches and NULLs. Comparisons and `and`/`or`/`not` are kysely's own: `eb('r.a', '=', 1)`, `eb.and([...])`. */
export const logic = {
  if: <T>(condition: Condition, then: E<T>, otherwise: E<T>): RawBuilder<T> =>
    sql`if(${condition}, ${then}, ${otherwise})`,
  /** `ch.multiIf([[a, x], [b, y]], z)`: the first branch whose condition holds. */
  multiIf: <T>(branches: readonly (readonly [Condition, E<T>])[], otherwise: E<T>): RawBuilder<T> =>
    sql`multiIf(${sql.join(branches.flat())}, ${otherwise})`,
  /** The first that is not NULL. */
  coalesce: <T, F extends readonly (NonNullable<T> | null)[]>(
    e: E<T>,
    ...fallbacks: { readonly [K in keyof F]: E<F[K]> }
  ): RawBuilder<NonNullable<T> | NullOfAll<F>> => sql`coalesce(${sql.join([e, ...fallbacks])})`,
  /** NULL where `e` equals `value`. */
  nullIf: <T>(e: E<T>, value: E<NoInfer<NonNullable<T>>>): RawBuilder<T | null> => sql`nullIf(${e}, ${value})`,
  isNull: (e: E<unknown>): RawBuilder<Bool> => sql`(${e} is null)`,
  isNotNull: (e: E<unknown>): RawBuilder<Bool> => sql`(${e} is not null)`,
  /** Equality where two NULLs are equal. */
  same: <T>(a: E<T>, b: E<NoInfer<T>>): RawBuilder<Bool> => sql`(${a} <=> ${b})`,
  not: (e: Condition): RawBuilder<Bool> => sql`not(${e})`,
  between: <T>(e: E<T>, from: E<NoInfer<NonNullable<T>>>, to: E<NoInfer<NonNullable<T>>>): RawBuilder<Bool> =>
    sql`(${e} between ${from} and ${to})`,
  /** Several values as one, for ties in `argMax` and for joint order. */
  tuple: (...e: readonly E<unknown>[]): RawBuilder<readonly unknown[]> => sql`tuple(${sql.join(e)})`,
  /** A member of a tuple, 1 the first. */
  element: <T>(e: E<readonly unknown[]>, index: number): RawBuilder<T> => sql`tupleElement(${e}, ${sql.lit(index)})`,
  /** 64-bit hash, stable between versions: buckets, samples, control groups. */
  cityHash64: (...e: readonly E<unknown>[]): RawBuilder<bigint> => sql`cityHash64(${sql.join(e)})`,
} as const
