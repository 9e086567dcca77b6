import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Long, Text } from '../../warehouse/columns.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]
type Money = RawBuilder<Decimal<30>>

const eb = expressionBuilder<Record<string, never>>()
const none = ch.exact(ch.zero(9))

/** What a quantity model makes an amount of; quantities and amounts before any rounding. */
export interface QuantityPrice {
  readonly model: E<Text>
  /** Charged quantity: converted, less what is free. */
  readonly quantity: E<Decimal<30>>
  /** Of a prorated price: the whole level at the period's end, which the tiers are of; else the same. */
  readonly full: E<Decimal<30>>
  /** The highest level of the period, by which prorated tiers are entered. */
  readonly highest: E<Decimal<30>>
  readonly prorated: E<SqlBool>
  /** Of prorated tiers: what the level costs over the period, without flat fees. */
  readonly levelCosts: E<Decimal<30>>
  /** Sum of the amounts that events are about. */
  readonly about: E<Decimal<30>>
  readonly amount: E<Decimal<9>>
  /** Of stated amounts. */
  readonly multiplier: E<Decimal<9>>
  readonly packageSize: E<Decimal<9>>
  readonly flatFeeAtZero: E<SqlBool>
  /** Of `rating.price_steps`. */
  readonly steps: E<readonly Tuple[]>
  readonly limits: E<readonly Tuple[]>
  /** Units and their peaks, of a capacity by several units. */
  readonly peakUnits: E<readonly Text[]>
  readonly peaks: E<readonly Decimal<9>[]>
  /** Sum of what events cost by themselves (percentage). */
  readonly eventCosts: E<Decimal<30>>
}

const ceiling = (value: E<Decimal<30>>): Money => ch.ceil(value) as Money
const product = (a: E<Decimal<30>>, b: E<Decimal<9>>): Money => ch.exact(ch.mul(a, b))
// Both branches of a condition may be computed: what is not meant must not divide by zero.
const quotient = (a: E<Decimal<30>>, b: E<Decimal<9>>): Money =>
  ch.exact(ch.div(a, ch.if(eb(b, '=', '0'), ch.amount('1', 9), b)))

/** What a tier costs for a part of the quantity: started blocks where it is sold in such, its flat fee, at most its maximum. */
function tierCost(step: E<Tuple>, part: E<Decimal<30>>): Money {
  const per = ch.element<Decimal<9>>(step, 5)
  const units = ch.if(eb(per, '>', '1'), ceiling(quotient(part, per)), quotient(part, per))
  const cost = ch.plus(product(units, ch.element<Decimal<9>>(step, 4)), ch.exact(ch.element<Decimal<9>>(step, 6)))
  const most = ch.exact(ch.element<Decimal<9>>(step, 8))
  return ch.if(eb(ch.element<Int>(step, 9), '=', 1), ch.least(cost, most), cost)
}

/** The sum over the tiers that a quantity enters, each with the part of the quantity that lies in it. */
function overTiers(
  { steps, flatFeeAtZero }: QuantityPrice,
  quantity: E<Decimal<30>>,
  cost: (step: E<Tuple>, part: E<Decimal<30>>) => Money,
): Money {
  const costs = ch.arrayMap(steps, (step) => {
    const above = ch.exact(ch.element<Decimal<9>>(step, 2))
    const upTo = ch.exact(ch.element<Decimal<9>>(step, 3))
    const part = ch.greatest(ch.minus(ch.least(quantity, upTo), above), none)
    const first = eb(ch.toLong(ch.element<Int>(step, 1)), '=', 1n)
    const entered = eb.or([eb(quantity, '>', above), eb.and([first, flatFeeAtZero])])
    return ch.if(entered, cost(step, part), none)
  })
  return ch.exact(ch.arraySum(costs))
}

/** The tier that a quantity reaches, bounds included; the last one where it exceeds them all. */
function reached(steps: E<readonly Tuple[]>, holds: (step: E<Tuple>) => E<SqlBool>): RawBuilder<Tuple> {
  const index = ch.arrayFirstIndex(steps, holds)
  return ch.at(steps, ch.if(eb(index, '>', 0n), index, ch.toLong(ch.arrayLength(steps))))
}

/** Each change of the level at the tiers through which it moved it, for its part of the period; flat fees of all entered. */
function proratedTiers(price: QuantityPrice): Money {
  const feesUpTo = (level: E<Decimal<30>>) =>
    overTiers(price, level, (step) => ch.exact(ch.element<Decimal<9>>(step, 6)))
  const cost = ch.greatest(ch.plus(price.levelCosts, feesUpTo(price.highest)), none)
  return ch.if(eb(price.quantity, '>', none), cost, feesUpTo(none))
}

function volume(price: QuantityPrice): Money {
  const { quantity, steps } = price
  const of = ch.if(price.prorated, price.full, quantity)
  const step = reached(steps, (each) => eb(of, '<=', ch.exact(ch.element<Decimal<9>>(each, 3))))
  const due = eb.or([eb(quantity, '<>', none), price.flatFeeAtZero])
  return ch.if(eb.and([due, eb(ch.arrayLength(steps), '>', 0n)]), tierCost(step, quantity), none)
}

/** What a tier’s percent of an amount and its flat fee are. */
const percentOf = (step: E<Tuple>, amount: E<Decimal<30>>): Money =>
  ch.plus(
    quotient(product(amount, ch.element<Decimal<9>>(step, 7)), ch.amount('100', 9)),
    ch.exact(ch.element<Decimal<9>>(step, 6)),
  )

/** The percent of the tier that the period’s amount reaches, of all of it. */
function volumePercentage({ about, flatFeeAtZero, steps }: QuantityPrice): Money {
  const amount = ch.greatest(about, none)
  const step = reached(steps, (each) => eb(amount, '<=', ch.exact(ch.element<Decimal<9>>(each, 3))))
  const due = eb.or([eb(amount, '>', none), flatFeeAtZero])
  return ch.if(eb.and([due, eb(ch.arrayLength(steps), '>', 0n)]), percentOf(step, amount), none)
}

/** A tier holds when the quantity and the peak of every unit that it limits stay within it. */
function capacity(price: QuantityPrice): Money {
  const { quantity, steps, limits, peakUnits, peaks } = price
  const step = reached(steps, (each) => {
    const within = ch.arrayAll(limits, (limit) =>
      eb.or([
        eb(ch.element<Long>(limit, 1), '<>', ch.element<Long>(each, 1)),
        eb(
          // Past the end of the array, where a unit was never held, there is zero.
          ch.at(peaks, ch.toLong(ch.indexOf(peakUnits, ch.element<Text>(limit, 2)))),
          '<=',
          ch.element<Decimal<9>>(limit, 3),
        ),
      ]),
    )
    return eb.and([eb(quantity, '<=', ch.exact(ch.element<Decimal<9>>(each, 3))), within])
  })
  const cost = ch.plus(ch.exact(ch.element<Decimal<9>>(step, 4)), ch.exact(ch.element<Decimal<9>>(step, 6)))
  const held = eb.or([
    eb(quantity, '>', none),
    eb(
      ch.arrayExists(peaks, (peak) => eb(peak, '>', '0')),
      '=',
      true,
    ),
  ])
  return ch.if(eb.and([held, eb(ch.arrayLength(steps), '>', 0n)]), cost, none)
}

/** The period's amount by the price's model, before minimum and maximum spend. */
export function quantityCharge(price: QuantityPrice): Money {
  const is = (model: string) => eb(price.model, '=', model)
  const { quantity } = price
  return ch.multiIf<Decimal<30>>(
    [
      [is('per_unit'), product(quantity, price.amount)],
      [is('package'), product(ceiling(quotient(quantity, price.packageSize)), price.amount)],
      [eb.and([is('graduated'), price.prorated]), proratedTiers(price)],
      [is('graduated'), overTiers(price, quantity, tierCost)],
      [is('volume'), volume(price)],
      [is('graduated_percentage'), overTiers(price, price.about, percentOf)],
      [is('volume_percentage'), volumePercentage(price)],
      // Nothing turned over costs nothing, whatever the fee of an event.
      [is('percentage'), ch.if(eb(price.about, '=', none), none, ch.exact(price.eventCosts))],
      [is('capacity'), capacity(price)],
      [is('stated'), product(price.about, price.multiplier)],
    ],
    none,
  )
}
