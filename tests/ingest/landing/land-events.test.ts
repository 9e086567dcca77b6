import { expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { testWarehouse, uniquePrefix } from '../../test-warehouse.ts'

const warehouse = testWarehouse()

async function environment(): Promise<string> {
  const prefix = uniquePrefix()
  await createLandingTables(warehouse, landingDatabases(prefix))
  return prefix
}

function* calls(count: number): Generator<Event> {
  for (let i = 0; i < count; i++) {
    yield {
      contract: 'usage',
      event_id: `cdr-${i}`,
      service: 'voice',
      started_at: new Date(Date.UTC(2026, 0, 1) + i * 1000),
      subscription_id: `S-${i % 100}`,
      duration_s: i % 300,
      stated_amount: '0.000000001',
      stated_currency: 'EUR',
    }
    if (i % 10 === 0) yield { contract: 'payment', payment_id: `P-${i}` } as unknown as Event
  }
}

test('events made here land once, in several batches, with what is refused in quarantine', async () => {
  const prefix = await environment()
  const land = () => landEvents(warehouse, 'simulator', 'calls', () => calls(5000), { prefix, batchRows: 1000 })
  const report = await land()
  expect(report).toMatchObject({ records: 5500, events: 5000, landed: { usage: 5000 }, quarantined: 500, skipped: 0 })
  expect(report.batches).toBeGreaterThan(3)
  const again = await land()
  expect(again).toMatchObject({ records: 0, events: 0, alreadyLanded: 5500 })
  const [row] = await warehouse.rows(
    `SELECT count() AS n, uniqExact(_position) AS positions, sum(duration_s) AS seconds, sum(stated_amount) AS amount,
            min(started_at) AS first, any(_source) AS source FROM ${prefix}raw.usage`,
  )
  expect(row).toEqual({
    n: '5000',
    positions: '5000',
    seconds: String(Array.from({ length: 5000 }, (_, i) => i % 300).reduce((a, b) => a + b)),
    amount: '0.000005',
    first: '2026-01-01T00:00:00.000Z',
    source: 'simulator',
  })
  const [reject] = await warehouse.rows(
    `SELECT reason, field, contract, payload, frame FROM ${prefix}quarantine.record ORDER BY frame LIMIT 1`,
  )
  expect(reject).toEqual({
    reason: 'missing field',
    field: 'billing_account_id',
    contract: 'payment',
    payload: '{"contract":"payment","payment_id":"P-0"}',
    frame: '2',
  })
})

test('partitions whose names begin alike, and one partition under two feeds, land each on their own', async () => {
  const prefix = await environment()
  const origins = [
    ['simulator', 'seed 1, 100000 lines: 0 to 10000'],
    ['simulator', 'seed 1, 100000 lines: 10000 to 20000'],
    ['another', 'seed 1, 100000 lines: 0 to 10000'],
  ] as const
  for (const [feed, partition] of origins) {
    expect(await landEvents(warehouse, feed, partition, () => calls(50), { prefix })).toMatchObject({ events: 50 })
  }
  const [row] = await warehouse.rows(
    `SELECT count() AS n, uniqExact(_batch) AS batches, uniqExact(_source, _partition, _position) AS positions
       FROM ${prefix}raw.usage`,
  )
  expect(row).toEqual({ n: '150', batches: '3', positions: '150' })
})
