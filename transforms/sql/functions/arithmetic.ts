import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Decimal, Float, Int, Long } from '../../../warehouse/columns.ts'
import type { Exact, NullOf, Numeric, PlusOf, ProductOf, QuotientOf } from '../result-types.ts'

type N<T> = Expression<T>

// ClickHouse wraps decimals without an error: what 38 digits cannot hold is computed in 76.
const wide = (e: Expression<unknown>) => sql`toDecimal256(1, 0) * ${e}`
const narrow = (e: Expression<unknown>) => sql`toDecimal128(1, 0) * ${e}`
const plus = <A extends Numeric | null, B extends Numeric | null>(a: N<A>, b: N<B>): RawBuilder<PlusOf<A, B>> =>
  sql`(${a} + ${b})`
const minus = <A extends Numeric | null, B extends Numeric | null>(a: N<A>, b: N<B>): RawBuilder<PlusOf<A, B>> =>
  sql`(${a} - ${b})`

/**
 * Arithmetic. Decimals stay exact; a float only comes from a float. ClickHouse does not see when a decimal outgrows its
 * digits, only when a cast does not fit: products and quotients are 76 digits wide, so pin them (`ch.decimal`,
 * `ch.roundHalfUp`), and what does not fit 38 digits is an error there.
 */
export const arithmetic = {
  plus,
  minus,
  add: plus,
  sub: minus,
  /**
   * Exact product in 76 digits, so any two numbers of 38 digits; scales add (9 + 9 = 18), so pin it:
   * `ch.decimal(ch.mul(rate, quantity), 9)`. Beyond 76 digits, decimals counted, it wraps: give factors of
   * `ch.exact` (30 decimals) only where their product stays below 10^16.
   */
  mul: <A extends Exact | null, B extends Exact | null>(a: N<A>, b: N<B>): RawBuilder<ProductOf<A, B>> =>
    sql`(${wide(a)} * ${b})`,
  /**
   * Exact quotient in 76 digits with the **dividend's** scale, truncated: give the dividend digits first,
   * `ch.div(ch.decimal(amount, 18), days)`, then round. Division by zero is an error: guard with `ch.nullIf`.
   * The dividend is first raised by the divisor's scale and wraps when that takes it beyond 76 digits.
   */
  div: <A extends Exact | null, B extends Exact | null>(a: N<A>, b: N<B>): RawBuilder<QuotientOf<A, B>> =>
    sql`(${wide(a)} / ${b})`,
  /** As `mul` in 38 digits, several times faster, and **wraps beyond them**: for hot paths that state their bounds. */
  narrowMul: <A extends Exact | null, B extends Exact | null>(a: N<A>, b: N<B>): RawBuilder<ProductOf<A, B>> =>
    sql`(${narrow(a)} * ${b})`,
  /** As `div` in 38 digits, several times faster, and **wraps beyond them**: for hot paths that state their bounds. */
  narrowDiv: <A extends Exact | null, B extends Exact | null>(a: N<A>, b: N<B>): RawBuilder<QuotientOf<A, B>> =>
    sql`(${narrow(a)} / ${b})`,
  /** A share for reports: a float, NULL when `b` is 0. Never for money. */
  ratio: (a: N<Numeric | null>, b: N<Numeric | null>): RawBuilder<Float | null> =>
    sql`(toFloat64(${a}) / nullIf(toFloat64(${b}), 0))`,
  /** Product of whole numbers, as a whole number. */
  times: <A extends Int | Long | null, B extends Int | Long | null>(
    a: N<A>,
    b: N<B>,
  ): RawBuilder<Long | NullOf<A> | NullOf<B>> => sql`(toInt64(${a}) * ${b})`,
  /** Product of floats. */
  multiply: <A extends Numeric | null, B extends Numeric | null>(
    a: N<A>,
    b: N<B>,
  ): RawBuilder<Float | NullOf<A> | NullOf<B>> => sql`(toFloat64(${a}) * toFloat64(${b}))`,
  negate: <T extends Numeric | null>(e: N<T>): RawBuilder<T> => sql`(-${e})`,
  abs: <T extends Numeric | null>(e: N<T>): RawBuilder<T> => sql`abs(${e})`,
  sign: (e: N<Numeric | null>): RawBuilder<Int> => sql`sign(${e})`,
  greatest: <T>(first: N<T>, ...more: readonly N<NoInfer<T>>[]): RawBuilder<T> =>
    sql`greatest(${sql.join([first, ...more])})`,
  least: <T>(first: N<T>, ...more: readonly N<NoInfer<T>>[]): RawBuilder<T> =>
    sql`least(${sql.join([first, ...more])})`,
  /** Whole quotient, truncated towards zero. */
  intDiv: <A extends Int | Long | null, B extends Int | Long | null>(
    a: N<A>,
    b: N<B>,
  ): RawBuilder<Long | NullOf<A> | NullOf<B>> => sql`intDiv(toInt64(${a}), ${b})`,
  /** Remainder with the sign of `a`. */
  mod: <A extends Int | Long | null, B extends Int | Long | null>(
    a: N<A>,
    b: N<B>,
  ): RawBuilder<Long | NullOf<A> | NullOf<B>> => sql`toInt64(${a} % ${b})`,
  /** Started units: `ch.ceilDiv(seconds, increment)`; for `a` >= 0 and `b` > 0. */
  ceilDiv: <A extends Int | Long | null, B extends Int | Long | null>(
    a: N<A>,
    b: N<B>,
  ): RawBuilder<Long | NullOf<A> | NullOf<B>> => sql`intDiv(toInt64(${a}) + ${b} - 1, ${b})`,
  /**
   * Rounds to `scale` decimals, half away from zero (0.005 -> 0.01, -0.005 -> -0.01), and pins that scale:
   * the rounding of invoice lines.
   */
  roundHalfUp: <T extends Exact | null, const S extends number>(
    e: N<T>,
    scale: S,
  ): RawBuilder<Decimal<S> | NullOf<T>> => sql`toDecimal128(round(${e}, ${sql.lit(scale)}), ${sql.lit(scale)})`,
  /** As `roundHalfUp`, at as many decimals as the row says; the type takes `scale`, the most there can be. */
  roundHalfUpTo: <T extends Exact | null, D extends Int | Long | null, const S extends number>(
    e: N<T>,
    decimals: N<D>,
    scale: S,
  ): RawBuilder<Decimal<S> | NullOf<T> | NullOf<D>> => sql`toDecimal128(round(${e}, ${decimals}), ${sql.lit(scale)})`,
  /** Towards zero at as many decimals as the row says; the type takes `scale`, the most there can be. */
  cutTo: <T extends Exact | null, D extends Int | Long | null, const S extends number>(
    e: N<T>,
    decimals: N<D>,
    scale: S,
  ): RawBuilder<Decimal<S> | NullOf<T> | NullOf<D>> => sql`toDecimal128(trunc(${e}, ${decimals}), ${sql.lit(scale)})`,
  /** Away from zero at `scale` decimals. */
  roundUp: <T extends Exact | null, const S extends number>(e: N<T>, scale: S): RawBuilder<Decimal<S> | NullOf<T>> =>
    sql`toDecimal128(if(${e} < 0, floor(${e}, ${sql.lit(scale)}), ceil(${e}, ${sql.lit(scale)})), ${sql.lit(scale)})`,
  /** Towards zero at `scale` decimals. */
  roundDown: <T extends Exact | null, const S extends number>(e: N<T>, scale: S): RawBuilder<Decimal<S> | NullOf<T>> =>
    sql`toDecimal128(trunc(${e}, ${sql.lit(scale)}), ${sql.lit(scale)})`,
  /** Decimals by the row: half to the even digit, away from zero, towards zero. The type stays; see `roundHalfUpTo`. */
  roundTo: <T extends Exact | null>(e: N<T>, decimals: N<Int | Long>): RawBuilder<T> => sql`round(${e}, ${decimals})`,
  roundHalfEvenTo: <T extends Exact | null>(e: N<T>, decimals: N<Int | Long>): RawBuilder<T> =>
    sql`roundBankers(${e}, ${decimals})`,
  roundUpTo: <T extends Exact | null>(e: N<T>, decimals: N<Int | Long>): RawBuilder<T> =>
    sql`if(${e} < 0, floor(${e}, ${decimals}), ceil(${e}, ${decimals}))`,
  roundDownTo: <T extends Exact | null>(e: N<T>, decimals: N<Int | Long>): RawBuilder<T> =>
    sql`trunc(${e}, ${decimals})`,
  /** Rounds a float or decimal for reading; the type stays. */
  round: <T extends Numeric | null>(e: N<T>, scale = 0): RawBuilder<T> => sql`round(${e}, ${sql.lit(scale)})`,
  floor: <T extends Numeric | null>(e: N<T>): RawBuilder<T> => sql`floor(${e})`,
  ceil: <T extends Numeric | null>(e: N<T>): RawBuilder<T> => sql`ceil(${e})`,
  /** 1 shifted to the left by `n` bits. */
  powerOfTwo: (n: N<Int | Long>): RawBuilder<Long> => sql`bitShiftLeft(toInt64(1), toUInt8(${n}))`,
  /** Whether bit `n` of a whole number, 0 the lowest, is 1. */
  hasBit: (e: N<Long>, n: N<Int | Long>): RawBuilder<boolean> => sql`toBool(bitTest(toInt64(${e}), toUInt8(${n})))`,
  exp: (e: N<Numeric>): RawBuilder<Float> => sql`exp(${e})`,
  ln: (e: N<Numeric>): RawBuilder<Float> => sql`log(toFloat64(${e}))`,
  sqrt: (e: N<Numeric>): RawBuilder<Float> => sql`sqrt(toFloat64(${e}))`,
  pow: (a: N<Numeric>, b: N<Numeric>): RawBuilder<Float> => sql`pow(toFloat64(${a}), toFloat64(${b}))`,
  isNaN: (e: N<Float>): RawBuilder<boolean> => sql`isNaN(${e})`,
} as const
