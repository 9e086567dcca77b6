import type { Model } from '../../transforms/project/model.ts'
import { type PoolSpanRow, poolSpan } from './pool_span.ts'

/** Days within which a pool's grants of units touch. */
export const unitSpan: Model<'rating.unit_span', PoolSpanRow> = poolSpan('rating.unit_span', 'units')
