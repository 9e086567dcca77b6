import type { Event } from '../../../ingest/contracts/index.ts'

/** Fields that name something of a case: with the case's key before them, cases that are rated together never meet. */
const named = new Set([
  'event_id',
  'subscription_id',
  'billing_account_id',
  'payer_account_id',
  'customer_id',
  'offering_id',
  'tariff_id',
  'tax_id',
  'legal_entity_id',
  'number',
  'served_number',
  'movement_id',
  'recharge_id',
  'purchase_id',
])

/** Key of the n-th case: no id of a user begins so. */
export const keyOf = (index: number): string => `¤${index}¤`

/** An event with its names under the key. */
export function keyed(event: Event, key: string): Event {
  const entries = Object.entries(event).map(([name, value]) =>
    named.has(name) && typeof value === 'string' && value !== '' ? [name, key + value] : [name, value],
  )
  return Object.fromEntries(entries) as Event
}

/** A value without the key in its texts. */
export function unkeyed<T>(value: T, key: string): T {
  if (typeof value === 'string') return value.replaceAll(key, '') as T
  if (Array.isArray(value)) return value.map((one) => unkeyed(one, key)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unkeyed(inner, key)])) as T
}
