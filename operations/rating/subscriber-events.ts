import type { Event } from '../../ingest/contracts/index.ts'
import type { Subscriber } from './subscriber.ts'

/** The states and accounts of lines as events. */
export function* subscriberEvents(subscribers: readonly Subscriber[]): Generator<Event> {
  const accounts = new Map<string, Event>()
  const assigned = new Map<string, string>()
  const account = (id: string, of: Subscriber, payer: string | undefined): Event => ({
    contract: 'billing_account',
    billing_account_id: id,
    updated_at: '2000-01-01T00:00:00Z',
    customer_id: of.customer_id,
    ...(payer === undefined ? {} : { payer_account_id: payer }),
    currency: of.currency,
    time_zone: of.time_zone,
    cycle_day: of.cycle_day,
  })
  for (const one of subscribers) {
    if (one.payer_account_id !== undefined && !accounts.has(one.payer_account_id)) {
      accounts.set(one.payer_account_id, account(one.payer_account_id, one, undefined))
    }
    accounts.set(one.billing_account_id, account(one.billing_account_id, one, one.payer_account_id))
    yield {
      contract: 'subscription',
      subscription_id: one.subscription_id,
      effective_at: one.from,
      customer_id: one.customer_id,
      billing_account_id: one.billing_account_id,
      type: one.type as 'mobile postpaid',
      status: one.status,
      ...(one.status === 'terminated' ? { status_reason: 'not stated' } : {}),
      offering_id: one.offering_id,
    }
    if (one.status === 'terminated') continue
    for (const [kind, number] of [
      ['msisdn', one.number],
      ['imsi', one.imsi],
    ] as const) {
      if (number === undefined || assigned.get(`${kind} ${one.subscription_id}`) === number) continue
      assigned.set(`${kind} ${one.subscription_id}`, number)
      const { subscription_id, from: assigned_from } = one
      yield { contract: 'subscription_number', subscription_id, number_type: kind, number, assigned_from }
    }
  }
  yield* accounts.values()
}
