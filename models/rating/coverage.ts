import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { type Amount, covers, factorOf, noTakes, ofGrant, ofUse, steps, wholeUnits } from './covering.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()
const nothing = ch.zero(9)
const none = ch.arrayFilter(ch.array(ch.zero(9)), () => ch.toBool(ch.literal(0)))

/**
 * Uses a pool's grants one after the other in their order: of each, uses take in event order what those before them left.
 * As every use takes from grants in the same order, this is what taking use by use would give, with one pass a grant.
 *
 * Answers a tuple: what each use still needs; takes (id of the grant, id of the event, taken, covered); what each grant has
 * left; what each was given; what of each use is refused.
 */
export function coverage(uses: E<readonly Tuple[]>, grants: E<readonly Tuple[]>): RawBuilder<Tuple> {
  const start = ch.tuple(
    ch.arrayMap(uses, (use) => ofUse.need(use)),
    noTakes(),
    none,
    none,
    ch.arrayMap(uses, () => nothing),
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
  const lefts = ch.element<readonly Amount[]>(state, 3)
  const source = ofGrant.fromGrant(grant)
  const rest = ch.at(lefts, ch.toLong(ch.indexOf(ids, source)))
  const carried = ch.least(ofGrant.amount(grant), ch.greatest(rest, ofGrant.least(grant)))
  const given = ch.if(eb(source, '=', ''), ofGrant.amount(grant), carried)
  // What is taken by name is an amount of the balance, not use that it counts in increments.
  const increments = ch.arrayMap(uses, (use) =>
    ch.if(eb(ofUse.balance(use), '=', ''), ofGrant.increment(grant), nothing),
  )
  // What a unit of each use takes: nothing where the grant is not for it.
  const factors = ch.arrayMap(uses, (use) => ch.if(covers(grant, use), factorOf(use, grant), nothing))
  return ch.let(factors, (factor) => {
    const asked = ch.arrayMapThree(factor, needs, increments, (each, need, increment) =>
      ch.if(eb.and([eb(each, '>', '0'), eb(need, '>', '0')]), steps(increment, inGrant(need, each), 'up'), nothing),
    )
    return ch.let(asked, (asks) => {
      const usable = ch.arrayMapThree(asks, ch.arrayCumSum(asks), increments, (ask, sofar, increment) =>
        steps(increment, ch.decimal(ch.minus(given, ch.minus(sofar, ask)), 9), 'down'),
      )
      const taken = ch.arrayMapThree(asks, usable, factor, (ask, left, each) =>
        wholeUnits(grant, each, ask, ch.greatest(ch.least(ask, left), nothing)),
      )
      return ch.let(taken, (parts) => {
        const covered = ch.arrayMapThree(factor, needs, parts, (each, need, part) =>
          ch.if(eb(part, '>', '0'), ch.least(need, inUse(part, each)), nothing),
        )
        return ch.let(covered, (units) => {
          const open = ch.arrayMapBoth(needs, units, (need, unit) => ch.decimal(ch.minus(need, unit), 9))
          const blocks = eb(ofGrant.blocker(grant), '=', 1)
          const blocked = ch.arrayMapBoth(uses, factor, (use, each) =>
            eb.and([eb(each, '>', '0'), eb.not(blockedLater(blockers, grant, use))]),
          )
          const all = ch.arrayMapThree(uses, parts, units, (use, part, unit) =>
            ch.tuple(ofGrant.id(grant), ofUse.eventId(use), part, unit),
          )
          const refused = ch.element<readonly Amount[]>(state, 5)
          return ch.tuple(
            ch.if(
              blocks,
              ch.arrayMapBoth(open, blocked, (need, no) => ch.if(no as E<SqlBool>, nothing, need)),
              open,
            ),
            ch.arrayConcat(
              ch.element<readonly Tuple[]>(state, 2),
              ch.arrayFilter(all, (one) => eb(ch.element<Amount>(one, 3), '>', '0')),
            ),
            ch.arrayConcat(lefts, ch.array(ch.decimal(ch.minus(given, ch.decimal(ch.arraySum(parts), 9)), 9))),
            ch.arrayConcat(ch.element<readonly Amount[]>(state, 4), ch.array(given)),
            ch.if(
              blocks,
              ch.arrayMapThree(refused, open, blocked, (before, need, no) =>
                ch.if(no as E<SqlBool>, ch.decimal(ch.plus(before, need), 9), before),
              ),
              refused,
            ),
          )
        })
      })
    })
  })
}

const one = ch.amount('1', 9)

/** So many units of a use in units of the grant. */
const inGrant = (need: E<Amount>, factor: E<Amount>) =>
  ch.if(eb(factor, '=', one), need, ch.decimal(ch.mul(need, factor), 9))

/** So many units of a grant in units of the use. */
const inUse = (part: E<Amount>, factor: E<Amount>) =>
  ch.if(eb(factor, '=', one), part, ch.decimal(ch.div(ch.exact(part), factor), 9))

/** Its last grant blocks: what was carried over does not stand before the period's own. */
const blockedLater = (blockers: E<readonly Tuple[]>, grant: E<Tuple>, use: E<Tuple>) =>
  ch.arrayExists(blockers, (other) =>
    eb.and([
      eb(ofGrant.name(other), '=', ofGrant.name(grant)),
      eb(ofGrant.place(other), '>', ofGrant.place(grant)),
      covers(other, use),
    ]),
  )
