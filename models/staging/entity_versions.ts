import { entityVersion } from './entity_version.ts'

/** States of customers that a CRM tells change by change. */
export const customerVersion = entityVersion('customer')
/** States of what tells how to reach a customer: personal data. */
export const customerContactVersion = entityVersion('customer_contact')
/** States of billing accounts that a CRM or biller tells change by change. */
export const billingAccountVersion = entityVersion('billing_account')
/** States of subscriptions that a CRM or biller tells change by change. */
export const subscriptionVersion = entityVersion('subscription')
/** States of orders that a CRM tells change by change. */
export const productOrderVersion = entityVersion('product_order')
/** States of trouble tickets that a CRM tells change by change. */
export const troubleTicketVersion = entityVersion('trouble_ticket')
