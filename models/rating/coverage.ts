import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { type Amount, covers, noTakes, ofGrant, ofUse, steps } from './covering.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()
const nothing = ch.zero(9)
const none = ch.arrayFilter(ch.array(ch.zero(9)), () => ch.toBool(ch.literal(0)))

/**
 * Uses a pool's grants one after the other in their order: of each, uses take in event order what those before them left.
 * As every use takes from grants in the same order, and a unit of any takes one of the grant, this is what taking use by use
 * would give, with one pass a grant.
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
  const fitting = ch.arrayMap(uses, (use) => covers(grant, use))
  return ch.let(fitting, (fits) => {
    const asked = ch.arrayMapThree(fits, needs, increments, (fit, need, increment) =>
      ch.if(eb.and([fit as E<SqlBool>, eb(need, '>', '0')]), steps(increment, need, 'up'), nothing),
    )
    return ch.let(asked, (asks) => {
      const taken = ch.arrayMapThree(asks, ch.arrayCumSum(asks), increments, (ask, sofar, increment) => {
        const usable = steps(increment, ch.decimal(ch.minus(given, ch.minus(sofar, ask)), 9), 'down')
        return ch.greatest(ch.least(ask, usable), nothing)
      })
      return ch.let(taken, (parts) => {
        const covered = ch.arrayMapBoth(needs, parts, (need, part) =>
          ch.if(eb(part, '>', '0'), ch.least(need, part), nothing),
        )
        return ch.let(covered, (units) => {
          const open = ch.arrayMapBoth(needs, units, (need, unit) => ch.decimal(ch.minus(need, unit), 9))
          const blocks = eb(ofGrant.blocker(grant), '=', 1)
          const blocked = ch.arrayMapBoth(uses, fits, (use, fit) =>
            eb.and([fit as E<SqlBool>, eb.not(blockedLater(blockers, grant, use))]),
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

/** Its last grant blocks: what was carried over does not stand before the period's own. */
const blockedLater = (blockers: E<readonly Tuple[]>, grant: E<Tuple>, use: E<Tuple>) =>
  ch.arrayExists(blockers, (other) =>
    eb.and([
      eb(ofGrant.name(other), '=', ofGrant.name(grant)),
      eb(ofGrant.place(other), '>', ofGrant.place(grant)),
      covers(other, use),
    ]),
  )
