import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier } from '../../warehouse/quote.ts'
import type { LineType } from './offerings.ts'

/** A line that a real feed has brought in, with its customer and account, as the simulator needs to know it. */
export interface ExistingLine {
  readonly subscription_id: string
  readonly customer_id: string
  readonly billing_account_id: string
  readonly type: LineType
  readonly offering_id: string
  readonly tariff_id: string
  /** Decimals as text: price a month without tax, tax as a fraction. */
  readonly recurring_price: string
  readonly tax_rate: string
  readonly access: string
  readonly contract_months: number
  /** ISO instants. */
  readonly activated_at: string
  readonly terminated_at: string | null
  readonly billed_from: string
  readonly currency: string
  readonly time_zone: string
  readonly cycle_day: number
  readonly payment_terms_days: number
  readonly payment_method: string
  readonly tax_exempt: boolean
  readonly segment: string
  readonly kind: 'individual' | 'organization'
}

/** Lines of a landed feed in a fixed order. `database` is the one of raw tables, with its environment's prefix. */
export function readExistingLines(warehouse: Warehouse, database: string, feed: string): Promise<ExistingLine[]> {
  const raw = (table: string) => `${quoteIdentifier(database)}.${table}`
  return warehouse.rows<ExistingLine>(
    `SELECT line.subscription_id AS subscription_id, line.customer_id AS customer_id,
       line.billing_account_id AS billing_account_id, line.type AS type, line.offering_id AS offering_id,
       plan.tariff_id AS tariff_id, toString(coalesce(line.agreed, plan.recurring_price)) AS recurring_price,
       toString(plan.tax_rate) AS tax_rate, line.access AS access, line.contract_months AS contract_months,
       line.activated_at AS activated_at,
       if(line.last_status = 'terminated', line.changed_at, NULL) AS terminated_at,
       account.billed_from AS billed_from, account.currency AS currency,
       account.time_zone AS time_zone, account.cycle_day AS cycle_day, account.payment_terms_days AS payment_terms_days,
       account.payment_method AS payment_method, account.tax_exempt AS tax_exempt,
       customer.segment AS segment, customer.kind AS kind
     FROM (
       SELECT subscription_id, argMax(customer_id, effective_at) AS customer_id,
         argMax(billing_account_id, effective_at) AS billing_account_id, argMax(type, effective_at) AS type,
         argMax(offering_id, effective_at) AS offering_id,
         argMax(tuple(recurring_price), effective_at).1 AS agreed, argMax(access, effective_at) AS access,
         argMax(contract_months, effective_at) AS contract_months, argMax(status, effective_at) AS last_status,
         max(effective_at) AS changed_at, minIf(effective_at, status = 'active') AS activated_at
       FROM ${raw('subscription')} WHERE _source = {feed:String} GROUP BY subscription_id
       HAVING countIf(status = 'active') > 0
     ) AS line
     INNER JOIN (
       SELECT billing_account_id, min(updated_at) AS billed_from, argMax(currency, updated_at) AS currency,
         argMax(time_zone, updated_at) AS time_zone, argMax(cycle_day, updated_at) AS cycle_day,
         argMax(payment_terms_days, updated_at) AS payment_terms_days,
         argMax(payment_method, updated_at) AS payment_method, argMax(tax_exempt, updated_at) AS tax_exempt
       FROM ${raw('billing_account')} GROUP BY billing_account_id
     ) AS account ON account.billing_account_id = line.billing_account_id
     INNER JOIN (
       SELECT customer_id, argMax(segment, updated_at) AS segment, argMax(kind, updated_at) AS kind
       FROM ${raw('customer')} GROUP BY customer_id
     ) AS customer ON customer.customer_id = line.customer_id
     INNER JOIN (
       SELECT offering_id, argMax(tariff_id, valid_from) AS tariff_id,
         argMax(recurring_price, valid_from) AS recurring_price, argMax(tax_rate, valid_from) AS tax_rate
       FROM ${raw('catalogue_offering')} GROUP BY offering_id
     ) AS plan ON plan.offering_id = line.offering_id
     ORDER BY subscription_id`,
    { params: { feed } },
  )
}
