import type { Model } from '../../transforms/project/model.ts'
import { type PoolSpanRow, poolSpan } from './pool_span.ts'

/** Days within which a pool's grants of money touch. */
export const moneySpan: Model<'rating.money_span', PoolSpanRow> = poolSpan('rating.money_span', 'money')
