import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { exchangePair } from '../staging/exchange_pair.ts'
import { type Bounded, boundedAmount } from './priced_amount.ts'
import { rounded } from './rounded.ts'

const eb = expressionBuilder<Record<string, never>>()

/** The exchange rate that a source's charge needs to be marked up; NULL where it needs none. A charge without a currency needs one that no source states. */
export function pairOf(of: {
  /** Percent; NULL where the price marks nothing up. */
  readonly markup: Expression<Decimal<9> | null>
  readonly stated: Expression<Text | null>
  readonly plan: Expression<Text | null>
  readonly source: Expression<Text | null>
}): RawBuilder<Text | null> {
  const none = ch.text('')
  const stated = ch.coalesce(of.stated, none)
  const plan = ch.coalesce(of.plan, none)
  const needs = eb.and([eb(of.markup, 'is not', null), eb(stated, '<>', plan)])
  return ch.if(needs, ch.toNullable(exchangePair(stated, plan, ch.coalesce(of.source, none))), ch.null<Text>())
}

/** What the source charged, changed by an exchange rate and with its mark-up, half up at nine decimals; NULL without any of them. */
export function markedUp(of: {
  readonly charged: Expression<Decimal<9> | null>
  readonly markup: Expression<Decimal<9> | null>
  readonly multiplier: Expression<Decimal<9> | null>
  readonly divisor: Expression<Decimal<9> | null>
}): RawBuilder<Decimal<9> | null> {
  const known = eb.and([
    eb(of.charged, 'is not', null),
    eb(of.markup, 'is not', null),
    eb(of.multiplier, 'is not', null),
  ])
  // In 76 digits: 9 + 9 whole ones and 30 decimals, divided by a number of 9 decimals; then 12 more and 9 decimals.
  const changed = ch.div(
    ch.exact(ch.mul(ch.coalesce(of.charged, ch.zero(9)), ch.coalesce(of.multiplier, ch.zero(9)))),
    ch.coalesce(of.divisor, ch.decimal(ch.literal(1), 9)),
  )
  const percent = ch.plus(ch.decimal(ch.literal(100), 9), ch.coalesce(of.markup, ch.zero(9)))
  const amount = ch.div(ch.exact(ch.mul(changed, percent)), ch.literal(100))
  return ch.if(known, ch.toNullable(ch.decimal(ch.round(amount, 9), 9)), ch.null<Decimal<9>>())
}

/**
 * What is due for it: with connect fee and units, within the bounds of its rate. What the source gives for nothing costs
 * nothing, and what it gives back is given back marked up, without fee and bounds.
 */
export function markedAmount(
  stated: Expression<Decimal<9> | null>,
  marked: Expression<Decimal<9> | null>,
  of: Bounded,
): RawBuilder<Decimal<9>> {
  const charge = ch.exact(ch.coalesce(marked, ch.zero(9)))
  return ch.if(
    eb(ch.coalesce(stated, ch.zero(9)), '>', '0'),
    boundedAmount({ ...of, units: ch.plus(of.units, charge) }),
    rounded(charge, of.rounding, of.decimals),
  )
}
