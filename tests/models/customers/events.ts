import type { EventInput } from '../../../ingest/contracts/contract.ts'
import type { contracts } from '../../../ingest/contracts/index.ts'
import type { Given } from './given.ts'

type Of<N extends keyof typeof contracts> = EventInput<(typeof contracts)[N]['fields']>

/** A day means noon UTC: the same day in the zones of these tests. */
const at = (when: string) => (when.length === 10 ? `${when}T12:00:00Z` : when)

/** State of a line, mobile postpaid and active unless told otherwise. */
export function line(id: string, from: string, state: Partial<Of<'subscription'>> = {}): Of<'subscription'> {
  return {
    subscription_id: id,
    effective_at: at(from),
    customer_id: 'C-1',
    billing_account_id: 'A-1',
    type: 'mobile postpaid',
    status: 'active',
    offering_id: 'basic',
    ...state,
  }
}

let recharges = 0
export function recharge(subscription: string, when: string): Of<'recharge'> {
  recharges++
  return {
    recharge_id: `R-${recharges}`,
    subscription_id: subscription,
    recharged_at: at(when),
    amount: '10',
    currency: 'EUR',
  }
}

export function customer(id: string, from: string, segment: string): Of<'customer'> {
  return { customer_id: id, updated_at: at(from), kind: 'individual', segment, region: 'north' }
}

export function account(id: string, customerId: string, zone: string): Of<'billing_account'> {
  return {
    billing_account_id: id,
    updated_at: at('2020-01-01'),
    customer_id: customerId,
    currency: 'EUR',
    time_zone: zone,
  }
}

/** Offsets around the tests' time, as landing generates them. */
export const zones: Given = {
  time_zone_offset: [
    { zone: 'Europe/Berlin', from_at: '2000-01-01T00:00:00Z', to_at: '2026-03-29T01:00:00Z', offset_s: 3600 },
    { zone: 'Europe/Berlin', from_at: '2026-03-29T01:00:00Z', to_at: '2026-10-25T01:00:00Z', offset_s: 7200 },
    { zone: 'Asia/Ho_Chi_Minh', from_at: '2000-01-01T00:00:00Z', to_at: '2040-01-01T00:00:00Z', offset_s: 25200 },
  ],
}

/** Plans by monthly price, and a tariff in which a MiB costs 0.01. */
export function offering(prices: Readonly<Record<string, string>>): Given {
  return {
    catalogue_offering: Object.entries(prices).map(([id, price]) => ({
      offering_id: id,
      name: id,
      type: 'mobile postpaid',
      currency: 'EUR',
      recurring_price: price,
      tariff_id: 'standard',
    })),
    catalogue_rate: [{ tariff_id: 'standard', service: 'data', zone: '*', rate: '0.01', per_units: 1_048_576 }],
  }
}

/** A data session of whole MiB. */
export function data(subscription: string, when: string, mebibytes: number): Of<'usage'> {
  return { service: 'data', subscription_id: subscription, started_at: at(when), bytes_down: mebibytes * 1_048_576 }
}
