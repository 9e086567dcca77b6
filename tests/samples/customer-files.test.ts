import { beforeAll, expect, test } from 'vitest'
import { landEvents } from '../../ingest/landing/land_events.ts'
import churnBigml from '../../samples/mappings/churn_bigml.ts'
import ibmTelcoChurn from '../../samples/mappings/ibm_telco_churn.ts'
import { readExistingLines } from '../../samples/simulator/existing_line.ts'
import { SIMULATOR_FEED } from '../../samples/simulator/simulate.ts'
import { simulateFor } from '../../samples/simulator/simulate_for.ts'
import { describeWithData } from '../shared-data.ts'
import { sampleLanding } from './land.ts'

describeWithData('ibm_telco_churn', 'the IBM customer file', () => {
  const { warehouse, prefix, databases, prepare, land, ask } = sampleLanding()
  beforeAll(async () => {
    await prepare()
    const report = await land(ibmTelcoChurn, 'ibm_telco_churn', 'Telco-Customer-Churn.csv')
    expect(report).toMatchObject({ records: 7043, quarantined: 0, skipped: 0 })
    expect(report.landed).toMatchObject({ customer: 7043, billing_account: 7043, subscription: 7043 + 1869 })
  })

  test('has the customers, the churned and the monthly charges that are known', async () => {
    const [row] = await ask(`
      SELECT uniqExact(customer_id) AS customers, countIf(status = 'terminated') AS churned,
        sumIf(recurring_price, status = 'active') AS charges, sumIf(recurring_price, status = 'terminated') AS lost
      FROM raw.subscription`)
    expect(row).toEqual({ customers: '7043', churned: '1869', charges: '456116.6', lost: '139130.85' })
  })

  test('has the churned share of each contract and of fiber that is known', async () => {
    const share = "100 * countIf(status = 'terminated') / uniqExact(subscription_id)"
    const shares = await ask(`
      SELECT contract_months AS months, ${share} AS share FROM raw.subscription GROUP BY months ORDER BY months`)
    expect(shares.map(({ months }) => months)).toEqual([0, 12, 24])
    const known = [42.7097, 11.2695, 2.8318]
    shares.forEach(({ share }, i) => {
      expect(Math.abs(Number(share) - known[i]!)).toBeLessThan(1e-4)
    })
    const [fiber] = await ask(`SELECT round(${share}, 4) AS share FROM raw.subscription WHERE access = 'fiber'`)
    expect(fiber).toEqual({ share: 41.8928 })
  })

  test('activates by tenure and ends lines in the second half of June only', async () => {
    const [row] = await ask(`
      SELECT countIf(status = 'active' AND toDate(effective_at) = '2026-06-15') AS new,
        uniqExactIf(toDayOfMonth(effective_at), status = 'active') AS days,
        toString(min(if(status = 'terminated', toDate(effective_at), NULL))) AS first,
        toString(max(if(status = 'terminated', toDate(effective_at), NULL))) AS last,
        toString(min(effective_at)) AS oldest
      FROM raw.subscription`)
    expect(row).toMatchObject({ new: '11', days: '1', first: '2026-06-16', last: '2026-06-30' })
    expect(String(row!.oldest)).toContain('2020-06-15')
    const [accounts] = await ask(
      "SELECT countIf(updated_at < toDateTime64('2026-01-01 08:00:00', 3, 'UTC')) AS early FROM raw.billing_account",
    )
    expect(accounts).toEqual({ early: '0' })
  })

  test('the simulator adds what the file lacks, marked as its own, and nothing that the file says', async () => {
    const lines = await readExistingLines(warehouse, databases.raw, 'ibm_telco_churn')
    expect(lines).toHaveLength(7043)
    const few = lines.slice(0, 300)
    const report = await landEvents(warehouse, SIMULATOR_FEED, 'first 300', () => simulateFor(few), { prefix })
    expect(report.quarantined).toBeLessThan(5)
    for (const contract of ['customer', 'billing_account', 'subscription', 'catalogue_offering']) {
      expect(report.landed[contract], contract).toBeUndefined()
    }
    for (const contract of ['usage', 'payment', 'trouble_ticket', 'consent', 'interaction', 'subscription_number']) {
      expect(report.landed[contract], contract).toBeGreaterThan(0)
    }
    const [stray] = await ask(`
      SELECT count() AS n FROM raw.usage AS u
      INNER JOIN raw.subscription_number AS n ON n.number = u.served_number
      INNER JOIN (SELECT subscription_id, effective_at FROM raw.subscription WHERE status = 'terminated') AS t
        ON t.subscription_id = n.subscription_id
      WHERE u.started_at >= t.effective_at`)
    expect(stray).toEqual({ n: '0' })
  })
})

describeWithData('churn_bigml', 'the minutes of churn_bigml', () => {
  const { prepare, land, ask } = sampleLanding()
  beforeAll(async () => {
    await prepare()
    const report = await land(churnBigml, 'churn_bigml', 'churn-bigml-80.csv')
    expect(report).toMatchObject({ records: 2666, quarantined: 0 })
    expect(report.landed).toEqual({ customer: 2666, billing_account: 2666, subscription: 2666 + 388, usage: 4 * 2666 })
  })

  test('rated by hand they give the sums of the stated charges, but for the half cents that the file rounds down', async () => {
    // One minute is 60 s: a charge in cents, half up, is intDiv(2 x seconds x rate in tenths of a cent + 600, 1200).
    const rows = await ask(`
      SELECT toHour(toTimeZone(started_at, 'America/New_York')) AS hour,
        transform(hour, [10, 19, 1, 12], [170, 85, 45, 270], 0) AS rate,
        sum(intDiv(2 * duration_s * rate + 600, 1200)) AS cents, count() AS calls
      FROM raw.usage GROUP BY hour ORDER BY rate DESC`)
    expect(rows).toEqual([
      { hour: 12, rate: 270, cents: '737013', calls: '2666' },
      { hour: 10, rate: 170, cents: '8134607', calls: '2666' },
      { hour: 19, rate: 85, cents: '4541017', calls: '2666' },
      // The file's sum is 24,134.47; it rounds 25 exact half cents down.
      { hour: 1, rate: 45, cents: String(2413447 + 25), calls: '2666' },
    ])
  })
})
