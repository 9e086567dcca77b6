/**
 * SQL-side column types, shared by contracts (what lands) and models (what is derived).
 *
 * A row type describes what ClickHouse holds, not what a JSON client hands back. Each type is a plain JS type with an
 * optional phantom tag ("flavour"): literals stay assignable (`where('seconds', '>', 0)`), but two flavours never mix.
 */

/** The tag is a plain name, not a unique symbol, because declaration files can spell it. No value ever has it. */
export type Flavour<Js, Tag> = Js & { readonly '~sql'?: Tag }

export type Text = Flavour<string, 'String'>
/** (U)Int8, 16 and 32. */
export type Int = Flavour<number, 'Int'>
/** (U)Int64: never a JS number. */
export type Long = Flavour<bigint, 'Long'>
export type Float = Flavour<number, 'Float'>
export type Bool = Flavour<boolean, 'Bool'>
/** `Date`: a calendar day without a zone, `YYYY-MM-DD`. */
export type Day = Flavour<string, 'Date'>
/** `DateTime64(3, 'UTC')`: an instant. */
export type Instant = Flavour<string, 'DateTime'>
/** Exact decimal of scale `S`. `Decimal<number>` means "scale not pinned": cast it before it leaves a model. */
export type Decimal<S extends number = number> = Flavour<string, readonly ['Decimal', S]>

/**
 * `AggregateFunction(F, ...)`: an aggregate half way, to be merged by `F` into a `T`. It is opaque: text to nobody, comparable
 * with nothing.
 */
export interface AggregateState<F extends string, T> {
  readonly '~sql'?: readonly ['AggregateState', F, T]
  readonly '~state': F
}

/** How a column's values are written on the wire. */
export type Kind =
  | 'string'
  | 'bool'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'int32'
  | 'int64'
  | 'float64'
  | 'date'
  | 'date32'
  | 'instant'
  | 'decimal'
  /** Read from a table that ClickHouse fills, never written on the wire. */
  | 'state'
  /** Read from a table of one's own, never written on the wire. */
  | 'array'

/** A column: its DDL text, how it is encoded and, at compile time, the SQL type it stands for. */
export interface Column<T> {
  readonly ddl: string
  readonly kind: Kind
  readonly nullable: boolean
  readonly precision?: number
  readonly scale?: number
  /** Closed list of values, for `t.oneOf`. */
  readonly values?: readonly string[]
  readonly type?: T
}

export type Columns = Readonly<Record<string, Column<unknown>>>
export type RowOfColumns<C extends Columns> = {
  -readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never
}

const column = <T>(ddl: string, kind: Kind): Column<T> => Object.freeze({ ddl, kind, nullable: false })

/** Column descriptors: `t.decimal(18, 9)`, `t.nullable(t.date)`, `t.oneOf('voice', 'sms')`. */
export const t = {
  string: column<Text>('String', 'string'),
  lowCardinality: column<Text>('LowCardinality(String)', 'string'),
  bool: column<Bool>('Bool', 'bool'),
  uint8: column<Int>('UInt8', 'uint8'),
  uint16: column<Int>('UInt16', 'uint16'),
  uint32: column<Int>('UInt32', 'uint32'),
  int32: column<Int>('Int32', 'int32'),
  uint64: column<Long>('UInt64', 'uint64'),
  int64: column<Long>('Int64', 'int64'),
  float64: column<Float>('Float64', 'float64'),
  /** From 1970 to 2149. */
  date: column<Day>('Date', 'date'),
  /** From 1900 to 2299, such as dates of birth. */
  date32: column<Day>('Date32', 'date32'),
  instant: column<Instant>("DateTime64(3, 'UTC')", 'instant'),
  decimal: <const S extends number>(precision: number, scale: S): Column<Decimal<S>> =>
    Object.freeze({ ddl: `Decimal(${precision}, ${scale})`, kind: 'decimal', nullable: false, precision, scale }),
  /** A closed list of words, held as LowCardinality(String) so that adding a word is no migration. */
  oneOf: <const V extends string>(...values: readonly V[]): Column<V> =>
    Object.freeze({ ddl: 'LowCardinality(String)', kind: 'string', nullable: false, values }),
  nullable: <T>(inner: Column<T>): Column<T | null> =>
    Object.freeze({
      ...inner,
      nullable: true,
      ddl: inner.ddl.startsWith('LowCardinality(')
        ? `LowCardinality(Nullable(${inner.ddl.slice('LowCardinality('.length, -1)}))`
        : `Nullable(${inner.ddl})`,
    }) as Column<T | null>,
  /** `t.array(t.string)` -> `Array(String)`: of a source that something else fills, and of a unit test's rows. */
  array: <T>(inner: Column<T>): Column<readonly T[]> => column(`Array(${inner.ddl})`, 'array'),
  /**
   * `t.aggregateState('sum', t.decimal(18, 4))` -> `AggregateFunction(sum, Decimal(18, 4))`: of a table that ClickHouse fills,
   * such as a materialized view's. `argMax` and `argMin` take what they are largest by as well. A model merges it with `ch.sumMerge`.
   */
  aggregateState: <const F extends StateFunction, T = never>(
    name: F,
    ...arguments_: F extends 'count' ? [] : F extends 'argMax' | 'argMin' ? [Column<T>, Column<unknown>] : [Column<T>]
  ): Column<AggregateState<F, MergeOf<F, T>>> =>
    column(`AggregateFunction(${[name, ...arguments_.map(({ ddl }) => ddl)].join(', ')})`, 'state'),
} as const

/** Functions whose states `ch` makes and merges. */
export type StateFunction = 'sum' | 'count' | 'min' | 'max' | 'avg' | 'uniqExact' | 'uniqCombined' | 'argMax' | 'argMin'

/** What merging the states of a function over values of a type answers. */
type MergeOf<F extends StateFunction, T> = F extends 'sum'
  ? SumOf<T>
  : F extends 'avg'
    ? Float | Extract<T, null>
    : F extends 'count' | 'uniqExact' | 'uniqCombined'
      ? Long
      : T

/** Rates and unit prices: up to 9 whole digits, 9 decimals. */
export const rateColumn = t.decimal(18, 9)

/** `sum` widens integers to 64 bits and keeps a decimal's scale; NULLs in mean a nullable result. */
export type SumOf<T> = null extends T
  ? SumOf<NonNullable<T>> | null
  : T extends Decimal<infer S>
    ? Decimal<S>
    : T extends Float
      ? Float
      : Long
