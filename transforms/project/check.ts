import type { Expression, SqlBool } from 'kysely'
import type { ExpressionBuilder } from '../sql/expression.ts'
import type { Relation } from './relation.ts'

declare const reads: unique symbol

/** `error` stops publication; `warn` is shown and publishes. */
export type Severity = 'error' | 'warn'

export type CheckRule =
  | { readonly kind: 'notNull'; readonly columns: readonly string[] }
  | { readonly kind: 'unique'; readonly columns: readonly string[] }
  | { readonly kind: 'accepted'; readonly column: string; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'relationship'; readonly column: string; readonly to: Relation; readonly toColumn: string }
  | {
      readonly kind: 'expression'
      readonly condition: (eb: ExpressionBuilder<RowDatabase<never>, 'row'>) => Expression<SqlBool>
    }
  | { readonly kind: 'notEmpty' }
  | { readonly kind: 'empty' }

export interface RowDatabase<Row> {
  readonly row: Row
}

/** A statement about every row of a model. `Row` is what a row must have for the check to make sense. */
export interface Check<in Row> {
  readonly name: string
  readonly severity: Severity
  readonly rule: CheckRule
  readonly [reads]?: (row: Row) => void
}

const check = <Row>(name: string, rule: CheckRule): Check<Row> => Object.freeze({ name, severity: 'error', rule })

/** None of the columns is NULL. */
export function notNull<const C extends string>(...columns: readonly C[]): Check<Readonly<Record<C, unknown>>> {
  return check(`not null: ${columns.join(', ')}`, { kind: 'notNull', columns })
}

/** No two rows share these columns' values. */
export function unique<const C extends string>(...columns: readonly C[]): Check<Readonly<Record<C, unknown>>> {
  return check(`unique: ${columns.join(', ')}`, { kind: 'unique', columns })
}

/** Every value that is not NULL is one of the list. */
export function accepted<const C extends string>(
  column: C,
  values: readonly (string | number | boolean)[],
): Check<Readonly<Record<C, unknown>>> {
  return check(`accepted: ${column}`, { kind: 'accepted', column, values })
}

/** Every value that is not NULL occurs in another relation's column. */
export function relationship<const C extends string, Row>(
  column: C,
  to: Relation<string, Row>,
  toColumn: keyof Row & string,
): Check<Readonly<Record<C, unknown>>> {
  return check(`${column} is in ${to.name}.${toColumn}`, { kind: 'relationship', column, to, toColumn })
}

/** The condition holds in every row (NULL does not): `expression('total = net + tax', (eb) => eb('total', '=', ch.plus(...)))`. */
export function expression<Row>(
  name: string,
  condition: (eb: ExpressionBuilder<RowDatabase<Row>, 'row'>) => Expression<SqlBool>,
): Check<Row> {
  return check(name, { kind: 'expression', condition: condition as never })
}

/** There is at least one row. */
export function notEmpty(): Check<unknown> {
  return check('has rows', { kind: 'notEmpty' })
}

/** There is no row: of a model whose rows are what must not be, which makes a check of any query. */
export function empty(): Check<unknown> {
  return check('has no rows', { kind: 'empty' })
}

/** The same check, shown but not stopping publication. */
export function warn<C extends Check<never>>(check: C): C {
  return Object.freeze({ ...check, severity: 'warn' })
}
