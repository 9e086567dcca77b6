import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import { connect, isConnectionError, type Warehouse } from '../../warehouse/connect.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

// What proxies say while nothing is behind them: nginx, HAProxy, Envoy, and Caddy, which says nothing.
const answers = [
  [
    502,
    '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body></html>',
  ],
  [503, '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>'],
  [503, 'upstream connect error or disconnect/reset before headers. reset reason: connection failure'],
  [504, '<html><head><title>504 Gateway Time-out</title></head></html>'],
  [502, ''],
] as const

const direct = testWarehouse()
const prefix = uniquePrefix()
let proxy: Server
let through: Warehouse
/** Answers still to be given in place of ClickHouse's, to the requests that match. */
let bad: { readonly status: number; readonly body: string; readonly to: RegExp }[] = []

beforeAll(async () => {
  const behind = new URL(inject('clickhouseUrl'))
  proxy = createServer((incoming, outgoing) => {
    const instead = bad[0]
    if (instead?.to.test(decodeURIComponent(incoming.url ?? ''))) {
      bad.shift()
      incoming.resume().once('end', () => outgoing.writeHead(instead.status).end(instead.body))
      return
    }
    const passed = request(
      {
        host: behind.hostname,
        port: behind.port,
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers)),
    )
    incoming.pipe(passed)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  through = connect({ url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` })
  await createLandingTables(direct, landingDatabases(prefix))
})

afterAll(async () => {
  await through.close()
  proxy.close()
})

it.each(answers)('a proxy’s %i is a connection that is lost, not a statement that is refused', async (status, body) => {
  bad = [{ status, body, to: /./ }]
  const error = await through.rows('SELECT 1 FROM system.one').catch((reason) => reason)
  expect(isConnectionError(error)).toBe(true)
  expect(error.message).toContain('has no ClickHouse behind it')
  expect(await through.rows('SELECT 1 AS n FROM system.one')).toEqual([{ n: 1 }])
})

it('an error of ClickHouse behind a proxy stays its own', async () => {
  const error = await through.rows('SELECT no_such_column FROM system.one').catch((reason) => reason)
  expect(isConnectionError(error)).toBe(false)
  expect(error.message).toContain('no_such_column')
})

it('landing waits until ClickHouse is behind its proxy again, and lands everything once', async () => {
  bad = answers.map(([status, body]) => ({ status, body, to: /INSERT.INTO/ }))
  let waits = 0
  const [report] = await landTimeZones(through, ['Europe/Berlin'], {
    prefix,
    onEvent: ({ is }) => {
      if (is === 'waiting') waits++
    },
  })
  expect(bad).toEqual([])
  expect(waits).toBeGreaterThanOrEqual(answers.length)
  const [row] = await direct.rows<{ n: string; once: string }>(
    `SELECT count() AS n, uniqExact(_position) AS once FROM ${prefix}raw.time_zone_offset`,
  )
  expect(Number(row!.n)).toBeGreaterThan(50)
  expect(row!.once).toBe(row!.n)
  expect(report!.events).toBe(Number(row!.n))
}, 60_000)
