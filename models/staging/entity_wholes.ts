import { sources } from '../sources.ts'
import {
  billingAccountVersion,
  customerContactVersion,
  customerVersion,
  productOrderVersion,
  subscriptionVersion,
  troubleTicketVersion,
} from './entity_versions.ts'
import { entityWhole } from './entity_whole.ts'

/** Every whole state of a customer, sent or folded. */
export const customerWhole = entityWhole('customer', sources.customer, customerVersion)
/** Every whole state of what tells how to reach a customer: personal data. */
export const customerContactWhole = entityWhole('customer_contact', sources.customerContact, customerContactVersion)
/** Every whole state of a billing account, sent or folded. */
export const billingAccountWhole = entityWhole('billing_account', sources.billingAccount, billingAccountVersion)
/** Every whole state of a subscription, sent or folded. */
export const subscriptionWhole = entityWhole('subscription', sources.subscription, subscriptionVersion)
/** Every whole state of an order, sent or folded. */
export const productOrderWhole = entityWhole('product_order', sources.productOrder, productOrderVersion)
/** Every whole state of a trouble ticket, sent or folded. */
export const troubleTicketWhole = entityWhole('trouble_ticket', sources.troubleTicket, troubleTicketVersion)
