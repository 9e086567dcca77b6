// Read by tsc only: holds the row types that models infer against the types ClickHouse has for them (`described.ts`).
import type { AggregateState, Bool, Day, Decimal, Float, Instant, Int, Long, Text } from '../../warehouse/columns.ts'

/** What a type of `DESCRIBE` stands for in a row; never where models know no such type. */
export type TypeOf<Sql extends string> = Sql extends `LowCardinality(${infer Inner})`
  ? TypeOf<Inner>
  : Sql extends `Nullable(${infer Inner})`
    ? TypeOf<Inner> | null
    : Sql extends `Array(${infer Inner})`
      ? readonly TypeOf<Inner>[]
      : Sql extends `Tuple(${string})`
        ? readonly unknown[]
        : Sql extends `Decimal(${number}, ${infer Scale extends number})`
          ? Decimal<Scale>
          : Sql extends `Enum${8 | 16}(${string})`
            ? Text
            : Sql extends keyof Plain
              ? Plain[Sql]
              : TypeOfAggregate<Sql>

type TypeOfAggregate<Sql extends string> = Sql extends `SimpleAggregateFunction(${string}, ${infer Inner})`
  ? TypeOf<Inner>
  : Sql extends `AggregateFunction(${infer Inside})`
    ? AggregateState<Inside extends `${infer F}, ${string}` ? F : Inside, unknown>
    : never

interface Plain {
  String: Text
  Bool: Bool
  UInt8: Int
  UInt16: Int
  UInt32: Int
  Int8: Int
  Int16: Int
  Int32: Int
  UInt64: Long
  Int64: Long
  Float32: Float
  Float64: Float
  Date: Day
  Date32: Day
  "DateTime64(3, 'UTC')": Instant
}

/**
 * Both may be null or neither, and the values agree. A literal agrees with what it is one of: a closed list of words is a
 * `String` to ClickHouse. So do a plain boolean and bigint, which stand for one type; a plain number or string does not.
 */
export type Agrees<Inferred, Held> = [Held] extends [never]
  ? false
  : Same<Extract<Inferred, null>, Extract<Held, null>> extends true
    ? Same<NonNullable<Inferred>, NonNullable<Held>> extends true
      ? true
      : IsPlain<NonNullable<Inferred>> extends true
        ? [NonNullable<Inferred>] extends [string]
          ? Same<NonNullable<Held>, NonNullable<Text>>
          : [NonNullable<Inferred>] extends [NonNullable<Held>]
            ? true
            : false
        : // A zone's wall clock is held as an instant, and is none to tsc so that the two are not compared.
          IsWallClock<NonNullable<Inferred>> extends true
          ? Same<NonNullable<Held>, NonNullable<Instant>>
          : IsState<Inferred, Held>
    : false

// What it merges into, ClickHouse says by the type of what went in: the function is what can be compared.
type IsState<Inferred, Held> = [Held, Inferred] extends [
  AggregateState<infer F, unknown>,
  AggregateState<infer G, unknown>,
]
  ? Same<F, G>
  : false

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type IsPlain<T> = [T] extends [never]
  ? false
  : string extends T
    ? false
    : number extends T
      ? false
      : [T] extends [string | number | bigint | boolean]
        ? '~sql' extends keyof T
          ? false
          : true
        : false

type IsWallClock<T> = '~sql' extends keyof T ? Same<NonNullable<T['~sql']>, 'LocalDateTime'> : false

/** How an error names a type. */
type NameOf<T> = [T] extends [never]
  ? 'no type that models know'
  : null extends T
    ? `${NameOf<NonNullable<T>>} | null`
    : T extends readonly (infer Item)[]
      ? `${NameOf<Item>}[]`
      : '~sql' extends keyof T
        ? Tag<T['~sql']>
        : T extends string | number | boolean | bigint
          ? `untagged ${T}`
          : 'something else'
type Tag<T> =
  NonNullable<T> extends readonly ['Decimal', infer S extends number]
    ? `Decimal<${S}>`
    : NonNullable<T> extends string
      ? NonNullable<T>
      : 'something else'

/** 'agrees', or what disagrees: tsc's error is then that text. */
export type Agreement<Model extends string, Row, Column extends string, Sql extends string> = Column extends keyof Row
  ? Agrees<Row[Column], TypeOf<Sql>> extends true
    ? 'agrees'
    : `${Model}.${Column}: inferred as ${NameOf<Row[Column]>}, in ClickHouse ${Sql}`
  : `${Model}.${Column}: not inferred, in ClickHouse ${Sql}`

/** 'agrees', or the columns that only tsc knows. */
export type Completeness<Model extends string, Row, Columns extends string> = [Exclude<keyof Row, Columns>] extends [
  never,
]
  ? 'agrees'
  : `${Model}.${Exclude<keyof Row, Columns> & string}: inferred, not in ClickHouse`

/** Takes 'agrees' where a column's inferred type is what DESCRIBE says: `agree<'a.b', RowOf<typeof b>, 'id', 'UInt64'>('agrees')`. */
export function agree<Model extends string, Row, Column extends string, Sql extends string>(
  _: Agreement<Model, Row, Column, Sql>,
): void {}

/** Takes 'agrees' where DESCRIBE has every inferred column: `complete<'a.b', RowOf<typeof b>, 'id' | 'day'>('agrees')`. */
export function complete<Model extends string, Row, Columns extends string>(
  _: Completeness<Model, Row, Columns>,
): void {}

/** Has tsc work out the columns it reads where it has not gone deep yet: `settle((row: Row) => [row.id, row.day])`. */
export function settle<Row>(_: (row: Row) => readonly unknown[]): void {}
