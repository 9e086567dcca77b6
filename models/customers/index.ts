import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { activityDay } from './activity_day.ts'
import { arpuMonthly } from './arpu_monthly.ts'
import { baseChange } from './base_change.ts'
import { baseDaily } from './base_daily.ts'
import { baseInterval } from './base_interval.ts'
import { baseMonthly } from './base_monthly.ts'
import { baseContinues, baseIsIntervals, churnIsBase, movesBalance } from './base_reconciliations.ts'
import { baseWindow } from './base_window.ts'
import { churnMonthly } from './churn_monthly.ts'
import { churnMonthlyBy } from './churn_monthly_by.ts'
import { churnedShare } from './churned_share.ts'
import { customer360 } from './customer_360.ts'
import { customerState } from './customer_state.ts'
import { departure } from './departure.ts'
import { earnedMonthly } from './earned_monthly.ts'
import { revenueIsEarned } from './earned_reconciliation.ts'
import { leaver } from './leaver.ts'
import { line } from './line.ts'
import { lineCover } from './line_cover.ts'
import { lineState } from './line_state.ts'
import { lineValue } from './line_value.ts'
import { prepaidDebit } from './prepaid_debit.ts'
import { retentionCohort } from './retention_cohort.ts'
import { survival } from './survival.ts'

/** The customer base: who is in it, who comes and goes, and what they are worth. */
export const models: readonly Model[] = [
  activityDay,
  customerState,
  lineState,
  lineCover,
  baseInterval,
  baseChange,
  baseWindow,
  baseDaily,
  baseMonthly,
  churnMonthly,
  churnMonthlyBy,
  line,
  departure,
  leaver,
  churnedShare,
  survival,
  retentionCohort,
  prepaidDebit,
  earnedMonthly,
  arpuMonthly,
  lineValue,
  customer360,
]

export const reconciliations: readonly Reconciliation[] = [
  baseContinues,
  baseIsIntervals,
  movesBalance,
  churnIsBase,
  revenueIsEarned,
]
