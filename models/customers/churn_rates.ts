import type { Expression } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'

/** What the churn figures of a slice and month are made of. */
export interface BaseCounts {
  readonly opening: Expression<Long>
  readonly adds: Expression<Long>
  readonly terminations: Expression<Long>
  readonly closing: Expression<Long>
}

/** Definitions of the derived columns, repeated by every model that has them. */
export const churnColumns = {
  opening: 'Lines in the base at the start of the month',
  adds: 'Lines never in the base before',
  reconnects: 'Lines back after an absence',
  terminations: 'Lines that left in the month: churn',
  closing: 'Lines in the base at the end of the month',
  average_base: '(opening + closing) / 2',
  churn_rate: 'terminations / average_base, a share; NULL for an empty base',
  churn_rate_opening: 'terminations / opening, a share; NULL for an empty opening base',
  base_turnover: 'adds + terminations, lines',
} as const

/** Mean of opening and closing base; exact, a half at most. */
export function averageBase({ opening, closing }: Pick<BaseCounts, 'opening' | 'closing'>) {
  return ch.decimal(ch.div(ch.decimal(ch.plus(opening, closing), 1), ch.literal(2n)), 1)
}

/** average_base, churn_rate, churn_rate_opening and base_turnover, each by its own definition. */
export function churnRates(counts: BaseCounts) {
  const average = averageBase(counts)
  return [
    average.as('average_base'),
    ch.ratio(counts.terminations, average).as('churn_rate'),
    ch.ratio(counts.terminations, counts.opening).as('churn_rate_opening'),
    ch.plus(counts.adds, counts.terminations).as('base_turnover'),
  ] as const
}
