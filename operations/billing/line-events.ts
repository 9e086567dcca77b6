import { quoteIdentifier } from '../../warehouse/quote.ts'

/**
 * A SELECT of the uses that each usage line of `lines` is the sum of, every use once. A line is of an account, a price (a
 * service, where the source priced it) and a period; it is of one subscription unless the price adds up the account’s use. Of
 * lines that differ in their tax alone a use is on that with its plan’s rate, else on the first.
 */
export function eventsOfLines(prefix: string, lines: string): string {
  const uses = `SELECT *, toDate(local_started_at) AS day, toString(service) AS by_service,
      if(ifNull(price_id, '') = '', toString(service), toString(price_id)) AS by_price
    FROM ${quoteIdentifier(`${prefix}rating`)}.rated_usage WHERE charged_quantity > 0 OR amount <> 0`
  const of = (whose: 'line' | 'account') => {
    const keys = 'bill_id, charged_account_id, line_id, service, charge_id, currency, period_from, period_to'
    const grouped = `SELECT ${keys}, arraySort(groupArray((line_number, tax_rate))) AS choices
      FROM (SELECT *, ifNull(subscription_id, '') AS line_id FROM ${lines} WHERE category = 'usage' AND corrects_bill = '')
      WHERE line_id ${whose === 'line' ? '<>' : '='} '' GROUP BY ${keys}`
    return `SELECT l.bill_id AS bill_id, ifNull(arrayFirstOrNull(c -> c.2 = u.tax_rate, l.choices).1, l.choices[1].1) AS line_number,
        u.event_id AS event_id, u.subscription_id AS subscription_id, u.started_at AS started_at, u.service AS service,
        u.direction AS direction, ifNull(u.other_party, '') AS other_party, ifNull(u.tariff_id, '') AS tariff_id, u.quantity AS quantity, u.amount AS amount
      FROM (${uses}) AS u ASOF INNER JOIN (${grouped}) AS l
        ON l.charged_account_id = u.billing_account_id AND l.line_id = ${whose === 'line' ? 'u.subscription_id' : "''"}
          AND l.service = u.by_service AND l.charge_id = u.by_price AND l.currency = u.currency AND u.day >= l.period_from
      WHERE u.day < l.period_to`
  }
  return `${of('line')} UNION ALL ${of('account')}`
}
