import {
  type AliasedExpression,
  AliasNode,
  type Expression,
  ExpressionWrapper,
  IdentifierNode,
  type RawBuilder,
  type SqlBool,
  sql,
  TableNode,
} from 'kysely'
import type { Column } from '../../warehouse/columns.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { type Build, built, clause } from './clause.ts'
import type { FinalAliasNode, ParameterNode, Settings } from './nodes.ts'
import type { Query } from './query.ts'
import { type QuerySettings, settingsText } from './settings.ts'

type Step<DB, TB extends keyof DB, O> = (query: Query<DB, TB, O>) => Query<DB, TB, O>

/** `.$call(prewhere((eb) => eb('u.day', '>=', '2026-01-01')))` -> `PREWHERE condition`, read before other columns. */
export function prewhere<DB, TB extends keyof DB, O>(condition: Build<DB, TB, Expression<SqlBool>>): Step<DB, TB, O> {
  return (query) => query.modifyEnd(clause('prewhere', sql`prewhere ${built(condition)}`))
}

/** `.$call(limitBy(1, (eb) => [eb.ref('r.account_id')]))`: the first `count` rows of each group, in the query's order. */
export function limitBy<DB, TB extends keyof DB, O>(
  count: number,
  columns: Build<DB, TB, readonly Expression<unknown>[]>,
): Step<DB, TB, O> {
  return (query) => {
    const by = sql.join(built(columns))
    return query.modifyEnd(clause('limitBy', sql`limit ${sql.lit(count)} by ${by}`))
  }
}

/**
 * Keeps rows by a window's value, after HAVING: the last bill of each account is
 * `.$call(qualify((eb) => eb(over(ch.rowNumber(), { partitionBy: [eb.ref('b.account_id')], orderBy: [desc(eb.ref('b.day'))] }), '=', 1n)))`.
 */
export function qualify<DB, TB extends keyof DB, O>(condition: Build<DB, TB, Expression<SqlBool>>): Step<DB, TB, O> {
  return (query) => query.modifyEnd(clause('qualify', sql`qualify ${built(condition)}`))
}

/**
 * `.orderBy('amount', 'desc').limit(10).$call(withTies)` -> `LIMIT 10 WITH TIES`: also the rows that are level with the last one.
 * ConfigurationError when compiled without an order or a limit.
 */
export function withTies<DB, TB extends keyof DB, O>(query: Query<DB, TB, O>): Query<DB, TB, O> {
  return query.modifyEnd(clause('withTies', sql`with ties`))
}

/** Marks a query whose answer has a totals row beside its rows: such a query is read, never stored as a model. */
export interface Totals {
  readonly '~totals'?: never
}

/**
 * `.$call(withTotals)` -> `GROUP BY ... WITH TOTALS`. ClickHouse answers the totals row apart from the others, and a table or view
 * would lose it: a model with it neither compiles in tsc (`.table()` is missing) nor in the plan (ConfigurationError).
 */
export function withTotals<DB, TB extends keyof DB, O>(query: Query<DB, TB, O>): Query<DB, TB, O & Totals> {
  return query.modifyEnd(clause('withTotals', sql`with totals`)) as never
}

/**
 * `.$call(settings({ max_threads: 1 }))` -> `SETTINGS max_threads = 1` on this SELECT. Names and values are ClickHouse's; a
 * name that it does not have does not compile.
 */
export function settings(
  values: QuerySettings,
): <DB, TB extends keyof DB, O>(query: Query<DB, TB, O>) => Query<DB, TB, O> {
  const set = Object.freeze({ ...values }) as Settings
  const fragment = sql`settings ${sql.raw(settingsText(set))}`
  return (query) => query.modifyEnd(clause('settings', fragment, { settings: set }))
}

/** `relation AS alias FINAL`, optionally `SAMPLE`d. Models reach it through their context, where the row is known. */
export function finalTable<Row, A extends string>(name: string, alias: A, sample?: number): AliasedExpression<Row, A> {
  if (sample !== undefined && !(sample > 0 && sample <= 1)) {
    throw new ConfigurationError(`${name}: a sample is a share in (0, 1], not ${sample}`)
  }
  const node: FinalAliasNode = {
    ...AliasNode.create(TableNode.create(name), IdentifierNode.create(alias)),
    final: true,
    ...(sample === undefined ? {} : { sample }),
  }
  return { alias, expression: sql<Row>`${sql.table(name)}`, toOperationNode: () => node }
}

/**
 * A named run-time parameter of a column's type, for queries that are run, not for models, which are stored:
 * `eb('c.day', '>=', param('from', t.date))` -> `{from:Date}`. ConfigurationError for a name that is no word.
 */
export function param<T>(name: string, { ddl }: Column<T>): RawBuilder<T> {
  if (!/^\w+$/.test(name)) {
    throw new ConfigurationError(`{${name}:${ddl}} is not a query parameter`, 'Name it with letters, digits and _.')
  }
  const parameter = `{${name}:${ddl}}`
  const node: ParameterNode = { ...sql<T>`${sql.raw(parameter)}`.toOperationNode(), parameter }
  return sql<T>`${new ExpressionWrapper<never, never, T>(node)}`
}

export { arrayJoin, arrayJoins, leftArrayJoin, leftArrayJoins } from './array-join.ts'
export { withFill } from './fill.ts'
export { cube, groupingSets, rollup } from './grouping.ts'
export { antiJoin, any, asof, semiJoin } from './join.ts'
export { desc, over, rangeBetween, rowsBetween } from './window.ts'
