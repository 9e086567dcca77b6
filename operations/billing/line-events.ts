import { quoteIdentifier } from '../../warehouse/quote.ts'

/**
 * A SELECT of the uses that each usage line of `lines` is the sum of, every use once. A line is of an account, a price (or a
 * service, where its source priced it) and a period; it is of one subscription unless the price adds up the account’s use. Of
 * lines that differ in their tax alone a use is on that with its own rate.
 */
export function eventsOfLines(prefix: string, lines: string): string {
  const uses = `SELECT *, toDate(local_started_at) AS day, if(ifNull(price_id, '') = '', toString(service), toString(price_id)) AS by_price, toString(service) AS by_service
    FROM ${quoteIdentifier(`${prefix}rating`)}.rated_usage WHERE charged_quantity > 0 OR amount <> 0`
  const of = (whose: 'line' | 'account', charge: 'by_price' | 'by_service') => {
    const keys = `bill_id, charged_account_id, line_id, charge_id, currency, period_from, period_to`
    const grouped = `SELECT ${keys}, groupArray((tax_rate, line_number)) AS choices
      FROM (SELECT *, ifNull(subscription_id, '') AS line_id FROM ${lines} WHERE category = 'usage')
      WHERE line_id ${whose === 'line' ? '<>' : '='} '' GROUP BY ${keys}`
    const chosen = `arrayFirstOrNull(c -> c.1 = u.tax_rate, l.choices)`
    return `SELECT l.bill_id AS bill_id, ifNull(${chosen}, l.choices[1]).2 AS line_number, u.event_id AS event_id,
        u.subscription_id AS subscription_id, u.started_at AS started_at, u.service AS service, u.quantity AS quantity, u.amount AS amount
      FROM (${uses}) AS u ASOF INNER JOIN (${grouped}) AS l
        ON l.charged_account_id = u.billing_account_id AND l.line_id = ${whose === 'line' ? 'u.subscription_id' : "''"}
          AND l.charge_id = u.${charge} AND l.currency = u.currency AND u.day >= l.period_from
      WHERE u.day < l.period_to${charge === 'by_service' ? ' AND u.by_service <> u.by_price' : ''}`
  }
  return [of('line', 'by_price'), of('line', 'by_service'), of('account', 'by_price')].join('\n UNION ALL \n')
}
