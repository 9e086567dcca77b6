import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Bool, Int, Long, Text } from '../../warehouse/columns.ts'
import {
  type Amount,
  coveredOf,
  covers,
  factorOf,
  noTakes,
  ofGrant,
  ofUse,
  steps,
  termsOf,
  wholeUnits,
} from './covering.ts'
import { noneOf } from './none_of.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()
type Pays = (item: E<Tuple>) => E<Text>

const nothing = ch.zero(9)
const empty = noneOf(ch.zero(9))

/**
 * Uses a pool's grants use by use, for pools in which the order of grants depends on the line or on what is left, or that
 * go into debt. Answers what `coverage` answers; what a use takes beyond what grants have is debt of its balance.
 * `pays` is the grant that an item pays back with instead of being used.
 */
export function sequence(
  uses: E<readonly Tuple[]>,
  grants: E<readonly Tuple[]>,
  pays: Pays = () => ch.text(''),
): RawBuilder<Tuple> {
  const start = ch.tuple(
    ch.arrayMap(grants, (grant) => ch.if(eb(ofGrant.fromGrant(grant), '=', ''), ofGrant.amount(grant), nothing)),
    noTakes(),
    empty,
    empty,
    noneOf(ch.text('')),
    empty,
    noneOf(ch.toBool(ch.literal(0))),
  )
  const ids = ch.arrayMap(grants, (grant) => ofGrant.id(grant))
  return ch.let(
    ch.arrayFold(uses, start, (state, use) => serve(grants, ids, state, use, pays(use))),
    (done) => {
      const lefts = ch.element<readonly Amount[]>(done, 1)
      const rest = rests(grants, ids, lefts)
      return ch.tuple(
        ch.element<readonly Amount[]>(done, 3),
        ch.element<readonly Tuple[]>(done, 2),
        rest,
        ch.arrayMapThree(grants, rest, lefts, (grant, left, own) =>
          ch.if(eb(ofGrant.fromGrant(grant), '=', ''), ofGrant.amount(grant), ch.decimal(ch.minus(left, own), 9)),
        ),
        ch.element<readonly Amount[]>(done, 4),
        ch.element<readonly Text[]>(done, 5),
        ch.element<readonly Amount[]>(done, 6),
        ch.element<readonly Bool[]>(done, 7),
      )
    },
  )
}

/** What grants have left; what is carried over is what its source has left, and has its own takes below zero until then. */
const rests = (grants: E<readonly Tuple[]>, ids: E<readonly Text[]>, lefts: E<readonly Amount[]>) =>
  ch.arrayMapBoth(grants, lefts, (grant, left) => {
    const source = ch.at(lefts, ch.toLong(ch.indexOf(ids, ofGrant.fromGrant(grant))))
    const carried = ch.least(ofGrant.amount(grant), ch.greatest(source, ofGrant.least(grant)))
    return ch.if(eb(ofGrant.fromGrant(grant), '=', ''), left, ch.decimal(ch.plus(carried, left), 9))
  })

/**
 * State: what grants have left, takes; then of each use what it still needs, what of it is refused, of which allowance or
 * balance it took first, what, and whether it took more than once.
 */
function serve(
  grants: E<readonly Tuple[]>,
  ids: E<readonly Text[]>,
  state: E<Tuple>,
  use: E<Tuple>,
  pays: E<Text>,
): RawBuilder<Tuple> {
  const lefts = ch.element<readonly Amount[]>(state, 1)
  const firstOf = (takes: E<readonly Tuple[]>) => ch.toLong(ch.indexOf(ids, ch.element<Text>(ch.at(takes, 1), 1)))
  return ch.let(rests(grants, ids, lefts), (rest) =>
    ch.let(served(grants, ids, rest, use, pays), (taken) => {
      const takes = ch.element<readonly Tuple[]>(taken, 2)
      const after = ch.arrayMapBoth(ids, lefts, (id, left) => {
        const mine = ch.arrayMap(takes, (one) =>
          ch.if(eb(ch.element<Text>(one, 1), '=', id), ch.element<Amount>(one, 3), nothing),
        )
        return ch.decimal(ch.minus(left, ch.decimal(ch.arraySum(mine), 9)), 9)
      })
      return ch.tuple(
        ch.if(eb(pays, '=', ''), after, repaid(grants, ids, lefts, pays)),
        ch.arrayConcat(ch.element<readonly Tuple[]>(state, 2), takes),
        ch.arrayConcat(ch.element<readonly Amount[]>(state, 3), ch.array(ch.element<Amount>(taken, 1))),
        ch.arrayConcat(ch.element<readonly Amount[]>(state, 4), ch.array(ch.element<Amount>(taken, 3))),
        ch.arrayConcat(ch.element<readonly Text[]>(state, 5), ch.array(ofGrant.name(ch.at(grants, firstOf(takes))))),
        ch.arrayConcat(ch.element<readonly Amount[]>(state, 6), ch.array(ch.element<Amount>(ch.at(takes, 1), 3))),
        ch.arrayConcat(ch.element<readonly Bool[]>(state, 7), ch.array(ch.toBool(eb(ch.arrayLength(takes), '>', 1n)))),
      )
    }),
  )
}

/** What a use still needs, its takes, and what of it is refused. */
function served(
  grants: E<readonly Tuple[]>,
  ids: E<readonly Text[]>,
  rest: E<readonly Amount[]>,
  use: E<Tuple>,
  pays: E<Text>,
): RawBuilder<Tuple> {
  const positions = ch.range(ch.literal(1), ch.plus(ch.toLong(ch.arrayLength(ids)), ch.literal<bigint>(1n)))
  const usable = ch.arrayFilter(positions, (position) =>
    eb.and([eb(pays, '=', ''), covers(termsOf(ch.at(grants, position)), coveredOf(use))]),
  )
  const order = ch.arraySortBy(usable, (position) => turn(ch.at(grants, position), ch.at(rest, position), use))
  const first = ch.tuple(ofUse.need(use), noTakes(), nothing)
  return ch.let(order, (turns) =>
    ch.let(
      ch.arrayFold(turns, first, (state, position) => {
        const need = ch.element<Amount>(state, 1)
        const grant = ch.at(grants, position)
        // What is taken by name is an amount of the balance, not use that it counts in increments.
        const increment = ch.if(eb(ofUse.balance(use), '=', ''), ofGrant.increment(grant), nothing)
        const asked = steps(increment, ch.decimal(ch.mul(need, factorOf(use, grant)), 9), 'up')
        const left = steps(increment, ch.greatest(ch.at(rest, position), nothing), 'down')
        return ch.let(wholeUnits(grant, factorOf(use, grant), asked, ch.least(asked, left)), (part) => {
          const covered = ch.least(need, ch.decimal(ch.div(ch.exact(part), factorOf(use, grant)), 9))
          const open = ch.decimal(ch.minus(need, covered), 9)
          const last = ch.arrayLastIndex(turns, (other) =>
            eb.and([
              eb(ofGrant.blocker(ch.at(grants, other)), '=', 1),
              eb(ofGrant.name(ch.at(grants, other)), '=', ofGrant.name(grant)),
            ]),
          )
          // Its last deposit blocks, not the first that is empty.
          const blocked = eb.and([eb(ofGrant.blocker(grant), '=', 1), eb(ch.at(turns, last), '=', position)])
          const one = ch.array(ch.tuple(ofGrant.id(grant), ofUse.eventId(use), part, covered))
          return ch.tuple(
            ch.if(blocked, nothing, open),
            ch.arrayConcat(
              ch.element<readonly Tuple[]>(state, 2),
              ch.arrayFilter(one, (each) => eb(ch.element<Amount>(each, 3), '>', '0')),
            ),
            ch.if(blocked, ch.decimal(ch.plus(ch.element<Amount>(state, 3), open), 9), ch.element<Amount>(state, 3)),
          )
        })
      }),
      (state) => indebted(grants, ids, rest, turns, use, state),
    ),
  )
}

/** What is still needed is lent by the first balance in turn that may go below zero. */
function indebted(
  grants: E<readonly Tuple[]>,
  ids: E<readonly Text[]>,
  rest: E<readonly Amount[]>,
  turns: E<readonly Long[]>,
  use: E<Tuple>,
  state: E<Tuple>,
): RawBuilder<Tuple> {
  const need = ch.element<Amount>(state, 1)
  const first = ch.arrayFirstIndex(turns, (position) => eb(ofGrant.maximumDebt(ch.at(grants, position)), '>', '0'))
  // All debt of a balance stands on one of its deposits, which does not expire.
  const bearer = ch.toLong(ch.indexOf(ids, ofGrant.debtor(ch.at(grants, ch.at(turns, first)))))
  const debtor = ch.if(eb(first, '>', 0n), bearer, ch.toLong(ch.literal(0)))
  const owed = ch.least(ch.at(rest, debtor), nothing)
  const most = ch.greatest(ch.decimal(ch.plus(ofGrant.maximumDebt(ch.at(grants, debtor)), owed), 9), nothing)
  return ch.let(ch.if(eb(debtor, '>', 0n), ch.least(need, most), nothing), (lent) =>
    ch.tuple(
      ch.decimal(ch.minus(need, lent), 9),
      ch.arrayConcat(
        ch.element<readonly Tuple[]>(state, 2),
        ch.arrayFilter(ch.array(ch.tuple(ch.at(ids, debtor), ofUse.eventId(use), lent, lent)), (each) =>
          eb(ch.element<Amount>(each, 3), '>', '0'),
        ),
      ),
      ch.element<Amount>(state, 3),
    ),
  )
}

/** What is left of grants once one of them has paid back what its balance owes. */
function repaid(grants: E<readonly Tuple[]>, ids: E<readonly Text[]>, lefts: E<readonly Amount[]>, id: E<Text>) {
  return ch.let(ch.toLong(ch.indexOf(ids, id)), (payer) => {
    const debtor = ofGrant.debtor(ch.at(grants, payer))
    return ch.let(ch.toLong(ch.indexOf(ids, debtor)), (ower) => {
      const owed = ch.greatest(ch.negate(ch.at(lefts, ower)) as E<Amount>, nothing)
      return ch.let(ch.if(eb(payer, '=', ower), nothing, ch.least(owed, ch.at(lefts, payer))), (paid) => {
        const positions = ch.range(ch.literal(1), ch.plus(ch.toLong(ch.arrayLength(ids)), ch.literal<bigint>(1n)))
        return ch.arrayMapBoth(positions, lefts, (position, left) =>
          ch.multiIf<Amount>(
            [
              [eb(position, '=', ower), ch.decimal(ch.plus(left, paid), 9)],
              [eb(position, '=', payer), ch.decimal(ch.minus(left, paid), 9)],
            ],
            left,
          ),
        )
      })
    })
  })
}

/** Sorts the grants a use may take from: priority, own or not, what is left, then as any. */
function turn(grant: E<Tuple>, left: E<Amount>, use: E<Tuple>) {
  const other = eb.and([eb(ofGrant.ownFirst(grant), '=', 1), eb(ofGrant.line(grant), '<>', ofUse.line(use))])
  return ch.tuple(
    ofGrant.priority(grant),
    ch.toInt(ch.toBool(other)) as E<Int>,
    ch.multiIf<Amount>(
      [
        [eb(ofGrant.order(grant), '=', 'lowest'), left as never],
        [eb(ofGrant.order(grant), '=', 'highest'), ch.negate(left) as never],
      ],
      nothing,
    ),
    ofGrant.place(grant),
  )
}
