import type { Expression } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

/** Takes of a coverage's result, each an element of `result.2`. */
export const takesOf = (result: E<Tuple>) => ch.element<readonly Tuple[]>(result, 2)

/** The same, each with its position in the order in which it was taken. */
export const numberedTakes = (result: E<Tuple>) => ({
  take: takesOf(result),
  position: ch.range(ch.literal(0), ch.toLong(ch.arrayLength(takesOf(result)))),
})

export const takeColumns = (take: E<Tuple>) =>
  [
    ch.element<Text>(take, 1).as('grant_id'),
    ch.element<Text>(take, 2).as('use_key'),
    ch.element<Decimal<9>>(take, 3).as('taken'),
    ch.element<Decimal<9>>(take, 4).as('covered'),
  ] as const

/** What became of each use that a coverage saw: key of the use, need before, need after, refused, from unit. */
export function changesOf(uses: E<readonly Tuple[]>, result: E<Tuple>) {
  const after = ch.element<readonly Decimal<9>[]>(result, 1) as E<readonly Decimal<9>[]>
  const refused = ch.element<readonly Decimal<9>[]>(result, 5) as E<readonly Decimal<9>[]>
  return ch.arrayMapThree(uses, after, refused, (use, left, no) =>
    ch.tuple(ch.element<Text>(use, 1), ch.element<Decimal<9>>(use, 2), left, no, ch.element<Decimal<9>>(use, 3)),
  )
}

/** What became of each grant: id, given, left. */
export function restsOf(grants: E<readonly Text[]>, result: E<Tuple>) {
  const given = ch.element<readonly Decimal<9>[]>(result, 4) as E<readonly Decimal<9>[]>
  const left = ch.element<readonly Decimal<9>[]>(result, 3) as E<readonly Decimal<9>[]>
  return ch.arrayMapThree(grants, given, left, (id, all, rest) => ch.tuple(id, all, rest))
}
