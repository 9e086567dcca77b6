import type { Model } from '../../transforms/project/model.ts'
import { allowanceBalance } from './allowance_balance.ts'
import { allowanceGrant } from './allowance_grant.ts'
import { allowancePeriod } from './allowance_period.ts'
import { allowancePool } from './allowance_pool.ts'
import { allowanceTake } from './allowance_take.ts'
import { balanceDeposit } from './balance_deposit.ts'
import { balanceLot } from './balance_lot.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { chargingLine } from './charging_line.ts'
import { coveredUsage } from './covered_usage.ts'
import { cutUsage } from './cut_usage.ts'
import { dateMask } from './date_mask.ts'
import { heldAllowance } from './held_allowance.ts'
import { measuredUsage } from './measured_usage.ts'
import { moneyCoverage } from './money_coverage.ts'
import { moneyNeed } from './money_need.ts'
import { moneySpan } from './money_span.ts'
import { periodChange } from './period_change.ts'
import { periodCharge } from './period_charge.ts'
import { periodEvent } from './period_event.ts'
import { periodIncrement } from './period_increment.ts'
import { periodStanding } from './period_standing.ts'
import { periodUse } from './period_use.ts'
import { placedUsage } from './placed_usage.ts'
import { planPeriod } from './plan_period.ts'
import { planPresence } from './plan_presence.ts'
import { plannedUsage } from './planned_usage.ts'
import { poolGrant } from './pool_grant.ts'
import { pooledUse } from './pooled_use.ts'
import { prefixRange } from './prefix_range.ts'
import { priceChoice } from './price_choice.ts'
import { priceInForce } from './price_in_force.ts'
import { priceSteps } from './price_steps.ts'
import { pricedUsage } from './priced_usage.ts'
import { rateBand } from './rate_band.ts'
import { rateEpoch } from './rate_epoch.ts'
import { rateProfile } from './rate_profile.ts'
import { rateSlot } from './rate_slot.ts'
import { rateTerms } from './rate_terms.ts'
import { ratedUsage } from './rated_usage.ts'
import { rejectedUsage } from './rejected_usage.ts'
import { subscriptionPlan } from './subscription_plan.ts'
import { tooOld } from './too_old.ts'
import { unitCoverage } from './unit_coverage.ts'
import { unitCoveredUsage } from './unit_covered_usage.ts'
import { unitNeed } from './unit_need.ts'
import { unitSpan } from './unit_span.ts'
import { usageGrant } from './usage_grant.ts'

/** What usage is worth: the catalogue made ready to join, and every event priced or rejected. */
export const models: readonly Model[] = [
  catalogueEpoch,
  rateEpoch,
  prefixRange,
  priceInForce,
  priceSteps,
  dateMask,
  rateBand,
  rateSlot,
  rateTerms,
  rateProfile,
  priceChoice,
  subscriptionPlan,
  heldAllowance,
  measuredUsage,
  plannedUsage,
  placedUsage,
  tooOld,
  cutUsage,
  pricedUsage,
  allowanceGrant,
  chargingLine,
  balanceDeposit,
  balanceLot,
  usageGrant,
  allowancePeriod,
  allowancePool,
  poolGrant,
  unitSpan,
  pooledUse,
  unitNeed,
  unitCoverage,
  unitCoveredUsage,
  moneySpan,
  moneyNeed,
  moneyCoverage,
  allowanceTake,
  coveredUsage,
  allowanceBalance,
  ratedUsage,
  rejectedUsage,
  planPresence,
  planPeriod,
  periodEvent,
  periodChange,
  periodStanding,
  periodUse,
  periodCharge,
  periodIncrement,
]
