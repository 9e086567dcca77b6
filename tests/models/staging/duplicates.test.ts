import { beforeAll, expect, test } from 'vitest'
import { models as staging } from '../../../models/staging/index.ts'
import { account, call, givenModels, line } from '../given_events.ts'

const { build, ask, warehouse, prefix } = givenModels([...staging])

const rawCopy = (batch: string, position: string) => `
  INSERT INTO ${prefix}raw.usage SELECT * REPLACE ('${batch}' AS _batch, _landed_at + INTERVAL 1 HOUR AS _landed_at)
  FROM ${prefix}raw.usage WHERE ${position}`

beforeAll(async () => {
  await build([
    account(),
    line(),
    call('once'),
    call('twice', { cell_id: 'first' }),
    call('twice', { cell_id: 'second' }),
    call('recycled', { started_at: '2025-11-01T12:00:00Z' }),
    call('recycled', { started_at: '2026-01-15T12:00:00Z' }),
    { ...call('x'), event_id: null, cell_id: 'no id' } as ReturnType<typeof call>,
    { ...call('x'), event_id: null, cell_id: 'no id' } as ReturnType<typeof call>,
    call('zombie', { cell_id: 'zombie' }),
  ])
  // A second owner lands one position, with and without an id, once more under another batch.
  await warehouse.command(rawCopy('late', `event_id = 'zombie'`))
  await warehouse.command(
    rawCopy(
      'late',
      `cell_id = 'no id' AND _position = (SELECT max(_position) FROM ${prefix}raw.usage WHERE cell_id = 'no id')`,
    ),
  )
  // The same happens at the same position of another partition: without an id, that is another event.
  await warehouse.command(`
    INSERT INTO ${prefix}raw.usage SELECT * REPLACE ('elsewhere' AS _partition, 'elsewhere' AS cell_id)
    FROM (SELECT * FROM ${prefix}raw.usage WHERE cell_id = 'no id' AND _batch = 'late')`)
  await warehouse.command(rawCopy('later still', `cell_id = 'elsewhere'`))
  await build([call('later')])
})

test('the first landed of two events with one id counts; an id that comes round after the horizon is a new event', async () => {
  expect(
    await ask(`SELECT event_id, cell_id, toString(toDate(started_at)) AS day FROM staging.usage_event
      WHERE event_id IN ('once', 'twice', 'recycled') ORDER BY event_id, day`),
  ).toEqual([
    { event_id: 'once', cell_id: null, day: '2026-01-15' },
    { event_id: 'recycled', cell_id: null, day: '2025-11-01' },
    { event_id: 'recycled', cell_id: null, day: '2026-01-15' },
    { event_id: 'twice', cell_id: 'first', day: '2026-01-15' },
  ])
})

test('equal lines without an id are two events, and a position that two owners landed is one', async () => {
  expect(
    await ask(`SELECT cell_id, toInt32(count()) AS n FROM staging.usage_event
      WHERE cell_id IN ('no id', 'elsewhere', 'zombie') GROUP BY cell_id ORDER BY cell_id`),
  ).toEqual([
    { cell_id: 'elsewhere', n: 1 },
    { cell_id: 'no id', n: 2 },
    { cell_id: 'zombie', n: 1 },
  ])
})

test('what was dropped is kept with its reason', async () => {
  expect(
    await ask(`SELECT reason, toInt32(count()) AS n FROM staging.usage_duplicate GROUP BY reason ORDER BY reason`),
  ).toEqual([
    { reason: 'duplicate', n: 1 },
    { reason: 'landed twice', n: 3 },
  ])
})
