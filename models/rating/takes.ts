import type { Expression } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long, Text } from '../../warehouse/columns.ts'
import { ofUse } from './covering.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

/** Takes of a coverage's result, each an element of `result.2`, with the ids of its grant and its use. */
export const takesOf = (result: E<Tuple>) => ch.element<readonly Tuple[]>(result, 2)

export const takeColumns = (grants: E<readonly Tuple[]>, uses: E<readonly Tuple[]>, take: E<Tuple>) =>
  [
    ch.element<Text>(ch.at(grants, ch.element<Long>(take, 1)), 2).as('grant_id'),
    ofUse.eventId(ch.at(uses, ch.element<Long>(take, 2))).as('event_id'),
    ch.element<Decimal<9>>(take, 3).as('taken'),
    ch.element<Decimal<9>>(take, 4).as('covered'),
  ] as const

/** What became of each use that a coverage saw: event, need before, need after, refused, from unit. */
export function changesOf(uses: E<readonly Tuple[]>, result: E<Tuple>) {
  const after = ch.element<readonly Decimal<9>[]>(result, 1) as E<readonly Decimal<9>[]>
  const refused = ch.element<readonly Decimal<9>[]>(result, 5) as E<readonly Decimal<9>[]>
  return ch.arrayMapThree(uses, after, refused, (use, left, no) =>
    ch.tuple(ofUse.eventId(use), ofUse.need(use), left, no, ofUse.from(use)),
  )
}
