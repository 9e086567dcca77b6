import type { Model } from '../../transforms/project/model.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { prefixRange } from './prefix_range.ts'
import { pricedUsage } from './priced_usage.ts'
import { rateSlot } from './rate_slot.ts'
import { ratedUsage } from './rated_usage.ts'
import { rejectedUsage } from './rejected_usage.ts'
import { subscriptionPlan } from './subscription_plan.ts'

/** What usage is worth: the catalogue made ready to join, and every event priced or rejected. */
export const models: readonly Model[] = [
  catalogueEpoch,
  prefixRange,
  rateSlot,
  subscriptionPlan,
  pricedUsage,
  ratedUsage,
  rejectedUsage,
]
