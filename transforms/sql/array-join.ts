import { type Expression, sql } from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { type Build, built, clause } from './clause.ts'
import type { Query } from './query.ts'

type Arrays = Readonly<Record<string, Expression<readonly unknown[]>>>
type ElementOf<E> = E extends Expression<readonly (infer T)[]> ? T : never
type Elements<A> = { [K in keyof A & string]: { [C in K]: ElementOf<A[K]> } }

type ArrayJoin = <DB, TB extends keyof DB, O, const A extends string, T>(
  alias: A,
  array: Build<DB, TB, Expression<readonly T[]>>,
) => (query: Query<DB, TB, O>) => Query<DB & Record<A, Record<A, T>>, TB | A, O>

type ArrayJoins = <DB, TB extends keyof DB, O, A extends Arrays>(
  arrays: Build<DB, TB, A>,
) => (query: Query<DB, TB, O>) => Query<DB & Elements<A>, TB | (keyof A & string), O>

interface Extensible {
  modifyEnd(modifier: Expression<unknown>): unknown
}

/**
 * `.$call(arrayJoin('prefix', (eb) => ch.prefixes(eb.ref('u.called'), 1, 7)))` -> `ARRAY JOIN ... AS prefix`: one row an
 * element; the element is read as the unqualified column `prefix`. Rows with an empty array vanish.
 */
export const arrayJoin: ArrayJoin = (alias, array) => joined('array join', (eb) => ({ [alias]: array(eb as never) }))

/** `arrayJoin` that keeps rows with an empty array: their element is the type's default (0, ''), not NULL. */
export const leftArrayJoin: ArrayJoin = (alias, array) =>
  joined('left array join', (eb) => ({ [alias]: array(eb as never) }))

/**
 * Arrays of one length in step: `.$call(arrayJoins((eb) => ({ item: eb.ref('u.items'), price: eb.ref('u.prices') })))` ->
 * `ARRAY JOIN items AS item, prices AS price`. ClickHouse refuses rows whose arrays differ in length.
 */
export const arrayJoins: ArrayJoins = (arrays) => joined('array join', arrays as never)

/** `arrayJoins` that keeps rows with empty arrays: their elements are the types' defaults. */
export const leftArrayJoins: ArrayJoins = (arrays) => joined('left array join', arrays as never)

function joined(
  keyword: 'array join' | 'left array join',
  build: Build<never, never, Arrays>,
): (query: Extensible) => never {
  return (query) => {
    const arrays = Object.entries(built(build))
    if (arrays.length === 0)
      throw new ConfigurationError('an ARRAY JOIN has at least one array', 'Name one, or leave it.')
    const list = sql.join(arrays.map(([column, array]) => sql`${array} as ${sql.id(column)}`))
    return query.modifyEnd(
      clause('arrayJoin', sql`${sql.raw(keyword)} ${list}`, {
        arrays: arrays.map(([column, array]) => ({ column, array: array.toOperationNode() })),
      }),
    ) as never
  }
}
