import { accountCoupon } from './account_coupon.ts'
import { adjustment } from './adjustment.ts'
import { balanceMovement } from './balance_movement.ts'
import { billingAccount } from './billing_account.ts'
import { catalogueOffering, cataloguePrefix, catalogueRate } from './catalogue.ts'
import { catalogueAllowance } from './catalogue_allowance.ts'
import { catalogueBalance } from './catalogue_balance.ts'
import { catalogueCharge } from './catalogue_charge.ts'
import { catalogueCurrency } from './catalogue_currency.ts'
import { catalogueDiscount } from './catalogue_discount.ts'
import { catalogueExchangeRate } from './catalogue_exchange_rate.ts'
import { catalogueHoliday } from './catalogue_holiday.ts'
import { catalogueLegalEntity } from './catalogue_legal_entity.ts'
import { catalogueNetwork } from './catalogue_network.ts'
import { cataloguePrice } from './catalogue_price.ts'
import { cataloguePriceFilter } from './catalogue_price_filter.ts'
import { catalogueTax } from './catalogue_tax.ts'
import { catalogueTier } from './catalogue_tier.ts'
import { catalogueTopUp } from './catalogue_top_up.ts'
import { catalogueVersion } from './catalogue_version.ts'
import { consent } from './consent.ts'
import type { Contract, EventInput } from './contract.ts'
import { customer } from './customer.ts'
import { customerContact } from './customer_contact.ts'
import { dispute } from './dispute.ts'
import { documentDelivery } from './document_delivery.ts'
import { entityChange } from './entity_change.ts'
import { feedback } from './feedback.ts'
import { fileControl } from './file_control.ts'
import { interaction } from './interaction.ts'
import { issuedBill } from './issued_bill.ts'
import { issuedBillLine } from './issued_bill_line.ts'
import { issuedBillTax } from './issued_bill_tax.ts'
import { lifeCycleStep } from './life_cycle_step.ts'
import { meteredUsage } from './metered_usage.ts'
import { networkCell, networkMeasurement, networkOperator } from './network.ts'
import { passPurchase } from './pass_purchase.ts'
import { payment } from './payment.ts'
import { productOrder } from './product_order.ts'
import { recharge } from './recharge.ts'
import { settlement } from './settlement.ts'
import { subscription } from './subscription.ts'
import { subscriptionNumber } from './subscription_number.ts'
import { timeZoneOffset } from './time_zone_offset.ts'
import { troubleTicket } from './trouble_ticket.ts'
import { usage } from './usage.ts'
import { usagePartial } from './usage_partial.ts'

/** Every contract by name. A new event family is a file here and a line below. */
export const contracts = {
  usage,
  usage_partial: usagePartial,
  file_control: fileControl,
  recharge,
  balance_movement: balanceMovement,
  pass_purchase: passPurchase,
  payment,
  settlement,
  document_delivery: documentDelivery,
  adjustment,
  account_coupon: accountCoupon,
  issued_bill: issuedBill,
  issued_bill_line: issuedBillLine,
  issued_bill_tax: issuedBillTax,
  dispute,
  customer,
  customer_contact: customerContact,
  billing_account: billingAccount,
  entity_change: entityChange,
  subscription,
  subscription_number: subscriptionNumber,
  product_order: productOrder,
  life_cycle_step: lifeCycleStep,
  trouble_ticket: troubleTicket,
  interaction,
  feedback,
  consent,
  network_measurement: networkMeasurement,
  network_cell: networkCell,
  network_operator: networkOperator,
  catalogue_offering: catalogueOffering,
  catalogue_prefix: cataloguePrefix,
  catalogue_rate: catalogueRate,
  catalogue_allowance: catalogueAllowance,
  catalogue_balance: catalogueBalance,
  catalogue_charge: catalogueCharge,
  catalogue_currency: catalogueCurrency,
  catalogue_discount: catalogueDiscount,
  catalogue_exchange_rate: catalogueExchangeRate,
  catalogue_holiday: catalogueHoliday,
  catalogue_legal_entity: catalogueLegalEntity,
  catalogue_network: catalogueNetwork,
  catalogue_price: cataloguePrice,
  catalogue_price_filter: cataloguePriceFilter,
  catalogue_tax: catalogueTax,
  catalogue_tier: catalogueTier,
  catalogue_top_up: catalogueTopUp,
  catalogue_version: catalogueVersion,
  metered_usage: meteredUsage,
  time_zone_offset: timeZoneOffset,
} as const

export type Contracts = typeof contracts
export type ContractName = keyof Contracts

/** An event as a mapping answers it: which contract, and its fields. */
export type Event = {
  [N in ContractName]: { readonly contract: N } & (Contracts[N] extends Contract<string, infer F>
    ? EventInput<F>
    : never)
}[ContractName]
