import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Account } from './entities/account.ts'
import type { Fault } from './fault.ts'
import { localInstant } from './local_instant.ts'

/**
 * Notes plans priced in another currency than the account has, and payers of another currency: amounts of a plan are in its
 * currency alone, nothing converts them, and bills of two currencies cannot be one.
 */
export function checkCurrencies(accounts: readonly Account[], { offerings }: Catalogue, fault: Fault): void {
  const priced = new Map(offerings.map(({ id, currency }) => [id, currency]))
  const currencies = new Map(
    accounts.map(({ id, currency, subscriptions }) => [id, currency ?? priced.get(subscriptions[0]?.offering ?? '')]),
  )
  for (const account of accounts) {
    const own = currencies.get(account.id)
    for (const by of [account, ...account.changes]) {
      const paying = currencies.get(by.payer ?? account.id)
      if (own === undefined || paying === undefined || own === paying) continue
      const expected = `an account in ${own}, as "${account.id}" is (payer has another currency); without \`payer\` it pays its own bills`
      fault(by, 'payer', expected, `"${by.payer}", an account in ${paying}`)
    }
    for (const subscription of account.subscriptions) {
      const at = (change: { readonly at: string }) => localInstant(change.at, account.time_zone)
      const changes = subscription.changes.toSorted((a, b) => (at(a) < at(b) ? -1 : 1))
      let [offering, charged] = [subscription.offering, account.id]
      const check = (of: object, member: string) => {
        const [ofPlan, ofAccount] = [priced.get(offering), currencies.get(charged)]
        if (ofPlan === undefined || ofAccount === undefined || ofPlan === ofAccount) return
        const expected = `a plan priced in ${ofAccount}, the currency of account "${charged}"; give the account the plan’s currency, or the catalogue a plan in ${ofAccount}`
        fault(of, member, expected, `"${offering}", priced in ${ofPlan}`)
      }
      check(subscription, 'offering')
      for (const change of changes) {
        offering = change.offering ?? offering
        charged = change.account ?? charged
        if (change.offering !== undefined) check(change, 'offering')
        else if (change.account !== undefined) check(change, 'account')
      }
    }
  }
}
