import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { type Amount, covers, factorOf, noTakes, ofGrant, ofUse, steps } from './covering.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()
const nothing = ch.zero(9)

/**
 * Uses a pool's grants one after the other in their order: of each, uses take in event order what those before them left.
 * As every use takes from grants in the same order, this is what taking use by use would give, with one pass a grant.
 *
 * Answers a tuple: what each use still needs; takes (grant, use, taken, covered; positions from 1); what each grant has left;
 * what each was given; what of each use is refused.
 */
export function coverage(uses: E<readonly Tuple[]>, grants: E<readonly Tuple[]>): RawBuilder<Tuple> {
  const needs = ch.arrayMap(uses, (use) => ofUse.need(use))
  const none = ch.arrayFilter(ch.array(ch.zero(9)), () => ch.toBool(ch.literal(0)))
  const start = ch.tuple(
    needs,
    noTakes(),
    none,
    none,
    ch.arrayMap(uses, () => ch.zero(9)),
  )
  const ids = ch.arrayMap(grants, (grant) => ofGrant.id(grant))
  const blockers = ch.arrayFilter(grants, (grant) => eb(ofGrant.blocker(grant), '=', 1))
  return ch.arrayFold(grants, start, (state, grant) => take(uses, ids, blockers, state, grant))
}

function take(
  uses: E<readonly Tuple[]>,
  ids: E<readonly Text[]>,
  blockers: E<readonly Tuple[]>,
  state: E<Tuple>,
  grant: E<Tuple>,
): RawBuilder<Tuple> {
  const needs = ch.element<readonly Amount[]>(state, 1)
  const takes = ch.element<readonly Tuple[]>(state, 2)
  const lefts = ch.element<readonly Amount[]>(state, 3)
  const givens = ch.element<readonly Amount[]>(state, 4)
  const refused = ch.element<readonly Amount[]>(state, 5)
  const source = ofGrant.fromGrant(grant)
  const rest = ch.at(lefts, ch.toLong(ch.indexOf(ids, source)))
  const carried = ch.least(ofGrant.amount(grant), ch.greatest(rest, ofGrant.least(grant)))
  const given = ch.if(eb(source, '=', ''), ofGrant.amount(grant), carried)
  const asks = ch.arrayMapBoth(uses, needs, (use, need) => {
    const asked = ch.decimal(ch.mul(need, factorOf(use, grant)), 9)
    return ch.if(eb.and([covers(grant, use), eb(need, '>', '0')]), steps(grant, asked, 'up'), nothing)
  })
  return ch.let(ch.tuple(asks, given), (known) => {
    const asked = ch.element<readonly Amount[]>(known, 1)
    const usable = steps(grant, ch.element<Amount>(known, 2), 'down')
    const taken = ch.arrayMapBoth(asked, ch.arrayCumSum(asked), (ask, sofar) =>
      ch.greatest(ch.least(ask, ch.minus(usable, ch.minus(sofar, ask))), nothing),
    )
    return ch.let(ch.tuple(taken), (tuple) => {
      const parts = ch.element<readonly Amount[]>(tuple, 1)
      const covered = ch.arrayMapThree(uses, needs, parts, (use, need, part) =>
        ch.least(need, ch.decimal(ch.div(ch.exact(part), factorOf(use, grant)), 9)),
      )
      return ch.let(ch.tuple(covered), (again) => {
        const units = ch.element<readonly Amount[]>(again, 1)
        const blocks = ch.arrayMap(uses, (use) =>
          eb.and([
            eb(ofGrant.blocker(grant), '=', 1),
            covers(grant, use),
            // Its last grant blocks: what was carried over does not stand before the period's own.
            eb.not(
              ch.arrayExists(blockers, (other) =>
                eb.and([
                  eb(ofGrant.name(other), '=', ofGrant.name(grant)),
                  eb(ofGrant.place(other), '>', ofGrant.place(grant)),
                  covers(other, use),
                ]),
              ),
            ),
          ]),
        )
        const open = ch.arrayMapBoth(needs, units, (need, unit) => ch.decimal(ch.minus(need, unit), 9))
        const number = ch.toLong(ch.plus(ch.toLong(ch.arrayLength(lefts)), ch.literal<bigint>(1n)))
        const positions = ch.range(ch.literal(1), ch.plus(ch.toLong(ch.arrayLength(uses)), ch.literal<bigint>(1n)))
        const all = ch.arrayMapThree(positions, parts, units, (position, part, unit) =>
          ch.tuple(number, ch.toLong(position), part, unit),
        )
        const some = ch.arrayFilter(all, (one) => eb(ch.element<Amount>(one, 3), '>', '0'))
        const sum = ch.decimal(ch.arraySum(parts), 9)
        return ch.tuple(
          ch.arrayMapBoth(open, blocks, (need, blocked) => ch.if(blocked as never, nothing, need)),
          ch.arrayConcat(takes, some),
          ch.arrayConcat(lefts, ch.array(ch.decimal(ch.minus(ch.element<Amount>(known, 2), sum), 9))),
          ch.arrayConcat(givens, ch.array(ch.element<Amount>(known, 2))),
          ch.arrayMapThree(refused, open, blocks, (before, need, blocked) =>
            ch.if(blocked as never, ch.decimal(ch.plus(before, need), 9), before),
          ),
        )
      })
    })
  })
}
