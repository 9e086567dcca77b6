import type {
  AliasedExpression,
  ComparisonOperatorExpression,
  Expression,
  OrderByModifiers,
  SelectQueryNode,
} from 'kysely'
import type {
  AliasedRows,
  Condition,
  ExpressionBuilder,
  JoinBuilder,
  JoinSource,
  Left,
  Right,
  Rows,
} from './expression.ts'
import type {
  AliasOf,
  AllColumns,
  Columns,
  Drained,
  Joined,
  Known,
  LeftJoined,
  RightJoined,
  Table,
  With,
} from './scope.ts'

/** Where a query starts; kysely's own at run time. */
export interface QueryCreator<DB> {
  /** `WITH name AS (query)`. */
  with<N extends string, Row>(name: N, query: (q: QueryCreator<DB>) => Expression<Row>): QueryCreator<With<DB, N, Row>>
  selectFrom<TE extends Table<DB, QueryCreator<DB>>>(table: TE): From<DB, never, TE>
  selectNoFrom<SE extends Aliased>(
    selections: SE | readonly SE[] | ((eb: ExpressionBuilder<DB, never>) => SE | readonly SE[]),
  ): Query<DB, never, Selected<object, SE>>
}

/** `TB` are tables of the query around it. */
export type From<DB, TB, TE> = Query<Joined<DB, TE>, keyof Joined<DB, TE> & (TB | AliasOf<TE>), object>

type Aliased = AliasedExpression<unknown, string>
type Selectable<C> = (keyof C & string) | `${keyof C & string} as ${string}` | Aliased

type NameOf<SE> = SE extends string
  ? SE extends `${string} as ${infer A}`
    ? A
    : SE extends `${string}.${infer C}`
      ? C
      : SE
  : SE extends AliasedExpression<unknown, infer A>
    ? A
    : never

type ValueOf<C, SE> = SE extends keyof C
  ? C[SE]
  : SE extends `${infer N} as ${string}`
    ? C[N & keyof C]
    : SE extends AliasedRows<infer Row, string>
      ? Row[keyof Row] | null
      : SE extends AliasedExpression<infer T, string>
        ? T
        : never

type Selected<C, SE> = Drained<{ [E in SE as NameOf<E>]: ValueOf<C, E> }>

export type On<DB, TB, TE> = Columns<Joined<DB, TE>, keyof Joined<DB, TE> & (TB | AliasOf<TE>)>
export type JoinOn<DB, TB, TE> = (
  join: JoinBuilder<Joined<DB, TE>, keyof Joined<DB, TE> & (TB | AliasOf<TE>)>,
) => JoinSource
type InnerJoin<DB, TB, O, TE> = Query<Joined<DB, TE>, keyof Joined<DB, TE> & (TB | AliasOf<TE>), O>
type LeftJoin<DB, TB, O, TE> = Query<LeftJoined<DB, TE>, keyof LeftJoined<DB, TE> & (TB | AliasOf<TE>), O>

type RightJoin<DB, TB, O, TE> = Query<RightJoined<DB, TB, TE>, keyof RightJoined<DB, TB, TE> & (TB | AliasOf<TE>), O>

type Column<DB, TB extends keyof DB> = keyof Columns<DB, TB> & string
type Term<DB, TB extends keyof DB, O> = Column<DB, TB> | (keyof O & string) | Expression<unknown>
type Terms<DB, TB extends keyof DB, O> =
  | Term<DB, TB, O>
  | readonly Term<DB, TB, O>[]
  | ((eb: ExpressionBuilder<DB, TB>) => Term<DB, TB, O> | readonly Term<DB, TB, O>[])
type Operand<DB, O> =
  | Expression<O>
  | readonly Expression<O>[]
  | ((q: QueryCreator<DB>) => Expression<O> | readonly Expression<O>[])
type Count = number | bigint | Expression<number | bigint>

/**
 * A SELECT: of the tables `DB` it reads those with the aliases `TB`, and answers rows `O`. It is kysely's builder at run time,
 * with types of its own: those of kysely take tsc six times the work. What kysely has beyond it ClickHouse lacks, or has
 * another way (`clauses.ts`).
 */
export interface Query<DB, TB extends keyof DB, O> extends Rows<O> {
  select<SE extends Selectable<Columns<DB, TB>>>(
    selections: readonly SE[],
  ): Query<DB, TB, O & Selected<Columns<DB, TB>, SE>>
  select<SE extends Selectable<Columns<DB, TB>>>(
    build: (eb: ExpressionBuilder<DB, TB>) => SE | readonly SE[],
  ): Query<DB, TB, O & Selected<Columns<DB, TB>, SE>>
  select<SE extends Selectable<Columns<DB, TB>>>(selection: SE): Query<DB, TB, O & Selected<Columns<DB, TB>, SE>>
  selectAll<T extends TB>(table: T): Query<DB, TB, O & DB[T]>
  selectAll(): Query<DB, TB, O & AllColumns<DB, TB>>
  distinct(): Query<DB, TB, O>

  /** By two columns that are equal; a table that is made in place is joined by a condition. */
  innerJoin<TE extends Known<DB>, K extends keyof On<DB, TB, TE> & string>(
    table: TE,
    left: K,
    right: K,
  ): InnerJoin<DB, TB, O, TE>
  innerJoin<TE extends Table<DB, QueryCreator<DB>>>(table: TE, on: JoinOn<DB, TB, TE>): InnerJoin<DB, TB, O, TE>
  /** Columns of the right side are NULL where no row of it matches. */
  leftJoin<TE extends Known<DB>, K extends keyof On<DB, TB, TE> & string>(
    table: TE,
    left: K,
    right: K,
  ): LeftJoin<DB, TB, O, TE>
  leftJoin<TE extends Table<DB, QueryCreator<DB>>>(table: TE, on: JoinOn<DB, TB, TE>): LeftJoin<DB, TB, O, TE>
  /** Columns of what was read before are NULL where no row of it matches. */
  rightJoin<TE extends Known<DB>, K extends keyof On<DB, TB, TE> & string>(
    table: TE,
    left: K,
    right: K,
  ): RightJoin<DB, TB, O, TE>
  rightJoin<TE extends Table<DB, QueryCreator<DB>>>(table: TE, on: JoinOn<DB, TB, TE>): RightJoin<DB, TB, O, TE>
  crossJoin<TE extends Table<DB, QueryCreator<DB>>>(table: TE): InnerJoin<DB, TB, O, TE>

  where<const L extends Left<Columns<DB, TB>>>(
    left: L,
    operator: ComparisonOperatorExpression,
    right: Right<Columns<DB, TB>, L>,
  ): Query<DB, TB, O>
  where(condition: Condition<DB, TB>): Query<DB, TB, O>
  whereRef(left: Column<DB, TB>, operator: ComparisonOperatorExpression, right: Column<DB, TB>): Query<DB, TB, O>
  groupBy(columns: Terms<DB, TB, O>): Query<DB, TB, O>
  having<const L extends Left<Columns<DB, TB>>>(
    left: L,
    operator: ComparisonOperatorExpression,
    right: Right<Columns<DB, TB>, L>,
  ): Query<DB, TB, O>
  having(condition: Condition<DB, TB>): Query<DB, TB, O>
  orderBy(column: Term<DB, TB, O>, modifiers?: OrderByModifiers): Query<DB, TB, O>
  orderBy(build: (eb: ExpressionBuilder<DB, TB>) => Expression<unknown>, modifiers?: OrderByModifiers): Query<DB, TB, O>
  orderBy(columns: readonly Term<DB, TB, O>[]): Query<DB, TB, O>
  limit(rows: Count): Query<DB, TB, O>
  offset(rows: Count): Query<DB, TB, O>

  union(query: Operand<DB, O>): Query<DB, TB, O>
  unionAll(query: Operand<DB, O>): Query<DB, TB, O>
  except(query: Operand<DB, O>): Query<DB, TB, O>
  intersect(query: Operand<DB, O>): Query<DB, TB, O>

  as<A extends string>(alias: A): AliasedRows<O, A>
  as(alias: Expression<unknown>): never
  modifyEnd(modifier: Expression<unknown>): Query<DB, TB, O>
  /** Applies a step: `.$call(limitBy(1, (eb) => [eb.ref('u.account_id')]))`. */
  $call<T>(step: (query: Query<DB, TB, O>) => T): T
  $if(condition: boolean, step: (query: Query<DB, TB, O>) => Query<DB, TB, O>): Query<DB, TB, O>
  /** The rows as tuples, for `in`: all of the columns, in order. */
  $asTuple<const K extends readonly (keyof O)[]>(...columns: K): Expression<{ [I in keyof K]: O[K[I]] }>
  /** Says that the rows are of another type, where tsc cannot know. */
  $castTo<Row>(): Query<DB, TB, Row>
  toOperationNode(): SelectQueryNode
}
