import type { ItemisedUse, Quantity, UsageBar } from '../../documents/bill.ts'
import { languageOf } from '../../documents/language.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { naturalOrder } from '../../warehouse/natural_order.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { type AccountItemisation, itemisedUses, otherParty } from './itemisation.ts'
import { issuedDatabase } from './tables.ts'

/** Uses that a document itemises at most; all of them are in the warehouse. */
const ITEMS = 5_000

/** Months that the chart of a bill shows. */
const MONTHS = 6

export function unitOf(service: string): Quantity['unit'] {
  if (service === 'voice') return 'seconds'
  if (service === 'sms' || service === 'mms') return 'messages'
  return service === 'data' ? 'bytes' : 'events'
}

interface ItemOptions {
  readonly timeZone: string
  readonly language: string
  readonly itemisation: AccountItemisation | undefined
}

/** The first uses of a bill in the account’s local time, in order, and how many more there are. */
export async function itemsOf(
  warehouse: Warehouse,
  prefix: string,
  bill: string,
  { timeZone, language, itemisation }: ItemOptions,
): Promise<{ readonly items: readonly ItemisedUse[]; readonly left: number }> {
  const { told, masked } = itemisedUses(prefix, bill, itemisation)
  const rows = await warehouse.rows<{
    subscription: string
    at: string
    service: string
    party: string
    masked: boolean
    quantity: string
    amount: string
    uses: string
  }>(
    `SELECT subscription_id AS subscription, formatDateTime(toTimeZone(started_at, ${quoteText(timeZone)}), '%Y-%m-%dT%H:%i:%S') AS at,
       service, other_party AS party, toBool(${masked}) AS masked, toString(quantity) AS quantity, toString(amount) AS amount, toString(count() OVER ()) AS uses
     FROM ${quoteIdentifier(issuedDatabase(prefix))}.bill_event WHERE bill_id = ${quoteText(bill)} AND ${told}
     ORDER BY ${naturalOrder('subscription_id')}, subscription, started_at, event_id LIMIT ${ITEMS}`,
  )
  const { services } = languageOf(language)
  const items = rows.map(({ subscription, at, service, party, masked, quantity, amount }) => ({
    subscription,
    at,
    description: services[service] ?? service,
    ...(party === '' ? {} : { otherParty: otherParty(party, masked) }),
    quantity: { amount: quantity, unit: unitOf(service) },
    amount,
  }))
  return { items, left: rows.length === 0 ? 0 : Number(rows[0]!.uses) - rows.length }
}

/** What the account’s usage cost by service, in the months of this bill and of those issued before it. */
export async function barsOf(
  warehouse: Warehouse,
  prefix: string,
  { account, currency, to }: { readonly account: string; readonly currency: string; readonly to: string },
): Promise<UsageBar[]> {
  const db = quoteIdentifier(issuedDatabase(prefix))
  return warehouse.rows<UsageBar>(
    `SELECT toString(toStartOfMonth(l.period_from)) AS month, l.service AS service, toString(sum(l.net)) AS net
     FROM ${db}.bill_line AS l INNER JOIN ${db}.bill AS b ON b.bill_id = l.bill_id
     WHERE b.billing_account_id = ${quoteText(account)} AND b.currency = ${quoteText(currency)} AND b.kind = 'bill'
       AND b.period_to <= ${quoteText(to)} AND b.period_to > addMonths(toDate(${quoteText(to)}), -${MONTHS})
       AND l.category = 'usage' AND l.net > 0
     GROUP BY month, service ORDER BY month, service`,
  )
}
