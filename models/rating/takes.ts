import type { Expression } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Bool, Decimal, Text } from '../../warehouse/columns.ts'
import { type Amount, ofGrant } from './covering.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

/** Of each use its key, what it needs and from which unit. */
export interface Asked {
  readonly keys: E<readonly Text[]>
  readonly needs: E<readonly Amount[]>
  readonly froms: E<readonly Amount[]>
}

/** What a coverage tells: what became of each use, what was taken, and what is left of each grant. */
export function outcome({ keys, needs, froms }: Asked, grants: E<readonly Tuple[]>, result: E<Tuple>) {
  const after = ch.element<readonly Amount[]>(result, 1) as E<readonly Amount[]>
  const left = ch.element<readonly Amount[]>(result, 3) as E<readonly Amount[]>
  const given = ch.element<readonly Amount[]>(result, 4) as E<readonly Amount[]>
  const refused = ch.element<readonly Amount[]>(result, 5) as E<readonly Amount[]>
  const names = ch.element<readonly Text[]>(result, 6) as E<readonly Text[]>
  const firsts = ch.element<readonly Amount[]>(result, 7) as E<readonly Amount[]>
  const severals = ch.element<readonly Bool[]>(result, 8) as E<readonly Bool[]>
  return [
    /** See `ofChange`. */
    ch
      .arrayMapAll(
        [keys, needs, after, refused, froms, names, firsts, severals],
        (key, need, open, no, from, name, first, several) => ch.tuple(key, need, open, no, from, name, first, several),
      )
      .as('changes'),
    /** Id of the grant, key of the use, taken, covered. */
    ch.element<readonly Tuple[]>(result, 2).as('takes'),
    /** Id of the grant, given, left. */
    ch.arrayMapThree(grants, given, left, (grant, all, rest) => ch.tuple(ofGrant.id(grant), all, rest)).as('rests'),
  ] as const
}

/** Members of the tuple of what became of a use. */
export const ofChange = {
  key: (change: E<Tuple>) => ch.element<Text>(change, 1),
  before: (change: E<Tuple>) => ch.element<Amount>(change, 2),
  after: (change: E<Tuple>) => ch.element<Amount>(change, 3),
  refused: (change: E<Tuple>) => ch.element<Amount>(change, 4),
  from: (change: E<Tuple>) => ch.element<Amount>(change, 5),
  /** Allowance or balance of which it took first; empty where of none. */
  allowance: (change: E<Tuple>) => ch.element<Text>(change, 6),
  taken: (change: E<Tuple>) => ch.element<Amount>(change, 7),
  /** Whether it took more than once. */
  several: (change: E<Tuple>) => ch.element<Bool>(change, 8),
} as const

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
