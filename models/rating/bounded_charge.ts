import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** What the model makes, less the price's own discount, at most its maximum spend; not rounded. */
export function discountedCharge(of: {
  readonly amount: Expression<Decimal<30>>
  readonly discount: Expression<Decimal<9>>
  readonly maximum: Expression<Decimal<9> | null>
}): RawBuilder<Decimal<30>> {
  const left = ch.div(
    ch.exact(ch.mul(of.amount, ch.decimal(ch.minus(ch.amount('100', 9), of.discount), 9))),
    ch.literal<bigint>(100n),
  )
  return ch.let(ch.if(eb(of.discount, '>', '0'), ch.exact(left), of.amount), (amount) =>
    ch.if(eb(of.maximum, 'is', null), amount, ch.least(amount, ch.exact(ch.coalesce(of.maximum, ch.zero(9))))),
  )
}
