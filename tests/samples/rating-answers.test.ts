import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { landFiles } from '../../ingest/landing/land_files.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import type { Event } from '../../ingest/mapping.ts'
import { builtInMapping } from '../../ingest/mappings/load.ts'
import { project } from '../../models/index.ts'
import astppRateDeck from '../../samples/mappings/astpp_rate_deck.ts'
import churnBigml from '../../samples/mappings/churn_bigml.ts'
import { sampleCatalogues } from '../../samples/mappings/index.ts'
import { runProject } from '../../transforms/run/run.ts'
import { describeWithData, sharedData } from '../shared-data.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const rated = '+rating.rated_usage +rating.rejected_usage'

describeWithData('churn_bigml', 'rating the minutes of the classic churn file', () => {
  const warehouse = testWarehouse()
  const prefix = uniquePrefix()
  const file = join(sharedData, 'churn_bigml', 'churn-bigml-80.csv')
  /** Calls of one row of the file: the band they fall in, and where the file states minutes and charge. */
  const bands = [
    { band: 'day', hour: 10, minutes: 6, charge: 8 },
    { band: 'evening', hour: 19, minutes: 9, charge: 11 },
    { band: 'night', hour: 1, minutes: 12, charge: 14 },
    { band: 'international', hour: 12, minutes: 15, charge: 17 },
  ]

  beforeAll(async () => {
    await createLandingTables(warehouse, landingDatabases(prefix))
    await landFiles(warehouse, file, { mapping: builtInMapping(churnBigml) }, { prefix })
    await landEvents(warehouse, 'churn_bigml', 'catalogue', () => sampleCatalogues.get('churn_bigml')!, { prefix })
    await landTimeZones(warehouse, ['America/New_York'], { prefix })
    const result = await runProject(project, { warehouse, environment: { prefix }, selection: rated })
    expect(result.failure).toBeUndefined()
  }, 120_000)

  test('gives the file’s own charge on every row, but for the 25 exact half cents at night that it rounds down', async () => {
    const rows = await warehouse.rows<{ customer_id: string; hour: number; amount: string }>(
      `SELECT customer_id, toHour(local_started_at) AS hour, toString(amount) AS amount FROM ${prefix}rating.rated_usage`,
    )
    const amounts = new Map(rows.map(({ customer_id, hour, amount }) => [`${customer_id} ${hour}`, cents(amount)]))
    const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1)
    expect(amounts.size).toBe(lines.length * bands.length)
    const differences: { line: number; band: string; minutes: string; charged: number; stated: number }[] = []
    for (const [i, line] of lines.entries()) {
      const fields = line.split(',')
      // The mapping names customers by the line of the file; the header is line 1.
      for (const { band, hour, minutes, charge } of bands) {
        const charged = amounts.get(`bigml-${i + 2} ${hour}`)!
        const stated = cents(fields[charge]!)
        if (charged !== stated) differences.push({ line: i + 2, band, minutes: fields[minutes]!, charged, stated })
      }
    }
    expect(differences).toHaveLength(25)
    for (const { band, minutes, charged, stated } of differences) {
      expect(band).toBe('night')
      expect(charged).toBe(stated + 1)
      // An exact half cent: tenths of a minute times 4.5 tenths of a cent ends in a half.
      expect((Math.round(Number(minutes) * 10) * 45) % 100).toBe(50)
    }
  })

  test('adds up to the stated sums, less a cent for each of the 25', async () => {
    const [row] = await warehouse.rows<Record<string, string>>(
      `SELECT ${bands.map(({ band, hour }) => `toString(sumIf(amount, toHour(local_started_at) = ${hour})) AS ${band}`).join(', ')}
         FROM ${prefix}rating.rated_usage`,
    )
    expect(row).toEqual({
      day: '81346.07',
      evening: '45410.17',
      night: '24134.72', // 24,134.47 stated + 0.25
      international: '7370.13',
    })
  })

  test('rejects nothing', async () => {
    expect(
      await warehouse.rows(`SELECT reason, count() AS n FROM ${prefix}rating.rejected_usage GROUP BY reason`),
    ).toEqual([])
  })
})

describeWithData('astpp_rate_deck', 'rating calls by a real rate deck', () => {
  const warehouse = testWarehouse()
  const prefix = uniquePrefix()
  /** A minute to each number, and the price a minute that the deck's README states for its longest prefix. */
  const answers: readonly (readonly [string, string, string])[] = [
    ['441632960123', '44', '0.0073'],
    ['447924123456', '447924', '0.338'],
    ['447915123456', '447915', '0.0203'],
    ['4930123456', '49', '0.0101'],
    ['49153123456', '4915', '0.0758'],
    ['4915112345678', '49151', '0.0334'],
    ['9320123456', '93', '0.2093'],
    ['93701234567', '9370', '0.104'],
    ['2349234567', '234', '0.0703'],
    ['12127450100', '1212', '0.01'],
  ]
  /** Numbers of North America whose area code the deck does not list. */
  const unlisted = ['12005550100', '19995550100']

  beforeAll(async () => {
    await createLandingTables(warehouse, landingDatabases(prefix))
    const deck = join(sharedData, 'astpp_rate_deck', 'derived_rate_deck.csv')
    await landFiles(warehouse, deck, { mapping: builtInMapping(astppRateDeck) }, { prefix })
    await landEvents(warehouse, 'astpp_rate_deck', 'catalogue', () => sampleCatalogues.get('astpp_rate_deck')!, {
      prefix,
    })
    await landEvents(warehouse, 'given', 'calls', calls, { prefix })
    await landTimeZones(warehouse, ['America/New_York'], { prefix })
    const result = await runProject(project, { warehouse, environment: { prefix }, selection: rated })
    expect(result.failure).toBeUndefined()
  }, 120_000)

  test('a minute costs what the longest prefix says, in increments of six seconds', async () => {
    const rows = await warehouse.rows<{ called: string; prefix: string; amount: string; charged: string }>(
      `SELECT event_id AS called, prefix, toString(amount) AS amount, toString(charged_quantity) AS charged
         FROM ${prefix}rating.rated_usage`,
    )
    const found = new Map(rows.map((row) => [row.called, row]))
    expect(found.size).toBe(answers.length)
    for (const [called, longest, price] of answers) {
      // 55 seconds are ten increments of six.
      expect(found.get(called)).toEqual({ called, prefix: longest, amount: price, charged: '60' })
    }
  })

  test('unlisted numbers of +1 are rejected for want of a rate, never guessed', async () => {
    const rows = await warehouse.rows<{ reason: string; called: string }>(
      `SELECT reason, event_id AS called FROM ${prefix}rating.rejected_usage ORDER BY called`,
    )
    expect(rows).toEqual(unlisted.map((called) => ({ reason: 'no rate', called })))
  })

  function* calls(): Generator<Event> {
    const since = '2026-01-01T00:00:00Z'
    const line = { subscription_id: 'S-1', customer_id: 'C-1', billing_account_id: 'A-1' }
    yield { contract: 'customer', customer_id: 'C-1', updated_at: since, kind: 'organization' }
    yield {
      customer_id: 'C-1',
      billing_account_id: 'A-1',
      contract: 'billing_account',
      updated_at: since,
      currency: 'USD',
      time_zone: 'America/New_York',
    }
    yield {
      ...line,
      contract: 'subscription',
      effective_at: since,
      type: 'fixed postpaid',
      status: 'active',
      offering_id: 'astpp-a-z',
    }
    for (const called of [...answers.map(([number]) => number), ...unlisted]) {
      yield {
        contract: 'usage',
        service: 'voice',
        event_id: called,
        subscription_id: 'S-1',
        started_at: '2026-03-03T15:00:00Z',
        other_party: called,
        duration_s: 55,
      }
    }
  }
})

/** An exact decimal text in whole cents. */
function cents(text: string): number {
  const [whole = '0', fraction = ''] = text.trim().split('.')
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2))
}
