import { expect, test } from 'vitest'
import { contractByName } from '../../../ingest/contracts/contract_by_name.ts'
import type { Event } from '../../../ingest/contracts/index.ts'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from './environment.ts'

const warehouse = testWarehouse()

test('a field that a contract has gained is added, and older rows say its default', async () => {
  const prefix = await environment(warehouse)
  const event: Event = { contract: 'usage', service: 'voice', started_at: '2026-01-01T00:00:00Z', subscription_id: 'S' }
  await landEvents(warehouse, 'f', 'one', () => [event], { prefix })
  // As if `answered` and `cause` had not been there when the table was made.
  await warehouse.command(`ALTER TABLE ${prefix}raw.usage DROP COLUMN answered, DROP COLUMN cause`)
  await createLandingTables(warehouse, landingDatabases(prefix))
  const [row] = await warehouse.rows(`SELECT answered, cause FROM ${prefix}raw.usage`)
  expect(row).toEqual({ answered: true, cause: null })
  await landEvents(warehouse, 'f', 'two', () => [{ ...event, answered: false, cause: '16' }], { prefix })
  expect(await warehouse.rows(`SELECT answered, cause FROM ${prefix}raw.usage ORDER BY answered`)).toEqual([
    { answered: false, cause: '16' },
    { answered: true, cause: null },
  ])
})

test('a table that differs from its contract is named, with what differs', async () => {
  const prefix = await environment(warehouse)
  await warehouse.command(`ALTER TABLE ${prefix}raw.usage MODIFY COLUMN messages UInt64, ADD COLUMN extra String`)
  await expect(createLandingTables(warehouse, landingDatabases(prefix))).rejects.toThrow(
    /raw`\.`usage` differs from its definition: messages is UInt64, the definition says UInt32; extra stands in the table/,
  )
})

test('a range of event times reads only its days, with the oldest and the newest instant in the same part', async () => {
  const prefix = await environment(warehouse)
  const days = Array.from({ length: 400 }, (_, i) => new Date(Date.UTC(2026, 0, 1) + i * 86_400_000))
  const bounds: Event[] = ['1970-01-02T00:00:00Z', '2149-06-05T23:59:59.999Z'].map((at) => ({
    contract: 'usage',
    service: 'voice',
    started_at: at,
    subscription_id: 'S',
  }))
  const events = () =>
    bounds.concat(
      days.flatMap((day): Event[] =>
        Array.from({ length: 100 }, (_, i) => ({
          contract: 'usage',
          service: 'voice',
          started_at: new Date(day.getTime() + i * 1000),
          subscription_id: 'S',
        })),
      ),
    )
  await landEvents(warehouse, 'old', 'one', events, { prefix })
  await warehouse.command(`OPTIMIZE TABLE ${prefix}raw.usage FINAL`)
  for (const where of [
    `started_at >= '2026-06-01 00:00:00' AND started_at < '2026-06-02 00:00:00'`,
    `toDate(started_at) = '2026-06-01'`,
  ]) {
    const question = `SELECT event_id FROM ${prefix}raw.usage WHERE ${where}`
    expect(await warehouse.rows(question)).toHaveLength(100)
    const plan = await warehouse.rows<{ explain: string }>(`EXPLAIN indexes = 1 ${question}`)
    const granules = plan.map(({ explain }) => /Granules: (\d+)\/(\d+)/.exec(explain)).filter((match) => match !== null)
    expect(Number(granules.at(-1)![1]), where).toBeLessThan(5)
    expect(Number(granules[0]![2])).toBe(5)
  }
})

test('every contract has its table', async () => {
  const prefix = await environment(warehouse)
  const rows = await warehouse.rows<{ name: string }>(`SELECT name FROM system.tables WHERE database = '${prefix}raw'`)
  expect(rows.map(({ name }) => name).sort()).toEqual([...contractByName.keys()].sort())
})
