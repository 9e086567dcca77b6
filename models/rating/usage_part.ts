import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { LocalTime } from '../../transforms/sql/result-types.ts'
import type { Day, Decimal, Int, Long, Text } from '../../warehouse/columns.ts'
import { MINUTES_OF_DAY } from './rate_band.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const zero = ch.literal<bigint>(0n)

/** A stretch of increments of one price: from unit, units, band, rate, per units, after units, fee of the slot. */
export type UsagePart = readonly [bigint, bigint, string, string, bigint, bigint, string]

const partOf = (
  from: E<Long>,
  units: E<Long>,
  band: E<Text>,
  rate: E<Decimal<9>>,
  per: E<Long>,
  after: E<Long>,
  fee: E<Decimal<9>>,
) =>
  ch.tuple(
    ch.toLong(from),
    ch.toLong(units),
    ch.toString(band),
    ch.decimal(rate, 9),
    ch.toUnsigned(per),
    ch.toLong(after),
    ch.decimal(fee, 9),
  )

/** Monday 1 to Sunday 7, and 7 more on a holiday, of the day that is `days` after 1970-01-01, a Thursday. */
export function dayType(days: E<Long>, holidays: E<readonly Day[]>): RawBuilder<Long> {
  const weekday = ch.plus(ch.mod(ch.plus(days, ch.literal<bigint>(3n)), ch.literal(7)), ch.literal<bigint>(1n))
  const date = ch.addDays(ch.day('1970-01-01'), days)
  return ch.plus(weekday, ch.if(ch.has(holidays, date), ch.literal<bigint>(7n), zero))
}

/** What cuts a use into parts of one price each. */
export interface Use {
  /** Whether the use is cut at all; no parts otherwise. */
  readonly cut: E<SqlBool>
  /** Whether units are seconds, so that what follows happens later. */
  readonly timed: E<SqlBool>
  readonly local: E<LocalTime>
  readonly holidays: E<readonly Day[]>
  readonly banded: E<SqlBool>
  /** Units to be charged at least. */
  readonly units: E<Long>
  /** The rate at the start. */
  readonly band: E<Text>
  readonly rate: E<Decimal<9>>
  readonly per: E<Long>
  readonly firstIncrement: E<Long>
  /** Of `rating.rate_profile`. */
  readonly starts: E<readonly Long[]>
  readonly bands: E<readonly Tuple[]>
  readonly afters: E<readonly Long[]>
  /** Counted towards the maximum before the first increment. */
  readonly counted: E<Decimal<9>>
  /** The use ends with the increment before the one that would exceed it; NULL without one. */
  readonly maximum: E<Decimal<9> | null>
}

/**
 * Cuts a use into increments from its start and prices each by the band and the slot it starts in; what follows starts
 * where it ends. Increments of one price are one part.
 */
export function usageParts(use: Use): RawBuilder<readonly Tuple[]> {
  const first = firstState(use)
  return ch.element<readonly Tuple[]>(
    ch.arrayFold(stretches(use), first, (state, stretch) => step(use, state, stretch)),
    2,
  )
}

/** Stretches of time or units with one price: start, end, band, rate, per units, increment, after, fee. */
function stretches(use: Use): RawBuilder<readonly Tuple[]> {
  const ms = ch.toUnixMilliseconds(use.local as never) as RawBuilder<Long>
  const day = ch.intDiv(ms, ch.literal(DAY_MS))
  const through = eb.and([use.cut, use.timed, use.banded])
  const days = ch.intDiv(
    ch.plus(ch.mod(ms, ch.literal(DAY_MS)), ch.times(use.units, ch.literal(1000))),
    ch.literal(DAY_MS),
  )
  const bounds = ch.arrayFlatten(
    ch.arrayMap(ch.range(ch.literal(0), ch.if(through, ch.plus(days, ch.literal<bigint>(1n)), zero)), (n) =>
      ch.arrayMap(
        ch.arrayFilter(use.starts, (start) =>
          eb(ch.intDiv(start, ch.literal(MINUTES_OF_DAY)), '=', dayType(ch.plus(day, n), use.holidays)),
        ),
        (start) => {
          const minute = ch.mod(start, ch.literal(MINUTES_OF_DAY))
          const at = ch.plus(ch.times(ch.plus(day, n), ch.literal(DAY_MS)), ch.times(minute, ch.literal(MINUTE_MS)))
          // The first whole second since the start that is not before the boundary.
          return ch.toLong(ch.intDiv(ch.plus(ch.minus(at, ms), ch.literal<bigint>(999n)), ch.literal(1000)))
        },
      ),
    ),
  )
  const cuts = ch.arraySort(
    ch.arrayDistinct(
      ch.arrayFilter(
        ch.arrayConcat(
          ch.array(ch.toLong(zero)),
          bounds,
          ch.arrayMap(use.afters, (after) => ch.toLong(after)),
        ),
        (at) => eb.and([use.cut, eb(at, '>=', 0n), eb(at, '<', use.units)]),
      ),
    ),
  )
  return ch.let(cuts, (starts) =>
    ch.arrayMapBoth(
      starts,
      ch.arrayConcat(
        ch.arrayTail(starts),
        ch.arrayFilter(ch.array(ch.toLong(use.units)), () => use.cut),
      ),
      (from, to) => {
        const at = ch.plus(ms, ch.times(from, ch.literal(1000)))
        const type = ch.if(through, dayType(ch.intDiv(at, ch.literal(DAY_MS)), use.holidays), startType(use, day))
        const now = ch.if(through, at, ms)
        const minute = ch.intDiv(ch.mod(now, ch.literal(DAY_MS)), ch.literal(MINUTE_MS))
        const key = ch.plus(ch.times(type, ch.literal(MINUTES_OF_DAY)), minute)
        const band = ch.at(
          use.bands,
          ch.arrayLastIndex(use.starts, (start) => eb(start, '<=', key)),
        )
        return ch.let(band, (held) => {
          const slots = ch.element<readonly Tuple[]>(held, 5) as RawBuilder<readonly Tuple[]>
          const index = ch.arrayLastIndex(slots, (slot) => eb(ch.toLong(ch.element<Long>(slot, 1)), '<=', from))
          return ch.let(index, (n) => {
            const slot = ch.at(slots, n)
            const either = <T>(plain: number, slotted: number) =>
              ch.if(eb(n, '>', 0n), ch.element<T>(slot, slotted), ch.element<T>(held, plain))
            return ch.tuple(
              from,
              to,
              ch.element<Text>(held, 1),
              either<Decimal<9>>(2, 2),
              either<Long>(3, 3),
              either<Long>(4, 4),
              ch.if(eb(n, '>', 0n), ch.toLong(ch.element<Long>(slot, 1)), ch.toLong(zero)),
              ch.if(eb(n, '>', 0n), ch.decimal(ch.element<Decimal<9>>(slot, 5), 9), ch.zero(9)),
            )
          })
        })
      },
    ),
  )
}

const startType = ({ banded, holidays }: Use, day: E<Long>) => ch.if(banded, dayType(day, holidays), zero)

/** After the first increment: units so far, parts, what counts towards the maximum, whether the use was ended. */
function firstState(use: Use): RawBuilder<Tuple> {
  const part = partOf(zero, use.firstIncrement, use.band, use.rate, use.per, zero, ch.zero(9))
  const cost = ch.plus(
    ch.exact(use.counted),
    ch.div(ch.exact(ch.mul(use.rate, use.firstIncrement)), ch.greatest(use.per, ch.literal<bigint>(1n))),
  )
  const over = ch.coalesce(
    ch.toInt(ch.toBool(eb(ch.toNullable(cost), '>', ch.exact(use.maximum)))),
    ch.toInt(ch.literal(0)),
  )
  const fits = eb.and([use.cut, eb(over, '=', 0)])
  return ch.tuple(
    ch.toLong(use.firstIncrement),
    ch.arrayFilter(ch.array(part), () => fits),
    ch.exact(cost),
    ch.toInt(over),
  )
}

function step(use: Use, state: E<Tuple>, stretch: E<Tuple>): RawBuilder<Tuple> {
  const at = ch.element<Long>(state, 1)
  const parts = ch.element<readonly Tuple[]>(state, 2) as RawBuilder<readonly Tuple[]>
  const cost = ch.element<Decimal<30>>(state, 3)
  const ended = ch.element<Int>(state, 4)
  const to = ch.element<Long>(stretch, 2)
  const band = ch.element<Text>(stretch, 3)
  const rate = ch.element<Decimal<9>>(stretch, 4)
  const per = ch.element<Long>(stretch, 5)
  const increment = ch.toLong(ch.element<Long>(stretch, 6))
  const after = ch.element<Long>(stretch, 7)
  const reached = ch.arrayExists(parts, (part) =>
    eb.and([eb(ch.element<Text>(part, 3), '=', band), eb(ch.element<Long>(part, 6), '=', after)]),
  )
  const fee = ch.if(reached, ch.zero(9), ch.element<Decimal<9>>(stretch, 8))
  const wanted = ch.if(
    eb.and([eb(ended, '=', 0), eb(at, '<', to)]),
    ch.ceilDiv(ch.minus(to, at), increment),
    ch.toLong(zero),
  )
  const left = ch.minus(ch.exact(ch.coalesce(use.maximum, ch.zero(9))), ch.plus(cost, ch.exact(fee)))
  // Units the money that is left pays for, in whole increments.
  const price = ch.greatest(ch.mul(rate, increment), ch.amount('0.000000001', 9))
  const paid = ch.if(
    eb(left, '<', '0' as never),
    ch.toLong(zero),
    ch.toLong(
      ch.floor(
        ch.div(ch.least(ch.mul(left, per), ch.exact(ch.mul(price, ch.plus(wanted, ch.literal<bigint>(1n))))), price),
      ),
    ),
  )
  const granted = ch.if(
    eb.or([eb(use.maximum, 'is', null), eb.and([eb(rate, '=', '0'), eb(left, '>=', '0' as never)])]),
    wanted,
    ch.least(wanted, paid),
  )
  return ch.let(ch.tuple(granted, fee), (choice) => {
    const increments = ch.toLong(ch.element<Long>(choice, 1))
    const owed = ch.element<Decimal<9>>(choice, 2)
    const units = ch.times(increments, increment)
    const last = ch.at(parts, -1)
    const goesOn = eb.and([
      eb(ch.arrayLength(parts), '>', 0n),
      eb(ch.element<Text>(last, 3), '=', band),
      eb(ch.element<Decimal<9>>(last, 4), '=', rate),
      eb(ch.element<Long>(last, 5), '=', per),
      eb(ch.element<Long>(last, 6), '=', after),
    ])
    const longer = partOf(
      ch.element<Long>(last, 1),
      ch.plus(ch.element<Long>(last, 2), units),
      band,
      rate,
      per,
      after,
      ch.element<Decimal<9>>(last, 7),
    )
    const more = ch.if(
      goesOn,
      ch.arrayConcat(ch.arrayInit(parts), ch.array(longer)),
      ch.arrayConcat(parts, ch.array(partOf(at, units, band, rate, per, after, owed))),
    )
    const any = eb(increments, '>', 0n)
    return ch.tuple(
      ch.toLong(ch.plus(at, units)),
      ch.if(any, more, parts),
      ch.exact(
        ch.plus(
          cost,
          ch.if(any, ch.plus(ch.exact(owed), ch.div(ch.exact(ch.mul(rate, units)), per)), ch.exact(ch.zero(9))),
        ),
      ),
      ch.toInt(ch.if(eb(increments, '<', wanted), ch.toInt(ch.literal(1)), ended)),
    )
  })
}
