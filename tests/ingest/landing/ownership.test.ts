import { expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import type { LandingEvent } from '../../../ingest/landing/report.ts'
import { compareAndSet, readRegister } from '../../../warehouse/register.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from './environment.ts'

const warehouse = testWarehouse()

function* calls(count: number): Generator<Event> {
  for (let i = 0; i < count; i++) {
    yield { contract: 'usage', service: 'voice', started_at: '2026-01-01T00:00:00Z', subscription_id: `S-${i}` }
  }
}

test('a process that has lost its partition stops before it marks anything as done', async () => {
  const prefix = await environment(warehouse)
  const stolen = JSON.stringify({
    owner: 'thief',
    pid: 1,
    host: 'elsewhere',
    started: '1',
    released: false,
    at: Date.now(),
  })
  let taken = false
  const landing = landEvents(warehouse, 'f', 'one', steal, { prefix, batchRows: 2048 })
  async function* steal(): AsyncGenerator<Event> {
    let n = 0
    for (const call of calls(20_000)) {
      if (++n === 10_000) {
        const { step } = await readRegister(warehouse, `${prefix}trunkline`, 'landing:f:one')
        await compareAndSet(warehouse, `${prefix}trunkline`, 'landing:f:one', step, stolen)
        taken = true
      }
      yield call
    }
  }
  await expect(landing).rejects.toThrow('Another process took over landing:f:one (pid 1 on elsewhere, epoch 2 after 1)')
  expect(taken).toBe(true)
  // Within the lease of a process elsewhere nobody else may begin.
  await expect(landEvents(warehouse, 'f', 'one', () => calls(20_000), { prefix })).rejects.toThrow('pid 1 on elsewhere')
  // Its lease over, the next owner lands the rest, and no row stands twice.
  await compareAndSet(
    warehouse,
    `${prefix}trunkline`,
    'landing:f:one',
    2,
    stolen.replace('"released":false', '"released":true'),
  )
  await landEvents(warehouse, 'f', 'one', () => calls(20_000), { prefix })
  expect(await warehouse.rows(`SELECT count() AS n, uniqExact(_position) AS p FROM ${prefix}raw.usage`)).toEqual([
    { n: '20000', p: '20000' },
  ])
})

test('rows that a process without ownership wrote are counted and told', async () => {
  const prefix = await environment(warehouse)
  const notices: LandingEvent[] = []
  let copied = false
  await landEvents(warehouse, 'f', 'one', zombie, {
    prefix,
    batchRows: 2048,
    onEvent: (event) => {
      if (event.is === 'notice') notices.push(event)
    },
  })
  async function* zombie(): AsyncGenerator<Event> {
    let n = 0
    for (const call of calls(10_000)) {
      if (++n === 2048 * 4) {
        // An old owner's insert of frames that are still to come, its batch cut in the future so that it is in range.
        await warehouse.command(
          `INSERT INTO ${prefix}raw.usage SELECT * REPLACE (_position + toDecimal128('${7000n << 48n}', 0) AS _position,
             _landed_at + INTERVAL 1 MINUTE AS _landed_at, 'zombie' AS _batch)
             FROM (SELECT * FROM ${prefix}raw.usage WHERE _position <= toDecimal128('${10n << 48n}', 0))`,
        )
        copied = true
      }
      yield call
    }
  }
  expect(copied).toBe(true)
  expect(notices).toMatchObject([{ message: expect.stringContaining('10 rows of one stand twice') }])
  const [row] = await warehouse.rows(
    `SELECT sum(doubled) AS doubled FROM ${prefix}trunkline.landing WHERE state = 'done'`,
  )
  expect(row).toEqual({ doubled: '10' })
})

test('one process does not land one input twice at once', async () => {
  const prefix = await environment(warehouse)
  const first = landEvents(warehouse, 'f', 'one', () => calls(5000), { prefix })
  await expect(landEvents(warehouse, 'f', 'one', () => calls(5000), { prefix })).rejects.toThrow('is being landed')
  expect(await first).toMatchObject({ events: 5000 })
})

test('several inputs land at once', async () => {
  const prefix = await environment(warehouse)
  const reports = await Promise.all(
    ['a', 'b', 'c'].map((partition) =>
      landEvents(warehouse, 'f', partition, () => calls(5000), { prefix, batchRows: 1000 }),
    ),
  )
  expect(reports.map(({ events }) => events)).toEqual([5000, 5000, 5000])
  expect(await warehouse.rows(`SELECT count() AS n FROM ${prefix}raw.usage`)).toEqual([{ n: '15000' }])
})
