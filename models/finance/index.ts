import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { billMonthly } from './bill_monthly.ts'
import { dataStatus } from './data_status.ts'
import { lineRevenue } from './line_revenue.ts'
import { onceRevenue } from './once_revenue.ts'
import {
  billedIsOnBills,
  billIsItsLines,
  billTaxIsItsGroups,
  landedIsRatedOrRejected,
  onceIsOnBills,
  ratedIsAccountedFor,
  ratedIsOnDocuments,
} from './reconciliations.ts'
import { revenueMonthly } from './revenue_monthly.ts'
import { revenueReconciliation } from './revenue_reconciliation.ts'

/** What finance reads, and the proof that nothing was lost on the way. */
export const models: readonly Model[] = [
  onceRevenue,
  lineRevenue,
  revenueMonthly,
  billMonthly,
  revenueReconciliation,
  dataStatus,
]

export const reconciliations: readonly Reconciliation[] = [
  landedIsRatedOrRejected,
  ratedIsAccountedFor,
  billedIsOnBills,
  billIsItsLines,
  billTaxIsItsGroups,
  ratedIsOnDocuments,
  onceIsOnBills,
]
