import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Decimal, Int, Text } from '../../warehouse/columns.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]
type Amount = Decimal<9>

const eb = expressionBuilder<Record<string, never>>()
const nothing = ch.zero(9)

/** A use as allowances see it, in the order of use. */
export const coveredUse = (of: {
  readonly startedAt: E<unknown>
  readonly eventId: E<Text>
  readonly day: E<Day>
  readonly line: E<Text>
  readonly service: E<Text>
  readonly zone: E<Text>
  readonly unit: E<Text>
  readonly need: E<Amount>
}) => ch.tuple(of.startedAt, of.eventId, of.day, of.line, of.service, of.zone, of.unit, of.need)

/** A grant as the fold reads it, in the order in which grants are used. */
export const coveringGrant = (of: {
  readonly place: E<unknown>
  readonly id: E<Text>
  readonly fromGrant: E<Text>
  readonly amount: E<Amount>
  readonly unit: E<Text>
  readonly services: E<readonly Text[]>
  readonly zones: E<readonly Text[]>
  readonly factorZones: E<readonly Text[]>
  readonly factors: E<readonly Amount[]>
  readonly increment: E<Amount>
  readonly from: E<Day>
  readonly to: E<Day>
  /** The only line that may use it; empty when it is shared. */
  readonly line: E<Text>
  readonly blocker: E<Int>
}) =>
  ch.tuple(
    of.place,
    of.id,
    of.fromGrant,
    of.amount,
    of.unit,
    of.services,
    of.zones,
    of.factorZones,
    of.factors,
    of.increment,
    of.from,
    of.to,
    of.line,
    of.blocker,
  )

/**
 * Uses a pool's grants one after the other in their order: of each, uses take in event order what those before them left.
 * As every use takes from grants in the same order, this is what taking use by use would give, with one pass a grant.
 *
 * Answers a tuple: what each use still needs; takes (grant, use, taken, covered; positions from 1); what each grant has left;
 * what each was given; what of each use is refused.
 */
export function coverage(uses: E<readonly Tuple[]>, grants: E<readonly Tuple[]>): RawBuilder<Tuple> {
  const needs = ch.arrayMap(uses, (use) => ch.element<Amount>(use, 8))
  const none = ch.arrayFilter(ch.array(ch.zero(9)), () => ch.toBool(ch.literal(0)))
  const noTakes = ch.arrayFilter(
    ch.array(ch.tuple(ch.toLong(ch.literal(0)), ch.toLong(ch.literal(0)), nothing, nothing)),
    () => ch.toBool(ch.literal(0)),
  )
  const start = ch.tuple(
    needs,
    noTakes,
    none,
    none,
    ch.arrayMap(uses, () => ch.zero(9)),
  )
  const ids = ch.arrayMap(grants, (grant) => ch.element<Text>(grant, 2))
  return ch.arrayFold(grants, start, (state, grant) => take(uses, ids, state, grant))
}

function take(uses: E<readonly Tuple[]>, ids: E<readonly Text[]>, state: E<Tuple>, grant: E<Tuple>): RawBuilder<Tuple> {
  const needs = ch.element<readonly Amount[]>(state, 1) as RawBuilder<readonly Amount[]>
  const takes = ch.element<readonly Tuple[]>(state, 2) as RawBuilder<readonly Tuple[]>
  const lefts = ch.element<readonly Amount[]>(state, 3) as RawBuilder<readonly Amount[]>
  const givens = ch.element<readonly Amount[]>(state, 4) as RawBuilder<readonly Amount[]>
  const refused = ch.element<readonly Amount[]>(state, 5) as RawBuilder<readonly Amount[]>
  const most = ch.element<Amount>(grant, 4)
  const source = ch.element<Text>(grant, 3)
  const increment = ch.element<Amount>(grant, 10)
  const rest = ch.at(lefts, ch.toLong(ch.indexOf(ids, source)))
  const given = ch.if(eb(source, '=', ''), most, ch.least(most, ch.greatest(rest, nothing)))
  const steps = (amount: E<Amount>, round: 'up' | 'down') => {
    const units = ch.div(ch.exact(amount), ch.if(eb(increment, '=', '0'), ch.amount('1', 9), increment))
    const whole = round === 'up' ? ch.ceil(units) : ch.floor(units)
    return ch.if(eb(increment, '>', '0'), ch.decimal(ch.mul(ch.exact(whole), increment), 9), amount)
  }
  const asks = ch.arrayMapBoth(uses, needs, (use, need) => {
    const asked = ch.decimal(ch.mul(need, factorOf(use, grant)), 9)
    return ch.if(eb.and([covers(grant, use), eb(need, '>', '0')]), steps(asked, 'up'), nothing)
  })
  return ch.let(ch.tuple(asks, given), (known) => {
    const asked = ch.element<readonly Amount[]>(known, 1) as RawBuilder<readonly Amount[]>
    const usable = steps(ch.element<Amount>(known, 2), 'down')
    const taken = ch.arrayMapBoth(asked, ch.arrayCumSum(asked), (ask, sofar) =>
      ch.greatest(ch.least(ask, ch.minus(usable, ch.minus(sofar, ask))), nothing),
    )
    return ch.let(ch.tuple(taken), (tuple) => {
      const parts = ch.element<readonly Amount[]>(tuple, 1) as RawBuilder<readonly Amount[]>
      const covered = ch.arrayMapThree(uses, needs, parts, (use, need, part) =>
        ch.least(need, ch.decimal(ch.div(ch.exact(part), factorOf(use, grant)), 9)),
      )
      return ch.let(ch.tuple(covered), (again) => {
        const units = ch.element<readonly Amount[]>(again, 1) as RawBuilder<readonly Amount[]>
        const blocks = ch.arrayMap(uses, (use) => eb.and([eb(ch.element<Int>(grant, 14), '=', 1), covers(grant, use)]))
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

/** Units of the grant that one unit of a use takes. */
function factorOf(use: E<Tuple>, grant: E<Tuple>): RawBuilder<Amount> {
  const zones = ch.element<readonly Text[]>(grant, 8) as RawBuilder<readonly Text[]>
  const position = ch.toLong(ch.indexOf(zones, ch.element<Text>(use, 6)))
  const factor = ch.at(ch.element<readonly Amount[]>(grant, 9) as RawBuilder<readonly Amount[]>, position)
  return ch.if(eb(factor, '>', '0'), factor, ch.amount('1', 9))
}

/** Whether a grant is for a use: its unit, service, zone, day and line. */
function covers(grant: E<Tuple>, use: E<Tuple>) {
  const services = ch.element<readonly Text[]>(grant, 6) as RawBuilder<readonly Text[]>
  const zones = ch.element<readonly Text[]>(grant, 7) as RawBuilder<readonly Text[]>
  const line = ch.element<Text>(grant, 13)
  const day = ch.element<Day>(use, 3)
  return eb.and([
    eb(ch.element<Text>(grant, 5), '=', ch.element<Text>(use, 7)),
    eb.or([eb(ch.arrayLength(services), '=', 0n), eb(ch.has(services, ch.element<Text>(use, 5)), '=', true)]),
    eb.or([eb(ch.arrayLength(zones), '=', 0n), eb(ch.has(zones, ch.element<Text>(use, 6)), '=', true)]),
    eb(day, '>=', ch.element<Day>(grant, 11)),
    eb(day, '<', ch.element<Day>(grant, 12)),
    eb.or([eb(line, '=', ''), eb(line, '=', ch.element<Text>(use, 4))]),
  ])
}
