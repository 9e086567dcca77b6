import type { Expression, RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'

type Tuple = readonly unknown[]

/**
 * What all units up to a level cost by graduated tiers, without flat fees, blocks and maximums: what a change of the level
 * costs is the difference of two. `steps` of `rating.price_steps`; a level below zero costs nothing.
 */
export function stepsTotal(
  steps: Expression<readonly Tuple[]>,
  level: Expression<Decimal<30>>,
): RawBuilder<Decimal<30>> {
  const none = ch.exact(ch.zero(9))
  const costs = ch.arrayMap(steps, (step) => {
    const above = ch.exact(ch.element<Decimal<9>>(step, 2))
    const upTo = ch.exact(ch.element<Decimal<9>>(step, 3))
    const units = ch.greatest(ch.minus(ch.least(level, upTo), above), none)
    return ch.exact(ch.div(ch.exact(ch.mul(units, ch.element<Decimal<9>>(step, 4))), ch.element<Decimal<9>>(step, 5)))
  })
  return ch.exact(ch.arraySum(costs))
}
