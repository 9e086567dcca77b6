import { nearest } from '../../warehouse/nearest.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Reading } from '../catalogue/read_value.ts'
import type { Accounts } from './accounts.ts'
import { checkCurrencies } from './check_currencies.ts'
import { checkPayers } from './check_payers.ts'
import type { AccountSubscription } from './entities/subscription.ts'
import { couponGivenAt } from './events.ts'
import type { Fault } from './fault.ts'
import { isZone, localInstant } from './local_instant.ts'

/**
 * Notes ids that come twice, names that nothing has, times that cannot follow each other, circles of payers, and plans that
 * are not priced in the account’s currency.
 */
export function checkAccounts(
  { accounts }: Accounts,
  catalogue: Catalogue,
  { problems, places }: Pick<Reading, 'problems' | 'places'>,
): void {
  const fault = (of: object, member: string, expected: string, got: string, meant?: string) => {
    const at = places.get(of)!
    const path = member === '' ? at.path : `${at.path}.${member}`
    problems.push({ ...at, path, expected, got, ...(meant === undefined ? {} : { meant }) })
  }
  const known = (of: object, member: string, name: string | undefined, names: readonly string[], what: string) => {
    if (name === undefined || names.includes(name)) return
    const there = names.length === 0 ? 'there is none' : `there are ${[...new Set(names)].slice(0, 8).join(', ')}`
    fault(of, member, `${what} (${there})`, JSON.stringify(name), nearest(name, names)[0])
  }
  const once = (of: readonly (object & { readonly id?: string | undefined })[], seen: Set<string>) => {
    for (const one of of) {
      if (one.id === undefined) continue
      if (seen.has(one.id)) fault(one, 'id', 'an id once', `"${one.id}" again`)
      seen.add(one.id)
    }
  }
  const accountIds = accounts.map(({ id }) => id)
  const offerings = catalogue.offerings.map(({ id }) => id)
  const coupons = catalogue.coupons.map(({ id }) => id)
  once(accounts, new Set())
  const [lines, adjustments, payments, disputes] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ]
  for (const account of accounts) {
    const { time_zone: zone, subscriptions } = account
    once(subscriptions, lines)
    once(account.adjustments, adjustments)
    once(account.payments, payments)
    once(account.disputes, disputes)
    const taxes = catalogue.taxes.map(({ id }) => id)
    known(account, 'payer', account.payer, accountIds, 'the id of an account of this file')
    if (isZone(zone)) checkInstants(account.changes, zone, 'account', fault)
    for (const change of account.changes) {
      known(change, 'payer', change.payer, accountIds, 'the id of an account of this file')
      known(change, 'tax', change.tax, taxes, 'the id of a tax of the catalogue')
    }
    known(account, 'tax', account.tax, taxes, 'the id of a tax of the catalogue')
    if (!isZone(zone)) {
      fault(account, 'time_zone', 'an IANA time zone such as Europe/Berlin', JSON.stringify(zone))
      continue
    }
    if (account.currency === undefined && subscriptions.length === 0) {
      fault(account, 'currency', 'a currency, for it has no subscription to take it from', 'nothing')
    }
    for (const subscription of subscriptions) {
      known(subscription, 'offering', subscription.offering, offerings, 'the id of an offering of the catalogue')
      for (const change of subscription.changes) {
        known(change, 'offering', change.offering, offerings, 'the id of an offering of the catalogue')
        known(change, 'account', change.account, accountIds, 'the id of an account of this file')
      }
      checkTimes(subscription, zone, fault)
    }
    for (const dispute of account.disputes) {
      if (dispute.decided === undefined) continue
      if (localInstant(dispute.decided, zone) < localInstant(dispute.at, zone)) {
        fault(dispute, 'decided', `no time before "at" (${dispute.at})`, JSON.stringify(dispute.decided))
      }
    }
    const own = subscriptions.map(({ id }) => id)
    const given = new Set<string>()
    for (const coupon of account.coupons) {
      known(coupon, 'coupon', coupon.coupon, coupons, 'the id of a coupon of the catalogue')
      known(coupon, 'subscription', coupon.subscription, own, 'a subscription of this account')
      const key = [coupon.coupon, coupon.subscription ?? '', couponGivenAt(coupon, zone)].join('\n')
      if (given.has(key)) {
        const of = coupon.subscription === undefined ? 'the account' : `"${coupon.subscription}"`
        fault(
          coupon,
          'coupon',
          `a coupon once for ${of} and "from"; another "from" gives it again`,
          `"${coupon.coupon}" again`,
        )
      }
      given.add(key)
    }
    for (const adjustment of account.adjustments) {
      known(adjustment, 'subscription', adjustment.subscription, own, 'a subscription of this account')
    }
  }
  // Who pays and in what currency presumes that names and zones are right.
  if (problems.length > 0) return
  checkPayers(accounts, fault)
  checkCurrencies(accounts, catalogue, fault)
}

/** Of two records at one instant none is the later. */
function checkInstants(changes: readonly { readonly at: string }[], zone: string, of: string, fault: Fault): void {
  const seen = new Set<string>()
  for (const change of changes) {
    const at = localInstant(change.at, zone)
    if (seen.has(at)) {
      const expected = `a time at which no other change of the ${of} is; write what changes at one instant as one change`
      fault(change, 'at', expected, `${JSON.stringify(change.at)} again`)
    }
    seen.add(at)
  }
}

function checkTimes(subscription: AccountSubscription, zone: string, fault: Fault): void {
  const from = localInstant(subscription.from, zone)
  const to = subscription.to === undefined ? undefined : localInstant(subscription.to, zone)
  if (to !== undefined && to <= from) {
    fault(subscription, 'to', `a time after "from" (${subscription.from})`, JSON.stringify(subscription.to))
  }
  checkInstants(subscription.changes, zone, 'subscription', fault)
  for (const change of subscription.changes) {
    const at = localInstant(change.at, zone)
    if (at < from) fault(change, 'at', `no time before "from" (${subscription.from})`, JSON.stringify(change.at))
    else if (to !== undefined && at >= to) {
      fault(change, 'at', `a time before "to" (${subscription.to})`, JSON.stringify(change.at))
    }
  }
}
