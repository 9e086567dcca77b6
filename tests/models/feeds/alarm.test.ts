import { beforeAll, expect, it } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { alarm } from '../../../models/feeds/alarm.ts'
import { published } from '../../../transforms/project/environment.ts'
import { buildModel, buildStatements } from '../../../transforms/run/build.ts'
import { checkModel } from '../../../transforms/run/check.ts'
import { environment } from '../../ingest/landing/environment.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { inOrder } from '../customers/given.ts'

const warehouse = testWarehouse()
let prefix = ''

/** Noon of 15 June 2026 stands for now: `feeds.clock` is a table here, which the models cannot tell. */
const NOW = '2026-06-15 12:00:00'

interface GivenBatch {
  readonly feed: string
  readonly landed_at: string
  readonly records?: number
  readonly quarantined?: number
  readonly kind?: 'land' | 'replay'
  readonly state?: 'intended' | 'done' | 'complete'
}

const batch = ({ records = 100, quarantined = 0, kind = 'land', state = 'done', ...rest }: GivenBatch) => ({
  ...rest,
  kind,
  state,
  records,
  quarantined,
  events: records - quarantined,
})

/** Batches every so many minutes from one instant to another. */
const every = (feed: string, minutes: number, from: string, to: string) => {
  const list = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += minutes * 60_000) {
    list.push(batch({ feed, landed_at: new Date(at).toISOString() }))
  }
  return list
}

const numbered = (sequence_number: number, closed_at: string): Event => ({
  contract: 'file_control',
  file: `SW1_${sequence_number}.csv`,
  origin: 'SW1',
  sequence_number,
  closed_at,
})

const beat = (feed: string, at: string, given: object = {}) => ({
  feed,
  partition: 'p',
  kind: 'kafka',
  host: 'h',
  pid: 1,
  began_at: '2026-06-15T08:00:00Z',
  state: 'idle',
  at,
  ...given,
})

beforeAll(async () => {
  prefix = await environment(warehouse)
  // These beats are old.
  await warehouse.command(`ALTER TABLE ${prefix}trunkline.feed_state REMOVE TTL`)
  const insert = (table: string, values: readonly object[]) =>
    warehouse.client.insert({
      table: `${prefix}trunkline.${table}`,
      format: 'JSONEachRow',
      values,
      clickhouse_settings: { date_time_input_format: 'best_effort', async_insert: 0 },
    })
  await insert('landing', [
    ...every('steady', 10, '2026-06-13T00:00:00Z', '2026-06-15T10:00:00Z'),
    ...every('hourly', 60, '2026-06-12T11:00:00Z', '2026-06-15T11:00:00Z'),
    ...every('retired', 60, '2026-05-28T00:00:00Z', '2026-06-01T11:00:00Z'),
    // A backfill of one hour, and never again: no habit.
    ...every('once', 1, '2026-06-10T00:00:00Z', '2026-06-10T01:00:00Z'),
    batch({ feed: 'bad', landed_at: '2026-06-15T11:30:00Z', records: 100, quarantined: 10 }),
    batch({ feed: 'bad', landed_at: '2026-06-14T13:00:00Z', records: 900 }),
    // What a replay lands, and what was never done, says nothing of the share.
    batch({ feed: 'bad', landed_at: '2026-06-15T11:40:00Z', records: 10, quarantined: 10, kind: 'replay' }),
    batch({ feed: 'bad', landed_at: '2026-06-15T11:40:00Z', records: 999, quarantined: 999, state: 'intended' }),
    batch({ feed: 'worse', landed_at: '2026-06-14T13:00:00Z', records: 1000, quarantined: 50 }),
    batch({ feed: 'few', landed_at: '2026-06-15T11:50:00Z', records: 10, quarantined: 9 }),
  ])
  await insert('feed_state', [
    beat('behind', '2026-06-15T11:59:52Z', { partition: 'calls/0', state: 'landing', lag: 9000, lag_ms: 1_000_000 }),
    beat('behind', '2026-06-15T11:59:57Z', { partition: 'calls/0', state: 'landing', lag: 5000, lag_ms: 1_200_999 }),
    beat('behind', '2026-06-15T11:59:52Z', { partition: 'calls/1', lag: 10, lag_ms: 1_000_000 }),
    beat('behind', '2026-06-15T11:59:57Z', { partition: 'calls/1', lag: null, lag_ms: null }),
    beat('behind', '2026-06-15T11:59:57Z', {
      partition: 'calls/2',
      state: 'waiting',
      lag: null,
      lag_ms: 1_000_000,
      detail: 'the partition has no leader',
    }),
    beat('killed', '2026-06-15T11:00:00Z', { pid: 7, lag: 1, lag_ms: 9_999_999 }),
    beat('failed', '2026-06-15T11:59:58Z', { pid: 8, state: 'failed', detail: 'Mapping broken failed' }),
    beat('clean', '2026-06-15T09:59:00Z'),
    beat('clean', '2026-06-15T10:00:00Z', { state: 'stopped' }),
    beat('handed over', '2026-06-15T11:00:00Z'),
    beat('handed over', '2026-06-15T11:59:59Z', { pid: 2, began_at: '2026-06-15T11:01:00Z' }),
    beat('mended', '2026-06-15T09:00:00Z'),
    beat('mended', '2026-06-15T10:00:00Z', { pid: 2, began_at: '2026-06-15T09:30:00Z', state: 'stopped' }),
    // One of two was killed; that the other then stopped as it should mends nothing.
    beat('half', '2026-06-15T09:00:00Z'),
    beat('half', '2026-06-15T10:00:00Z', { pid: 2, state: 'stopped' }),
    beat('nothing yet', '2026-06-15T11:59:59Z', { began_at: '2026-06-14T11:00:00Z' }),
  ])
  await insert('feed_file', [
    { feed: 'files', file: 'x.gz', at: '2026-06-15T01:00:00Z', outcome: 'refused', detail: 'cut off' },
    { feed: 'files', file: 'x.gz', at: '2026-06-15T02:00:00Z', outcome: 'refused', detail: 'still cut off' },
    { feed: 'files', file: 'old.gz', at: '2026-06-13T02:00:00Z', outcome: 'refused', detail: 'cut off' },
    { feed: 'files', file: 'good.gz', at: '2026-06-15T02:00:00Z', outcome: 'landed' },
  ])
  const place = published({ prefix })
  await landEvents(
    warehouse,
    'numbered',
    'files',
    () => [numbered(7, '2026-06-15T01:00:00Z'), numbered(10, '2026-06-15T02:00:00Z')],
    { prefix },
  )
  await landEvents(
    warehouse,
    'long ago',
    'files',
    () => [numbered(7, '2026-05-01T01:00:00Z'), numbered(9, '2026-05-01T02:00:00Z')],
    { prefix },
  )
  for (const mart of ['feeds', 'network']) await warehouse.command(`CREATE DATABASE ${prefix}${mart}`)
  await warehouse.command(
    `CREATE TABLE ${prefix}feeds.clock ENGINE = MergeTree ORDER BY () AS SELECT toDateTime64('${NOW}', 3, 'UTC') AS at`,
  )
  for (const model of inOrder([alarm])) {
    if (model.name !== 'feeds.clock') await buildModel(warehouse, buildStatements(model, place(model), place))
    const checks = await checkModel(warehouse, model, place(model), place)
    expect(checks.filter(({ status }) => status !== 'passed')).toEqual([])
  }
}, 60_000)

const alarms = (kind: string) =>
  warehouse.rows(
    `SELECT feed, subject, since, value, limit_value, usual_value, detail FROM ${prefix}feeds.alarm WHERE kind = {kind:String} ORDER BY feed, subject`,
    { params: { kind } },
  )

it('a feed is silent after three times its own gap, or a day where a process runs it and no habit is known', async () => {
  expect(await alarms('silent feed')).toEqual([
    {
      feed: 'nothing yet',
      subject: '',
      since: '2026-06-14T11:00:00.000Z',
      value: 25 * 3600,
      limit_value: 86_400,
      usual_value: null,
      detail: '',
    },
    {
      feed: 'steady',
      subject: '',
      since: '2026-06-15T10:00:00.000Z',
      value: 7200,
      limit_value: 1800,
      usual_value: 600,
      detail: '',
    },
  ])
})

it('the share of refused records is judged by hour and by day, with the usual share beside', async () => {
  expect(await alarms('reject share')).toEqual([
    {
      feed: 'bad',
      subject: 'last hour',
      since: '2026-06-15T11:00:00.000Z',
      value: 0.1,
      limit_value: 0.05,
      usual_value: 0.01,
      detail: '10 of 100 records',
    },
    {
      feed: 'worse',
      subject: 'last day',
      since: '2026-06-14T12:00:00.000Z',
      value: 0.05,
      limit_value: 0.01,
      usual_value: 0.05,
      detail: '50 of 1000 records',
    },
  ])
})

it('lag is told of partitions that a living process holds, by its latest word', async () => {
  expect(await alarms('lag')).toEqual([
    {
      feed: 'behind',
      subject: 'calls/0',
      since: '2026-06-15T11:39:57.000Z',
      value: 1200,
      limit_value: 900,
      usual_value: null,
      detail: '5000 waiting',
    },
    {
      feed: 'behind',
      subject: 'calls/2',
      since: '2026-06-15T11:43:17.000Z',
      value: 1000,
      limit_value: 900,
      usual_value: null,
      detail: 'the partition has no leader',
    },
  ])
})

it('a process that was killed or failed is told, unless another took the feed up or it stopped as it should', async () => {
  const none = { limit_value: null, usual_value: null, value: 1 }
  const killed = 'no sign of it since, and no word that it stopped'
  expect(await alarms('stopped')).toEqual([
    {
      feed: 'failed',
      subject: 'pid 8 on h',
      since: '2026-06-15T11:59:58.000Z',
      detail: 'Mapping broken failed',
      ...none,
    },
    { feed: 'half', subject: 'pid 1 on h', since: '2026-06-15T09:00:00.000Z', detail: killed, ...none },
    { feed: 'killed', subject: 'pid 7 on h', since: '2026-06-15T11:00:00.000Z', detail: killed, ...none },
  ])
})

it('numbers that no file of the last fortnight has are told', async () => {
  // 8 and 9 are missing.
  expect(await alarms('gap')).toMatchObject([
    {
      feed: 'numbered',
      subject: 'SW1 missing file',
      since: '2026-06-15T02:00:00.000Z',
      value: 2,
      detail: 'before number 10; SW1_10.csv',
    },
  ])
})

it('a file that could not be taken is told for a day', async () => {
  expect(await alarms('refused file')).toMatchObject([
    { feed: 'files', subject: 'x.gz', since: '2026-06-15T01:00:00.000Z', value: 2, detail: 'still cut off' },
  ])
})

it('habits are taken from the fourteen days before the latest arrival', async () => {
  const [steady] = await warehouse.rows(`SELECT * FROM ${prefix}feeds.habit WHERE feed = 'steady'`)
  // Every ten minutes of two days and ten hours, both ends included.
  expect(steady).toEqual({
    feed: 'steady',
    arrivals: String(58 * 6 + 1),
    first_arrival: '2026-06-13T00:00:00.000Z',
    last_arrival: '2026-06-15T10:00:00.000Z',
    usual_gap_s: 600,
    usual_reject_share: 0,
  })
})
