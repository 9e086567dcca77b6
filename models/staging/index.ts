import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { accountCoupon } from './account_coupon.ts'
import { adjustment } from './adjustment.ts'
import { allowance } from './allowance.ts'
import { balance } from './balance.ts'
import { balanceMovement } from './balance_movement.ts'
import { billingAccountCurrent } from './billing_account_current.ts'
import { billingAccountHistory } from './billing_account_history.ts'
import { charge } from './charge.ts'
import { clock } from './clock.ts'
import { consentCurrent } from './consent_current.ts'
import { currency } from './currency.ts'
import { customerContactCurrent } from './customer_contact_current.ts'
import { customerCurrent } from './customer_current.ts'
import { customerHistory } from './customer_history.ts'
import { discount } from './discount.ts'
import { disputeCurrent } from './dispute_current.ts'
import { entityIncomplete } from './entity_incomplete.ts'
import * as entityVersions from './entity_versions.ts'
import * as entityWholes from './entity_wholes.ts'
import { exchangeRate } from './exchange_rate.ts'
import { feedback } from './feedback.ts'
import { holiday } from './holiday.ts'
import { interaction } from './interaction.ts'
import { lifeCycleStep } from './life_cycle_step.ts'
import { meteredEvent } from './metered_event.ts'
import { networkCellCurrent } from './network_cell_current.ts'
import { networkMeasurement } from './network_measurement.ts'
import { networkOperator } from './network_operator.ts'
import { numberAssignment } from './number_assignment.ts'
import { offering } from './offering.ts'
import { passPurchase } from './pass_purchase.ts'
import { payment } from './payment.ts'
import { prefix } from './prefix.ts'
import { price } from './price.ts'
import { priceFilter } from './price_filter.ts'
import { priceTier } from './price_tier.ts'
import { productOrderCurrent } from './product_order_current.ts'
import { rate } from './rate.ts'
import { recharge } from './recharge.ts'
import {
  amountOfReportsIsOfSessions,
  reportsAreInSessions,
  sessionsAreUses,
  volumeOfReportsIsOfSessions,
} from './reconciliations.ts'
import { sessionGap } from './session_gap.ts'
import { settlement } from './settlement.ts'
import { subscriptionCurrent } from './subscription_current.ts'
import { subscriptionHistory } from './subscription_history.ts'
import { tax } from './tax.ts'
import { topUp } from './top_up.ts'
import { troubleTicketCurrent } from './trouble_ticket_current.ts'
import { usageDuplicate } from './usage_duplicate.ts'
import { usageEvent } from './usage_event.ts'
import { usageReport } from './usage_report.ts'
import { usageSession } from './usage_session.ts'
import { usageSuspect } from './usage_suspect.ts'
import { zoneNetwork } from './zone_network.ts'
import { zoneOffset } from './zone_offset.ts'

/** One clean row a fact: duplicates resolved, states dated, local time and the business date at hand. */
export const models: readonly Model[] = [
  accountCoupon,
  adjustment,
  allowance,
  balance,
  balanceMovement,
  passPurchase,
  topUp,
  billingAccountCurrent,
  billingAccountHistory,
  charge,
  clock,
  consentCurrent,
  currency,
  customerContactCurrent,
  customerCurrent,
  customerHistory,
  discount,
  disputeCurrent,
  entityIncomplete,
  ...Object.values(entityVersions),
  ...Object.values(entityWholes),
  exchangeRate,
  feedback,
  holiday,
  interaction,
  lifeCycleStep,
  meteredEvent,
  networkCellCurrent,
  networkMeasurement,
  networkOperator,
  numberAssignment,
  offering,
  payment,
  prefix,
  price,
  priceFilter,
  priceTier,
  productOrderCurrent,
  rate,
  recharge,
  sessionGap,
  settlement,
  subscriptionCurrent,
  subscriptionHistory,
  tax,
  troubleTicketCurrent,
  usageDuplicate,
  usageEvent,
  usageReport,
  usageSession,
  usageSuspect,
  zoneNetwork,
  zoneOffset,
]

export const reconciliations: readonly Reconciliation[] = [
  reportsAreInSessions,
  volumeOfReportsIsOfSessions,
  amountOfReportsIsOfSessions,
  sessionsAreUses,
]
