import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { LocalTime } from '../../transforms/sql/result-types.ts'
import type { Day, Decimal, Int, Long, Text } from '../../warehouse/columns.ts'
import { type DateKind, dayType } from './date_kind.ts'
import { SECONDS_OF_DAY } from './rate_band.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()
const DAY_MS = 86_400_000
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

const no = ch.toBool(ch.literal(0))
const noParts = ch.arrayFilter(
  ch.array(partOf(zero, zero, ch.text(''), ch.zero(9), zero, zero, ch.zero(9))),
  () => no,
) as RawBuilder<readonly Tuple[]>

/** What cuts a use into parts of one price each. */
export interface Use {
  /** Whether the use is cut at all; no parts otherwise. */
  readonly cut: E<SqlBool>
  /** Whether units are seconds, so that what follows happens later. */
  readonly timed: E<SqlBool>
  readonly local: E<LocalTime>
  /** When the zone's clock changes: seconds since the start, far away where it does not; and by how much, in milliseconds. */
  readonly clockChange: { readonly after: E<Long>; readonly by: E<Long> }
  readonly holidays: E<readonly Day[]>
  readonly dateKinds: E<readonly DateKind[]>
  readonly banded: E<SqlBool>
  /** Units to be charged at least, from the start; more than those included. */
  readonly units: E<Long>
  /** First units, which cost nothing. */
  readonly included: E<Long>
  /** Of `rating.rate_profile`. */
  readonly starts: E<readonly Long[]>
  readonly bands: E<readonly Tuple[]>
  readonly afters: E<readonly Long[]>
  /** Counted towards the maximum before the first increment. */
  readonly counted: E<Decimal<9>>
  /** The use ends with the increment before the one that would exceed it; NULL without one. */
  readonly maximum: E<Decimal<9> | null>
  /** Whether what follows an increment over a boundary starts at the boundary, not where the increment ends. */
  readonly restarts: E<SqlBool>
}

/**
 * Cuts a use into increments from its start and prices each by the band and the slot it starts in; what follows starts
 * where it ends. Increments of one price are one part. Answers the parts, and how many units from the start were granted.
 */
export function usageParts(use: Use): RawBuilder<Tuple> {
  const parts = ch.let(stretches(use), (list) => {
    const at = ch.arrayLastIndex(list, (stretch) => eb(ch.element<Long>(stretch, 1), '<=', use.included))
    const first = ch.let(ch.at(list, at), (stretch) => firstState(use, stretch))
    const last = ch.arrayFold(list, first, (state, stretch) => step(use, state, stretch))
    return ch.let(last, (state) => ch.tuple(ch.element<readonly Tuple[]>(state, 2), ch.element<Long>(state, 1)))
  })
  // Most use is of one price: a branch that is not taken is not computed.
  return ch.if(use.cut, parts, ch.tuple(noParts, ch.toLong(zero)))
}

/** Milliseconds on the local clock so many seconds after the start. */
function localMs({ clockChange }: Use, ms: E<Long>, seconds: E<Long>): RawBuilder<Long> {
  const changed = ch.if(eb(seconds, '>=', clockChange.after), clockChange.by, zero)
  return ch.plus(ch.plus(ms, ch.times(seconds, ch.literal(1000))), changed)
}

/** First whole seconds since the start that are not before a local time: none, one, or two where the clock is set back. */
function secondsOf({ clockChange }: Use, ms: E<Long>, at: E<Long>): RawBuilder<readonly Long[]> {
  const since = (from: E<Long>) =>
    ch.toLong(ch.intDiv(ch.plus(ch.minus(at, from), ch.literal<bigint>(999n)), ch.literal(1000)))
  const before = since(ms)
  const after = since(ch.plus(ms, clockChange.by))
  return ch.arrayConcat(
    ch.arrayFilter(ch.array(before), (second) => eb(second, '<', clockChange.after)),
    ch.arrayFilter(ch.array(after), (second) => eb(second, '>=', clockChange.after)),
  )
}

/** Stretches of time or units with one price: start, end, band, rate, per units, increment, after, fee of the slot, first increment, fee of the band. */
function stretches(use: Use): RawBuilder<readonly Tuple[]> {
  const ms = ch.toUnixMilliseconds(use.local as never) as RawBuilder<Long>
  const day = ch.intDiv(ms, ch.literal(DAY_MS))
  const through = eb.and([use.cut, use.timed, use.banded])
  const ahead = ch.plus(ch.times(use.units, ch.literal(1000)), ch.greatest(use.clockChange.by, ch.toLong(zero)))
  const days = ch.intDiv(ch.plus(ch.mod(ms, ch.literal(DAY_MS)), ahead), ch.literal(DAY_MS))
  const bounds = ch.arrayFlatten(
    ch.arrayMap(ch.range(ch.literal(0), ch.if(through, ch.plus(days, ch.literal<bigint>(1n)), zero)), (n) =>
      ch.arrayFlatten(
        ch.arrayMap(
          ch.arrayFilter(use.starts, (start) =>
            eb(
              ch.intDiv(start, ch.literal(SECONDS_OF_DAY)),
              '=',
              dayType(ch.plus(day, n), use.holidays, use.dateKinds),
            ),
          ),
          (start) => {
            const second = ch.mod(start, ch.literal(SECONDS_OF_DAY))
            const at = ch.plus(ch.times(ch.plus(day, n), ch.literal(DAY_MS)), ch.times(second, ch.literal(1000)))
            return secondsOf(use, ms, at)
          },
        ),
      ),
    ),
  )
  const cuts = ch.arraySort(
    ch.arrayDistinct(
      ch.arrayFilter(
        ch.arrayConcat(
          ch.array(ch.toLong(zero), ch.if(through, ch.toLong(use.clockChange.after), ch.toLong(zero))),
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
        const now = ch.if(through, localMs(use, ms, from), ms)
        const today = dayType(ch.intDiv(now, ch.literal(DAY_MS)), use.holidays, use.dateKinds)
        const second = ch.intDiv(ch.mod(now, ch.literal(DAY_MS)), ch.literal(1000))
        const type = ch.if(use.banded, today, ch.toLong(zero))
        const key = ch.plus(ch.times(type, ch.literal(SECONDS_OF_DAY)), second)
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
              either<Long>(6, 4),
              ch.decimal(ch.element<Decimal<9>>(held, 7), 9),
            )
          })
        })
      },
    ),
  )
}

/** After the first increment: position, parts, what counts towards the maximum, whether the use was ended, units charged. */
function firstState(use: Use, stretch: E<Tuple>): RawBuilder<Tuple> {
  const rate = ch.element<Decimal<9>>(stretch, 4)
  const per = ch.greatest(ch.toUnsigned(ch.element<Long>(stretch, 5)), ch.toUnsigned(ch.literal(1)))
  const units = ch.toLong(ch.element<Long>(stretch, 9))
  const fee = ch.plus(
    ch.decimal(ch.element<Decimal<9>>(stretch, 8), 9),
    ch.decimal(ch.element<Decimal<9>>(stretch, 10), 9),
  )
  const part = partOf(zero, units, ch.element<Text>(stretch, 3), rate, per, ch.element<Long>(stretch, 7), fee)
  const cost = ch.plus(ch.plus(ch.exact(use.counted), ch.exact(fee)), ch.div(ch.exact(ch.mul(rate, units)), per))
  const over = ch.coalesce(
    ch.toInt(ch.toBool(eb(ch.toNullable(cost), '>', ch.exact(use.maximum)))),
    ch.toInt(ch.literal(0)),
  )
  const fits = eb.and([use.cut, eb(over, '=', 0)])
  return ch.tuple(
    ch.toLong(ch.if(fits, ch.plus(use.included, units), use.included)),
    ch.arrayFilter(ch.array(part), () => fits),
    ch.exact(cost),
    ch.toInt(over),
    ch.toLong(ch.if(fits, units, ch.toLong(zero))),
  )
}

function step(use: Use, state: E<Tuple>, stretch: E<Tuple>): RawBuilder<Tuple> {
  const reachedAt = ch.element<Long>(state, 1)
  const parts = ch.element<readonly Tuple[]>(state, 2) as RawBuilder<readonly Tuple[]>
  const cost = ch.element<Decimal<30>>(state, 3)
  const ended = ch.element<Int>(state, 4)
  const charged = ch.element<Long>(state, 5)
  const to = ch.element<Long>(stretch, 2)
  const band = ch.element<Text>(stretch, 3)
  const rate = ch.element<Decimal<9>>(stretch, 4)
  const per = ch.element<Long>(stretch, 5)
  const increment = ch.toLong(ch.element<Long>(stretch, 6))
  const after = ch.element<Long>(stretch, 7)
  const reached = ch.arrayExists(parts, (part) =>
    eb.and([eb(ch.element<Text>(part, 3), '=', band), eb(ch.element<Long>(part, 6), '=', after)]),
  )
  const stays = eb(ch.element<Text>(ch.at(parts, -1), 3), '=', band)
  const same = eb.and([stays, eb(ch.element<Long>(ch.at(parts, -1), 6), '=', after)])
  // Stretches that end within the included units restart nothing.
  const restart = ch.greatest(ch.toLong(ch.element<Long>(stretch, 1)), use.included)
  const at = ch.if(eb.and([use.restarts, eb.not(same)]), ch.least(reachedAt, restart), reachedAt)
  const fee = ch.plus(
    ch.if(reached, ch.zero(9), ch.decimal(ch.element<Decimal<9>>(stretch, 8), 9)),
    ch.if(stays, ch.zero(9), ch.decimal(ch.element<Decimal<9>>(stretch, 10), 9)),
  )
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
      ch.arrayConcat(parts, ch.array(partOf(charged, units, band, rate, per, after, owed))),
    )
    const any = eb(increments, '>', 0n)
    return ch.tuple(
      ch.toLong(ch.if(any, ch.plus(at, units), reachedAt)),
      ch.if(any, more, parts),
      ch.exact(
        ch.plus(
          cost,
          ch.if(any, ch.plus(ch.exact(owed), ch.div(ch.exact(ch.mul(rate, units)), per)), ch.exact(ch.zero(9))),
        ),
      ),
      ch.toInt(ch.if(eb(increments, '<', wanted), ch.toInt(ch.literal(1)), ended)),
      ch.toLong(ch.plus(charged, units)),
    )
  })
}
