import type { Model } from '../../transforms/project/model.ts'
import { moneyNeed } from './money_need.ts'
import { moneySpan } from './money_span.ts'
import { type PoolCoverageRow, poolCoverage } from './pool_coverage.ts'

/** Which allowances of money cover which amounts. */
export const moneyCoverage: Model<'rating.money_coverage', PoolCoverageRow> = poolCoverage(
  'rating.money_coverage',
  moneySpan,
  moneyNeed,
  'money',
)
