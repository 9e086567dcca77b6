import { quoteIdentifier } from '../../warehouse/quote.ts'
import { issuedDatabase } from './tables.ts'

/**
 * The uses that a late usage line is of, with what each costs now less what bills said of it: a use that came late, one that
 * it moved out of an allowance, one that is no longer there. They add up to the line. Bills that were issued before direction,
 * other party and tariff were kept say '' for them, which is the least of texts: what the use says now stands.
 */
export function lateEventsOf(prefix: string, lines: string): string {
  const issued = quoteIdentifier(issuedDatabase(prefix))
  const wanted = `(SELECT *, ifNull(subscription_id, '') AS line_id,
      count() OVER (PARTITION BY bill_id, charged_account_id, line_id, service, charge_id, period_from, corrects_bill) AS alike FROM ${lines} WHERE category = 'usage' AND corrects_bill != '')`
  return `SELECT bill_id, line_number, event_id, subscription_id, min(at) AS started_at, service,
      max(way) AS direction, max(party) AS other_party, max(tariff) AS tariff_id, sum(used) AS quantity, sum(cost) AS amount FROM (
      SELECT l.bill_id AS bill_id, l.line_number AS line_number, u.event_id AS event_id, u.subscription_id AS subscription_id,
        u.started_at AS at, u.service AS service, toString(u.direction) AS way, ifNull(u.other_party, '') AS party, toString(ifNull(u.tariff_id, '')) AS tariff, toInt64(u.quantity) AS used, u.amount AS cost
      FROM (SELECT *, if(ifNull(price_id, '') = '', toString(service), assumeNotNull(price_id)) AS charge_id
        FROM ${quoteIdentifier(`${prefix}rating`)}.rated_usage WHERE charged_quantity > 0 OR amount <> 0) AS u
      INNER JOIN ${wanted} AS l ON l.charged_account_id = u.billing_account_id AND l.charge_id = u.charge_id
        AND l.service = u.service AND l.currency = u.currency
      WHERE toDate(u.local_started_at) >= l.period_from AND toDate(u.local_started_at) < l.period_to
        AND (l.line_id = u.subscription_id OR l.line_id = '') AND (l.alike = 1 OR l.tax_rate = u.tax_rate)
      UNION ALL
      SELECT l.bill_id AS bill_id, l.line_number AS line_number, e.event_id AS event_id, e.subscription_id AS subscription_id,
        e.started_at AS at, e.service AS service, toString(e.direction) AS way, e.other_party AS party, toString(e.tariff_id) AS tariff, -toInt64(e.quantity) AS used, -e.amount AS cost
      FROM ${issued}.bill_event AS e
      INNER JOIN ${issued}.bill_line AS b ON b.bill_id = e.bill_id AND b.line_number = e.line_number
      INNER JOIN ${wanted} AS l ON l.charged_account_id = b.charged_account_id AND l.line_id = ifNull(b.subscription_id, '')
        AND l.charge_id = b.charge_id AND l.currency = b.currency AND l.period_from = b.period_from AND l.period_to = b.period_to
        AND l.service = b.service AND l.tax_rate = b.tax_rate
    ) GROUP BY bill_id, line_number, event_id, subscription_id, service HAVING quantity <> 0 OR amount <> 0`
}
