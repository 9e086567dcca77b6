import type { AliasedExpression } from 'kysely'

/**
 * What tables a query sees (`DB`: name -> row), and columns of those it reads from (`TB`: their aliases). tsc walks what
 * hangs on a type's arguments at each use of it: a scope is made from names alone, never from a row, whose type hangs on
 * the model before it, and that one's on the model before. `Drained` leaves the alias of a type behind, which hangs on too.
 */
export type Drained<T> = [T] extends [unknown] ? T : never

type NameIn<DB, TB extends keyof DB> = {
  [T in TB]: (keyof DB[T] & string) | `${T & string}.${keyof DB[T] & string}`
}[TB]

type ValueIn<DB, TB extends keyof DB, C extends string> = C extends `${infer T}.${infer Name}`
  ? DB[T & keyof DB][Name & keyof DB[T & keyof DB]]
  : { [T in TB]: C extends keyof DB[T] ? DB[T][C] : never }[TB]

/** Columns, as `column` and as `table.column`, with their values. */
export type Columns<DB, TB extends keyof DB> = { [C in NameIn<DB, TB>]: ValueIn<DB, TB, C> }

/** Every column of the tables, under its bare name. */
export type AllColumns<DB, TB extends keyof DB> = {
  [C in { [T in TB]: keyof DB[T] }[TB]]: { [T in TB]: C extends keyof DB[T] ? DB[T][C] : never }[TB]
}

/** `usage`, `usage as u`, or a subquery with its alias. */
export type Known<DB> = (keyof DB & string) | `${keyof DB & string} as ${string}` | AliasedExpression<unknown, string>

/** A table, or what makes a subquery with its alias. */
export type Table<DB, Creator> = Known<DB> | ((q: Creator) => AliasedExpression<unknown, string>)

export type AliasOf<TE> = TE extends string
  ? TE extends `${string} as ${infer A}`
    ? A
    : TE
  : TE extends AliasedExpression<unknown, infer A>
    ? A
    : TE extends (q: never) => AliasedExpression<unknown, infer A>
      ? A
      : never

type RowIn<DB, TE> = TE extends string
  ? TE extends `${infer T} as ${string}`
    ? DB[T & keyof DB]
    : DB[TE & keyof DB]
  : TE extends AliasedExpression<infer Row, string>
    ? Row
    : TE extends (q: never) => AliasedExpression<infer Row, string>
      ? Row
      : never

type Nullable<Row> = { [C in keyof Row]: Row[C] | null }
type Flat<Row> = { [C in keyof Row]: Row[C] } & {}

/** The tables, and a common table expression. */
export type With<DB, Name extends string, Row> = Drained<{
  [T in keyof DB | Name]: T extends Name ? Flat<Row> : DB[T & keyof DB]
}>

/** The tables, and one more under its alias. */
export type Joined<DB, TE> = Drained<{
  [T in keyof DB | (AliasOf<TE> & string)]: T extends AliasOf<TE> ? RowIn<DB, TE> : DB[T & keyof DB]
}>

/** The tables, and one more whose columns are NULL where no row matches. */
export type LeftJoined<DB, TE> = Drained<{
  [T in keyof DB | (AliasOf<TE> & string)]: T extends AliasOf<TE> ? Nullable<RowIn<DB, TE>> : DB[T & keyof DB]
}>

/** The tables, and one more all of whose rows stay: columns of those before it are NULL where none matches. */
export type RightJoined<DB, TB, TE> = Drained<{
  [T in keyof DB | (AliasOf<TE> & string)]: T extends AliasOf<TE>
    ? RowIn<DB, TE>
    : T extends TB
      ? Nullable<DB[T & keyof DB]>
      : DB[T & keyof DB]
}>
