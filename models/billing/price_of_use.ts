import { type Expression, expressionBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** Price and units that it is for, of what is not at one price. */
export const noPrice = ch.tuple(ch.zero(9), ch.toLong(ch.literal(0)))

interface PricedUse {
  readonly amount: Expression<Decimal<9>>
  readonly rate: Expression<Decimal<9>>
  readonly per: Expression<Long>
  readonly quantity: Expression<Long>
}

/** A use at one price: rate × quantity ÷ units, with nothing covered, bounded or rounded. Answers rate and units. */
export function priceOfUse({ amount, rate, per, quantity }: PricedUse) {
  const exactly = eb(
    ch.mul(ch.decimal(amount, 9), ch.toLong(per)),
    '=',
    ch.mul(ch.decimal(rate, 9), ch.toLong(quantity)),
  )
  return ch.if(exactly, ch.tuple(ch.decimal(rate, 9), ch.toLong(per)), noPrice)
}
