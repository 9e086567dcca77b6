import type {
  AliasableExpression,
  AliasedExpression,
  ComparisonOperatorExpression,
  Expression,
  JoinNode,
  SqlBool,
} from 'kysely'
import type { From, QueryCreator } from './query.ts'
import type { Columns, Table } from './scope.ts'

/** A value of a row, or a condition: what `ch` takes, and `.as('name')` selects. */
export type Value<T> = AliasableExpression<T>

/** The rows of a query as a value: `eb('u.zone', 'in', eb.selectFrom('zone as z').select('z.zone'))`. */
export interface Rows<O> extends AliasableExpression<O> {
  readonly isSelectQueryBuilder: true
}

/** A query under a name: a table, or in a SELECT its only value. */
export interface AliasedRows<O, A extends string> extends AliasedExpression<O, A> {
  readonly isAliasedSelectQueryBuilder: true
}

export type Condition<DB, TB extends keyof DB> =
  | Expression<SqlBool | null>
  | ((eb: ExpressionBuilder<DB, TB>) => Expression<SqlBool | null>)

export type Left<C> = (keyof C & string) | Expression<unknown>
type ValueOf<C, L> = L extends keyof C ? C[L] : L extends Expression<infer T> ? T : never
type Single<T> = T | null | Expression<T | null>
export type Right<C, L> =
  | Single<ValueOf<C, L>>
  | readonly Single<ValueOf<C, L>>[]
  | Rows<Readonly<Record<string, ValueOf<C, L> | null>>>

/** Makes expressions of the columns of a query's tables; kysely's own at run time. */
export interface ExpressionBuilder<DB, TB extends keyof DB, C = Columns<DB, TB>> {
  /** `eb('u.seconds', '>', 0)` -> `u.seconds > 0`. The right side is a value of the left one's type, or an expression of it. */
  <const L extends Left<C>>(left: L, operator: ComparisonOperatorExpression, right: Right<C, L>): Value<SqlBool>
  /** `eb.ref('u.seconds')` -> `u.seconds`, with its type. */
  ref<const K extends keyof C & string>(column: K): Value<C[K]>
  and(conditions: readonly Expression<SqlBool | null>[]): Value<SqlBool>
  or(conditions: readonly Expression<SqlBool | null>[]): Value<SqlBool>
  not(condition: Expression<SqlBool | null>): Value<SqlBool>
  exists(query: Rows<unknown>): Value<SqlBool>
  val<T>(value: T): Value<T>
  /** `eb(eb.refTuple('u.file', 'u.line'), 'in', eb.selectFrom('bad as b').select(['b.file', 'b.line']).$asTuple('file', 'line'))`. */
  refTuple<const K extends readonly (keyof C & string)[]>(...columns: K): Value<{ [I in keyof K]: C[K[I]] }>
  /** A subquery, which may name columns of the query around it. */
  selectFrom<TE extends Table<DB, QueryCreator<DB>>>(table: TE): From<DB, TB, TE>
}

/** What a join is made from. */
export interface JoinSource {
  toOperationNode(): JoinNode
}

/** The condition of a join: `join.onRef('r.zone', '=', 'u.zone').on('r.kind', '=', 'voice')`. */
export interface JoinBuilder<DB, TB extends keyof DB, C = Columns<DB, TB>> extends JoinSource {
  on<const L extends Left<C>>(
    left: L,
    operator: ComparisonOperatorExpression,
    right: Right<C, L>,
  ): JoinBuilder<DB, TB, C>
  on(condition: Condition<DB, TB>): JoinBuilder<DB, TB, C>
  onRef(left: keyof C & string, operator: ComparisonOperatorExpression, right: keyof C & string): JoinBuilder<DB, TB, C>
  onTrue(): JoinBuilder<DB, TB, C>
}
