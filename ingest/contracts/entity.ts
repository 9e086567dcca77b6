import { billingAccount } from './billing_account.ts'
import type { Contract } from './contract.ts'
import { customer } from './customer.ts'
import { customerContact } from './customer_contact.ts'
import { productOrder } from './product_order.ts'
import { subscription } from './subscription.ts'
import { troubleTicket } from './trouble_ticket.ts'

/** Contracts whose states may also be told change by change (`entity_change`). */
export const entities = {
  customer,
  customer_contact: customerContact,
  billing_account: billingAccount,
  subscription,
  product_order: productOrder,
  trouble_ticket: troubleTicket,
} as const

export type EntityName = keyof typeof entities

/**
 * The field that an entity's id is. A contact has none: several records of a CRM (the account, its contacts) tell of one
 * customer, whose id is a field like any other.
 */
export const entityKeys = {
  customer: 'customer_id',
  customer_contact: null,
  billing_account: 'billing_account_id',
  subscription: 'subscription_id',
  product_order: 'order_id',
  trouble_ticket: 'ticket_id',
} as const satisfies Readonly<Record<EntityName, string | null>>

/** `changeableFields` as tsc knows them. */
export type ChangeableField<E extends EntityName> = Exclude<
  keyof (typeof entities)[E]['fields'],
  (typeof entities)[E]['eventTime'] | (typeof entityKeys)[E]
>

/** Fields that a change of an entity may set: all but its id and the time, which the change itself says. */
export function changeableFields(entity: EntityName): readonly string[] {
  const { fields, eventTime } = entities[entity] as unknown as Contract
  return Object.keys(fields).filter((name) => name !== eventTime && name !== entityKeys[entity])
}

/** Fields without which a state of the entity is none. */
export function requiredFields(entity: EntityName): readonly string[] {
  const { fields } = entities[entity] as unknown as Contract
  return changeableFields(entity).filter((name) => {
    const field = fields[name]!
    return field.otherwise === undefined && !field.column.nullable
  })
}
