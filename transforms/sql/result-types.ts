import type { Day, Decimal, Flavour, Float, Instant, Int, Long } from '../../warehouse/columns.ts'

/** `null` if `T` may be null: most functions answer NULL for NULL. */
export type NullOf<T> = Extract<T, null>

/** `null` if every one of `F` may be null: one that may not be ends a `coalesce`. */
export type NullOfAll<F extends readonly unknown[]> = F extends readonly [infer Head, ...infer Rest]
  ? null extends Head
    ? NullOfAll<Rest>
    : never
  : null

/** An instant shifted to a zone's wall clock: still `DateTime64(3, 'UTC')` in ClickHouse, but never an instant to tsc. */
export type LocalTime = Flavour<string, 'LocalDateTime'>

export type Clock = Instant | LocalTime
export type Exact = Decimal | Int | Long
export type Numeric = Exact | Float

type Is<T, U> = [NonNullable<T>] extends [U] ? true : false

/** Sums and differences: equal scales stay, whole numbers take the decimal's scale, anything with a float is one. */
export type PlusOf<A, B> =
  | (Is<A, Float> extends true
      ? Float
      : Is<B, Float> extends true
        ? Float
        : NonNullable<A> extends Int | Long
          ? NonNullable<B> extends Int | Long
            ? Long
            : NonNullable<B>
          : NonNullable<B> extends Int | Long
            ? NonNullable<A>
            : SameScale<NonNullable<A>, NonNullable<B>>)
  | NullOf<A>
  | NullOf<B>

type SameScale<A, B> = A extends Decimal<infer S> ? (B extends Decimal<S> ? Decimal<S> : Decimal) : Decimal

/** Products: scales add, so a product of two decimals must be pinned with `ch.decimal` before it leaves a model. */
export type ProductOf<A, B> =
  | (NonNullable<A> extends Int | Long
      ? NonNullable<B> extends Int | Long
        ? Decimal<0>
        : NonNullable<B>
      : NonNullable<B> extends Int | Long
        ? NonNullable<A>
        : Decimal)
  | NullOf<A>
  | NullOf<B>

/** Quotients keep the dividend's scale. */
export type QuotientOf<A, B> = (NonNullable<A> extends Int | Long ? Decimal<0> : NonNullable<A>) | NullOf<A> | NullOf<B>

export type DayOrClock = Day | Clock
