import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Bool, Column, Day, Decimal, Float, Instant, Int, Long, Text } from '../../../warehouse/columns.ts'
import type { Exact, NullOf, Numeric } from '../result-types.ts'

type E<T> = Expression<T>

/** Casts and constants. NULL stays NULL. */
export const cast = {
  /** Decimal(38, scale); extra digits are cut off, so round first where the tariff says so. */
  decimal: <T extends Exact | null, const S extends number>(e: E<T>, scale: S): RawBuilder<Decimal<S> | NullOf<T>> =>
    sql`toDecimal128(${e}, ${sql.lit(scale)})`,
  /** Decimal(76, 30): quotients and their sums before they are rounded. Extra digits are cut off. */
  exact: <T extends Exact | null>(e: E<T>): RawBuilder<Decimal<30> | NullOf<T>> => sql`toDecimal256(${e}, 30)`,
  /** From text or a float; NULL where it is no number. */
  decimalOrNull: <const S extends number>(e: E<Text | null>, scale: S): RawBuilder<Decimal<S> | null> =>
    sql`toDecimal128OrNull(${e}, ${sql.lit(scale)})`,
  /** An exact constant: `ch.amount('0.085', 9)`. */
  amount: <const S extends number>(value: `${number}`, scale: S): RawBuilder<Decimal<S>> =>
    sql`toDecimal128(${value}, ${sql.lit(scale)})`,
  zero: <const S extends number>(scale: S): RawBuilder<Decimal<S>> => sql`toDecimal128(0, ${sql.lit(scale)})`,
  /** A constant: text, whole or floating number, bigint (Int64), boolean. */
  literal: <const T extends string | number | bigint | boolean>(value: T): RawBuilder<T> => sql`${value}`,
  /** A constant text, as free text rather than the one word it is. */
  text: (value: string): RawBuilder<Text> => sql`${value}`,
  /** A constant day, `YYYY-MM-DD`. */
  day: (value: `${number}-${number}-${number}`): RawBuilder<Day> => sql`toDate(${value})`,
  /** A constant instant, ISO with `Z`. */
  instant: (value: string): RawBuilder<Instant> => sql`${new Date(value)}`,
  /** A NULL of a type: `ch.null<Text>()` in unions and branches. */
  null: <T = never>(): RawBuilder<T | null> => sql`null`,
  toInt: <T extends Numeric | Text | Bool | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toInt32(${e})`,
  toLong: <T extends Numeric | Text | Bool | null>(e: E<T>): RawBuilder<Long | NullOf<T>> => sql`toInt64(${e})`,
  toLongOrNull: (e: E<Text | null>): RawBuilder<Long | null> => sql`toInt64OrNull(${e})`,
  toUnsigned: <T extends Numeric | Text | Bool | null>(e: E<T>): RawBuilder<Long | NullOf<T>> => sql`toUInt64(${e})`,
  /** 32 bits, as counts of seconds and messages are stored. */
  toUnsignedInt: <T extends Numeric | Text | Bool | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toUInt32(${e})`,
  /** Whole number of a text of digits; NULL where it is none. */
  toUnsignedOrNull: (e: E<Text | null>): RawBuilder<Long | null> => sql`toUInt64OrNull(${e})`,
  toFloat: <T extends Numeric | null>(e: E<T>): RawBuilder<Float | NullOf<T>> => sql`toFloat64(${e})`,
  toBool: <T>(e: E<T>): RawBuilder<Bool | NullOf<T>> => sql`toBool(${e})`,
  toString: <T>(e: E<T>): RawBuilder<Text | NullOf<T>> => sql`toString(${e})`,
  lowCardinality: <T extends string | null>(e: E<T>): RawBuilder<T> => sql`toLowCardinality(${e})`,
  /** A value of exactly a column's type, so that both sides of a union agree; what the type cannot hold is an error. */
  castTo: <T>(e: E<unknown>, column: Column<T>): RawBuilder<T> => sql`cast(${e} as ${sql.raw(column.ddl)})`,
  toNullable: <T>(e: E<T>): RawBuilder<T | null> => sql`toNullable(${e})`,
  /** Only where the query has made sure that there is no NULL: one would turn into the type's default. */
  notNull: <T>(e: E<T>): RawBuilder<NonNullable<T>> => sql`assumeNotNull(${e})`,
} as const
