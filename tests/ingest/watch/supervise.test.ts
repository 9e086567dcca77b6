import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { csv, mapping } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { type SupervisionEvent, superviseFeeds } from '../../../ingest/watch/supervise.ts'
import { connect } from '../../../warehouse/connect.ts'
import { startLocalServer } from '../../../warehouse/local/start.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment, scratch } from '../landing/environment.ts'
import { HEADER, landedNumbers, lines, newFolder, numbers, until, watching } from './folder.ts'

const warehouse = testWarehouse()
const files = scratch()

const broken = builtInMapping(
  mapping({
    name: 'broken',
    format: csv(),
    map: () => {
      throw new TypeError('no')
    },
  }),
)

/** Supervises, with the address of the metrics once it is known. */
function supervised(
  feeds: Parameters<typeof superviseFeeds>[0],
  options: Partial<Parameters<typeof superviseFeeds>[1]>,
) {
  const stop = new AbortController()
  const events: SupervisionEvent[] = []
  const report = superviseFeeds(feeds, {
    warehouse,
    signal: stop.signal,
    beatMs: 100,
    health: { port: 0 },
    onEvent: (event) => events.push(event),
    ...options,
  })
  const get = async (path: string) => {
    await until(() => events.some(({ is }) => is === 'serving'))
    const [serving] = events.flatMap((event) => (event.is === 'serving' ? [event.url] : []))
    const response = await fetch(`${serving}${path}`)
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
  }
  return { stop: () => stop.abort(), events, report, get }
}

test('one feed fails, is told, and the other goes on until the signal; the report has the failure', async () => {
  const prefix = await environment(warehouse)
  const [good, bad] = [newFolder(), newFolder()]
  writeFileSync(join(bad, 'x.csv'), HEADER + lines(1, 200))
  const feeds = [
    watching(warehouse, prefix, { path: good }),
    watching(warehouse, prefix, { path: bad, mapping: broken }),
  ]
  const { stop, events, report, get } = supervised(feeds, { prefix })
  await until(() => events.some(({ is }) => is === 'failed'))
  writeFileSync(join(good, 'y.csv'), `${HEADER}${lines(1, 5)}6,never,60\n`)
  await until(() => feeds[0]!.observe()[0]!.records === 6 && feeds[0]!.observe()[0]!.lag === 0)

  const health = await get('/healthz')
  expect(health).toMatchObject({ status: 503, type: 'application/json' })
  expect(JSON.parse(health.body)).toMatchObject({
    healthy: false,
    problems: [
      expect.stringContaining('feed broken has failed: Mapping broken failed on each of the first 100 records'),
    ],
    feeds: [
      { feed: 'calls', state: 'running', partitions: 1, lag: 0 },
      { feed: 'broken', state: 'failed' },
    ],
  })

  const { body: metrics } = await get('/metrics')
  const labels = `{feed="calls",partition="${good}"}`
  expect(metrics).toContain('# TYPE trunkline_records_total counter')
  expect(metrics).toContain(`trunkline_records_total${labels} 6\n`)
  expect(metrics).toContain(`trunkline_events_total${labels} 5\n`)
  expect(metrics).toContain(`trunkline_quarantined_total${labels} 1\n`)
  expect(metrics).toContain(`trunkline_skipped_total${labels} 0\n`)
  expect(metrics).toContain(`trunkline_lag${labels} 0\n`)
  expect(metrics).toContain(`trunkline_lag_seconds${labels} 0\n`)
  expect(metrics).toContain('trunkline_feed_up{feed="broken"} 0\n')
  expect(metrics).toContain('process_resident_memory_bytes')
  const landedAt = Number(/trunkline_last_landed_timestamp_seconds\{feed="calls".*\} (\S+)/.exec(metrics)![1])
  expect(Math.abs(landedAt - Date.now() / 1000)).toBeLessThan(60)
  // Read again, the counters say the same: they are not added up from scrape to scrape.
  expect((await get('/metrics')).body).toContain(`trunkline_records_total${labels} 6\n`)
  expect((await get('/other')).status).toBe(404)

  stop()
  const { feeds: ended, failure } = await report
  expect(ended).toMatchObject([
    { feed: 'calls', state: 'stopped', records: 6, events: 5, quarantined: 1 },
    { feed: 'broken', state: 'failed', reason: expect.stringContaining('mend the mapping') },
  ])
  expect(failure).toMatchObject({ name: 'ConfigurationError', exitCode: 3 })
  await expect(get('/healthz')).rejects.toThrow()
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 5))

  const beats = await warehouse.rows(
    `SELECT feed, partition, argMax(state, at) AS state, argMax(records, at) AS records, any(host) AS host, any(pid) AS pid, count() > 2 AS several
       FROM ${prefix}trunkline.feed_state GROUP BY feed, partition ORDER BY feed`,
  )
  const process_ = { host: hostname(), pid: process.pid, several: 1 }
  expect(beats).toEqual([
    { feed: 'broken', partition: bad, state: 'failed', records: '0', ...process_ },
    { feed: 'calls', partition: good, state: 'stopped', records: '6', ...process_ },
  ])
})

test('a healthy process says so, and a port that is taken is told with the feeds stopped', async () => {
  const prefix = await environment(warehouse)
  const well = supervised([watching(warehouse, prefix, { path: newFolder() })], { prefix })
  expect(await well.get('/healthz')).toMatchObject({ status: 200 })
  well.stop()
  expect((await well.report).failure).toBeUndefined()

  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const feed = watching(warehouse, prefix, { path: newFolder() })
  await expect(supervised([feed], { prefix, health: { port } }).report).rejects.toThrow('Metrics cannot be served')
  await feed.ended
  other.close()
})

test('with ClickHouse away, files wait, health says so, and a stop does not wait for it; then they land', {
  timeout: 60_000,
}, async () => {
  const dir = join(files.folder, 'clickhouse')
  let server = await startLocalServer({ dir })
  const { httpPort } = server
  const own = connect({ url: server.url })
  await createLandingTables(own, landingDatabases('w_'))
  const inbox = newFolder()
  const feed = watching(own, 'w_', { path: inbox, done: 'delete' })
  const { stop, events, report, get } = supervised([feed], {
    warehouse: own,
    prefix: 'w_',
    health: { port: 0, stuckMs: 200 },
  })
  await get('/healthz')
  await server.kill()
  writeFileSync(join(inbox, 'a.csv'), HEADER + lines(1, 3))
  await until(() => feed.observe()[0]!.state === 'waiting')
  await until(async () => {
    const { status, body } = await get('/healthz')
    return status === 503 && /does not answer/.test(body) && /nothing has landed for/.test(body)
  })
  expect(events.filter(({ is }) => is === 'notice')).toHaveLength(1)
  stop()
  expect((await report).feeds).toMatchObject([{ feed: 'calls', state: 'stopped', records: 0 }])

  server = await startLocalServer({ dir, httpPort })
  expect(existsSync(join(inbox, 'a.csv'))).toBe(true)
  const again = watching(own, 'w_', { path: inbox, done: 'delete' })
  await until(() => !existsSync(join(inbox, 'a.csv')))
  await again.stop()
  expect(await landedNumbers(own, 'w_')).toEqual(numbers(1, 3))
  await own.close()
  await server.stop()
})
