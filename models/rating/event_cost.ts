import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long, Text } from '../../warehouse/columns.ts'

type E<T> = Expression<T>

const eb = expressionBuilder<Record<string, never>>()

/** An event of a price by percent, and what came before it in its period. */
export interface PercentEvent {
  readonly model: E<Text>
  readonly advance: E<SqlBool>
  /** Its number in the period, from 1. */
  readonly number: E<Long>
  /** Amount it is about. */
  readonly about: E<Decimal<9>>
  /** Amounts of the events before it. */
  readonly before: E<Decimal<9>>
  readonly percentage: E<Decimal<9>>
  readonly fixedFee: E<Decimal<9>>
  readonly least: E<Decimal<9> | null>
  readonly most: E<Decimal<9> | null>
  readonly freeEvents: E<Long>
  readonly freeAmount: E<Decimal<9>>
}

/** What an event of model `percentage` costs by itself, not rounded; zero of other models. */
export function eventCost(of: PercentEvent): RawBuilder<Decimal<30>> {
  const zero = ch.zero(9)
  const counted = eb(of.freeEvents, '>', 0n)
  const limited = eb(of.freeAmount, '>', '0')
  const eventsLeft = eb.or([eb.not(counted), eb(of.number, '<=', of.freeEvents)])
  const freeLeft = ch.greatest(ch.minus(of.freeAmount, of.before), zero)
  // Free while both its number and the amount before it are within what is free; it may be so in part.
  const free = ch.multiIf(
    [
      [eb.or([eb.and([eb.not(counted), eb.not(limited)]), eb.not(eventsLeft)]), zero],
      [limited, ch.least(of.about, freeLeft)],
    ],
    of.about,
  )
  const charged = ch.minus(of.about, free)
  const share = ch.div(ch.exact(ch.mul(ch.exact(charged), of.percentage)), ch.literal<bigint>(100n))
  const cost = ch.plus(share, ch.exact(of.fixedFee))
  const bounded = ch.if(eb(of.least, 'is', null), cost, ch.greatest(cost, ch.exact(ch.coalesce(of.least, zero))))
  return ch.multiIf(
    [
      [eb(of.model, '<>', 'percentage'), ch.exact(zero)],
      [eb.and([of.advance, eb(of.about, '=', '0')]), ch.exact(zero)],
      [eb.and([eb(charged, '=', '0'), eb.or([counted, limited]), eventsLeft]), ch.exact(zero)],
      [eb(of.most, 'is not', null), ch.least(bounded, ch.exact(ch.coalesce(of.most, zero)))],
    ],
    bounded,
  )
}
