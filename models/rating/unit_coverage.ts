import type { Model } from '../../transforms/project/model.ts'
import { type PoolCoverageRow, poolCoverage } from './pool_coverage.ts'
import { unitNeed } from './unit_need.ts'
import { unitSpan } from './unit_span.ts'

/** Which allowances of units cover which use. */
export const unitCoverage: Model<'rating.unit_coverage', PoolCoverageRow> = poolCoverage(
  'rating.unit_coverage',
  unitSpan,
  unitNeed,
  'units',
)
