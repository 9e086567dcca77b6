import type { Catalogue } from '../catalogue/catalogue.ts'
import { fractionOf } from '../catalogue/tax_versions.ts'
import type { Event } from '../contracts/index.ts'
import type { Accounts } from './accounts.ts'
import type { Account } from './entities/account.ts'
import { localInstant } from './local_instant.ts'
import { subscriptionEvents } from './subscription_events.ts'

/** Since when accounts are as the file says. */
const ALWAYS = '2000-01-01T00:00:00Z'

/** Accounts as events of the contracts, in a fixed order. */
export function* accountEvents({ accounts }: Accounts, catalogue: Catalogue): Generator<Event> {
  const customers = new Set<string>()
  for (const account of accounts) {
    const customer = customerOf(account)
    if (!customers.has(customer)) {
      customers.add(customer)
      yield { contract: 'customer', customer_id: customer, updated_at: ALWAYS, kind: 'individual' }
    }
    const currency = currencyOf(account, catalogue)
    yield* accountStates(account, customer, currency)
    for (const subscription of account.subscriptions) {
      yield* subscriptionEvents(subscription, account, customer, catalogue)
    }
    yield* moneyEvents(account, currency)
  }
}

/** States of an account, in the order of time. */
function* accountStates(account: Account, customer: string, currency: string): Generator<Event> {
  const { id, time_zone, language, payment_terms_days, payment_method } = account
  const { payer, cycle_day, cycle_months, cycle_month, tax, tax_exempt } = account
  let state = { payer, cycle_day, cycle_months, cycle_month, tax, tax_exempt }
  const changes = account.changes
    .map(({ at, ...change }) => ({ updated_at: localInstant(at, time_zone), change }))
    .sort((a, b) => (a.updated_at < b.updated_at ? -1 : a.updated_at > b.updated_at ? 1 : 0))
  for (const { updated_at, change } of [{ updated_at: ALWAYS, change: {} }, ...changes]) {
    state = { ...state, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
    const { payer: paying, tax: taxed, ...rest } = state
    yield {
      contract: 'billing_account',
      billing_account_id: id,
      updated_at,
      customer_id: customer,
      ...(paying === undefined ? {} : { payer_account_id: paying }),
      currency,
      time_zone,
      language,
      payment_terms_days,
      payment_method,
      tax_id: taxed ?? '',
      ...rest,
    }
  }
}

const customerOf = ({ id, customer }: Account): string => customer ?? `C-${id}`

function currencyOf({ currency, subscriptions }: Account, catalogue: Catalogue): string {
  return currency ?? catalogue.offerings.find(({ id }) => id === subscriptions[0]!.offering)!.currency
}

/** When a coupon was given: what cannot be told apart from another of its line is one coupon. */
export const couponGivenAt = ({ from }: Account['coupons'][number], zone: string): string =>
  from === undefined ? ALWAYS : localInstant(from, zone)

function* moneyEvents(account: Account, currency: string): Generator<Event> {
  const { id, time_zone: zone } = account
  for (const given of account.coupons) {
    const { coupon, to, subscription } = given
    yield {
      contract: 'account_coupon',
      billing_account_id: id,
      coupon_id: coupon,
      given_at: couponGivenAt(given, zone),
      ...(subscription === undefined ? {} : { subscription_id: subscription }),
      ...(to === undefined ? {} : { ended_at: localInstant(to, zone) }),
    }
  }
  for (const [index, adjustment] of account.adjustments.entries()) {
    yield {
      contract: 'adjustment',
      adjustment_id: adjustment.id ?? `${id}/${index + 1}`,
      billing_account_id: id,
      adjusted_at: localInstant(adjustment.at, zone),
      amount: adjustment.amount,
      currency: adjustment.currency ?? currency,
      reason: adjustment.reason,
      ...(adjustment.subscription === undefined ? {} : { subscription_id: adjustment.subscription }),
      ...(adjustment.tax_percent === undefined ? {} : { tax_rate: fractionOf(adjustment.tax_percent) }),
    }
  }
  for (const [index, payment] of account.payments.entries()) {
    yield {
      contract: 'payment',
      payment_id: payment.id ?? `${id}/${index + 1}`,
      billing_account_id: id,
      received_at: localInstant(payment.at, zone),
      kind: payment.kind,
      amount: payment.amount,
      currency: payment.currency ?? currency,
      method: payment.method,
    }
  }
  for (const [index, dispute] of account.disputes.entries()) {
    const of = {
      contract: 'dispute',
      dispute_id: dispute.id ?? `${id}/${index + 1}`,
      billing_account_id: id,
      amount: dispute.amount,
      currency: dispute.currency ?? currency,
      ...(dispute.period === undefined ? {} : { period_from: dispute.period }),
    } as const
    yield { ...of, updated_at: localInstant(dispute.at, zone), status: 'open' }
    if (dispute.decided !== undefined) {
      yield { ...of, updated_at: localInstant(dispute.decided, zone), status: dispute.outcome }
    }
  }
}
