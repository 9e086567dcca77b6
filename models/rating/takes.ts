import type { Expression } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { type Amount, ofGrant, ofUse } from './covering.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

/** What a coverage tells: what became of each use, what was taken, and what is left of each grant. */
export function outcome(uses: E<readonly Tuple[]>, grants: E<readonly Tuple[]>, result: E<Tuple>) {
  const after = ch.element<readonly Amount[]>(result, 1) as E<readonly Amount[]>
  const left = ch.element<readonly Amount[]>(result, 3) as E<readonly Amount[]>
  const given = ch.element<readonly Amount[]>(result, 4) as E<readonly Amount[]>
  const refused = ch.element<readonly Amount[]>(result, 5) as E<readonly Amount[]>
  return [
    /** Key of the use, need before, need after, refused, from unit. */
    ch
      .arrayMapThree(uses, after, refused, (use, open, no) =>
        ch.tuple(ofUse.eventId(use), ofUse.need(use), open, no, ofUse.from(use)),
      )
      .as('changes'),
    /** Id of the grant, key of the use, taken, covered. */
    ch.element<readonly Tuple[]>(result, 2).as('takes'),
    /** Id of the grant, given, left. */
    ch.arrayMapThree(grants, given, left, (grant, all, rest) => ch.tuple(ofGrant.id(grant), all, rest)).as('rests'),
  ] as const
}

/** Takes, each with its position in the order in which it was taken. */
export const numberedTakes = (takes: E<readonly Tuple[]>) => ({
  take: takes,
  position: ch.range(ch.literal(0), ch.toLong(ch.arrayLength(takes))),
})

export const takeColumns = (take: E<Tuple>) =>
  [
    ch.element<Text>(take, 1).as('grant_id'),
    ch.element<Text>(take, 2).as('use_key'),
    ch.element<Decimal<9>>(take, 3).as('taken'),
    ch.element<Decimal<9>>(take, 4).as('covered'),
  ] as const
