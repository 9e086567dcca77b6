import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'

type E<T> = Expression<T>
type Array<T> = Expression<readonly T[]>
type Condition = Expression<SqlBool | null>

/** Names of elements where there are many arrays. */
const LETTERS = 'abcdefghijklmn'

/** How deep in lambdas a fragment is being made, so that a lambda within a lambda has names of its own. */
let depth = 0

/** `(a1, b1) -> body`; the names are the lambda's own and stand for elements, not columns. */
function lambda(letters: string, body: (...names: RawBuilder<never>[]) => Expression<unknown>): RawBuilder<never> {
  depth++
  try {
    const names = [...letters].map((letter) => sql<never>`${sql.raw(`${letter}${depth}`)}`)
    return sql`(${sql.join(names)}) -> ${body(...names)}`
  } finally {
    depth--
  }
}

/** Functions over every element of arrays: `ch.arrayMap(eb.ref('r.bounds'), (bound) => ch.times(bound, ch.literal(60)))`. */
export const lambdas = {
  arrayMap: <T, R>(a: Array<T>, each: (x: E<T>) => E<R>): RawBuilder<readonly R[]> =>
    sql`arrayMap(${lambda('x', each as never)}, ${a})`,
  /** Arrays of one length, element by element. */
  arrayMapBoth: <T, U, R>(a: Array<T>, b: Array<U>, each: (x: E<T>, y: E<U>) => E<R>): RawBuilder<readonly R[]> =>
    sql`arrayMap(${lambda('xy', each as never)}, ${a}, ${b})`,
  arrayMapThree: <T, U, V, R>(
    a: Array<T>,
    b: Array<U>,
    c: Array<V>,
    each: (x: E<T>, y: E<U>, z: E<V>) => E<R>,
  ): RawBuilder<readonly R[]> => sql`arrayMap(${lambda('xyz', each as never)}, ${a}, ${b}, ${c})`,
  /** The same of any number of arrays. */
  arrayMapAll: <const A extends readonly Array<unknown>[], R>(
    arrays: A,
    each: (...elements: { [I in keyof A]: A[I] extends Array<infer T> ? E<T> : never }) => E<R>,
  ): RawBuilder<readonly R[]> =>
    sql`arrayMap(${lambda(LETTERS.slice(0, arrays.length), each as never)}, ${sql.join(arrays)})`,
  arrayFilter: <T>(a: Array<T>, keep: (x: E<T>) => Condition): RawBuilder<readonly T[]> =>
    sql`arrayFilter(${lambda('x', keep as never)}, ${a})`,
  /** Elements of the first of two arrays of one length. */
  arrayFilterBoth: <T, U>(a: Array<T>, b: Array<U>, keep: (x: E<T>, y: E<U>) => Condition): RawBuilder<readonly T[]> =>
    sql`arrayFilter(${lambda('xy', keep as never)}, ${a}, ${b})`,
  arrayExists: <T>(a: Array<T>, holds: (x: E<T>) => Condition): RawBuilder<boolean> =>
    sql`arrayExists(${lambda('x', holds as never)}, ${a})`,
  arrayAll: <T>(a: Array<T>, holds: (x: E<T>) => Condition): RawBuilder<boolean> =>
    sql`arrayAll(${lambda('x', holds as never)}, ${a})`,
  /** Position of the first element that holds, from 1; 0 where none does. */
  arrayFirstIndex: <T>(a: Array<T>, holds: (x: E<T>) => Condition): RawBuilder<bigint> =>
    sql`toInt64(arrayFirstIndex(${lambda('x', holds as never)}, ${a}))`,
  /** Position of the last element that holds, from 1; 0 where none does. */
  arrayLastIndex: <T>(a: Array<T>, holds: (x: E<T>) => Condition): RawBuilder<bigint> =>
    sql`toInt64(arrayLastIndex(${lambda('x', holds as never)}, ${a}))`,
  arraySortBy: <T>(a: Array<T>, key: (x: E<T>) => E<unknown>): RawBuilder<readonly T[]> =>
    sql`arraySort(${lambda('x', key as never)}, ${a})`,
  /** Carries a state through the elements, from the first to the last; the state keeps the type of `start`. */
  arrayFold: <T, S>(a: Array<T>, start: E<S>, step: (state: E<S>, x: E<T>) => E<S>): RawBuilder<S> =>
    sql`arrayFold(${lambda('sx', step as never)}, ${a}, ${start})`,
  /** Names two values. */
  letBoth: <T, U, R>(value: E<T>, other: E<U>, body: (x: E<T>, y: E<U>) => E<R>): RawBuilder<R> =>
    sql`arrayElement(arrayMap(${lambda('vw', body as never)}, array(${value}), array(${other})), 1)`,
  /** Names a value that is used several times, so that it is computed and written once. */
  let: <T, R>(value: E<T>, body: (x: E<T>) => E<R>): RawBuilder<R> =>
    sql`arrayElement(arrayMap(${lambda('v', body as never)}, array(${value})), 1)`,
} as const
