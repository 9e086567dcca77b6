import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Event } from '../contracts/index.ts'
import type { Account } from './entities/account.ts'
import type { AccountSubscription } from './entities/subscription.ts'
import { localInstant } from './local_instant.ts'

/** What holds of a subscription until the next change. */
interface State {
  readonly offering: string
  readonly status: AccountSubscription['status']
  readonly reason: string | undefined
  readonly price: string | undefined
  readonly contract_months: number
  readonly type: string
  readonly account: string
}

/** The states and numbers of a subscription as events, in the order of time. */
export function* subscriptionEvents(
  subscription: AccountSubscription,
  { id: account, time_zone: zone }: Account,
  customer: string,
  catalogue: Catalogue,
): Generator<Event> {
  const typeOf = (offering: string) => catalogue.offerings.find(({ id }) => id === offering)!.line_type
  const { id, offering, status, price, contract_months, to } = subscription
  const from = localInstant(subscription.from, zone)
  const event = (at: string, state: State): Event => ({
    contract: 'subscription',
    subscription_id: id,
    effective_at: at,
    customer_id: customer,
    billing_account_id: state.account,
    type: state.type as 'mobile postpaid',
    status: state.status,
    ...(state.reason === undefined ? {} : { status_reason: state.reason }),
    offering_id: state.offering,
    ...(state.price === undefined ? {} : { recurring_price: state.price }),
    contract_months: state.contract_months,
  })
  let state: State = {
    offering,
    status,
    reason: undefined,
    price,
    contract_months,
    type: subscription.type ?? typeOf(offering),
    account,
  }
  yield event(from, state)
  const changes = subscription.changes
    .map((change) => ({ ...change, at: localInstant(change.at, zone) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  for (const change of changes) {
    const moved = change.offering !== undefined && change.offering !== state.offering
    const changed = change.status ?? state.status
    state = {
      offering: change.offering ?? state.offering,
      status: changed,
      reason: change.reason ?? (changed === 'terminated' ? subscription.reason : undefined),
      price: change.price ?? (moved ? undefined : state.price),
      contract_months: change.contract_months ?? state.contract_months,
      type: change.type ?? (moved && subscription.type === undefined ? typeOf(change.offering!) : state.type),
      account: change.account ?? state.account,
    }
    yield event(change.at, state)
  }
  if (to !== undefined)
    yield event(localInstant(to, zone), { ...state, status: 'terminated', reason: subscription.reason })
  for (const { number, kind, from: since, to: until } of subscription.numbers) {
    yield {
      contract: 'subscription_number',
      subscription_id: id,
      number_type: kind,
      number,
      assigned_from: since === undefined ? from : localInstant(since, zone),
      ...(until === undefined ? {} : { assigned_to: localInstant(until, zone) }),
    }
  }
}
