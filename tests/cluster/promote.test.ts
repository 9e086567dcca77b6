import { afterAll, beforeAll, expect, it } from 'vitest'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { dropEnvironment } from '../../transforms/run/environments.ts'
import { promote } from '../../transforms/run/promote.ts'
import { runProject } from '../../transforms/run/run.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { nodesOf, onEveryNode } from '../../warehouse/cluster/cluster.ts'
import { t } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { type RunningCluster, reader, startCluster } from './cluster.ts'

const calls = source('raw.calls', { id: t.uint64, zone: t.string })
const rates = source('raw.rates', { zone: t.string, price: t.decimal(18, 4) })

/** Rates as a dictionary on every node, calls in parts, and a view over them. */
const shop = (factor: '1' | '2') => {
  const rate = model('rating.rate', { rates })
    .query((q) =>
      q
        .selectFrom('rates as r')
        .select((eb) => ['r.zone', ch.decimal(ch.mul(eb.ref('r.price'), ch.amount(factor, 0)), 4).as('price')]),
    )
    .dictionary({ key: ['zone'] })
  const rated = model('rating.rated', { calls, rate })
    .query((q, { dictGet }) =>
      q
        .selectFrom('calls as c')
        .select((eb) => ['c.id', dictGet('rate', 'price', { zone: eb.ref('c.zone') }).as('price')]),
    )
    .table({ orderBy: ['id'], shardBy: 'id' })
  const total = model('finance.total', { rated })
    .query((q) =>
      q.selectFrom('rated as r').select((eb) => [ch.sum(eb.ref('r.price')).as('price'), ch.count().as('calls')]),
    )
    .view()
  return defineProject({ models: [rate, rated, total] })
}

let cluster: RunningCluster
let readers: readonly Warehouse[]
beforeAll(async () => {
  cluster = await startCluster(2)
  readers = cluster.local.urls.map(reader)
  const { warehouse } = cluster
  await onEveryNode(warehouse, (on) => `CREATE DATABASE IF NOT EXISTS raw${on}`)
  for (const node of nodesOf(warehouse)) {
    await node.command(
      "CREATE TABLE raw.calls ENGINE = MergeTree ORDER BY id AS SELECT number AS id, if(number % 2 = 0, 'eu', 'us') AS zone FROM numbers(100)",
    )
    await node.command(
      "CREATE TABLE raw.rates ENGINE = MergeTree ORDER BY zone AS SELECT arrayJoin(['eu', 'us']) AS zone, toDecimal64(if(zone = 'eu', '0.5', '0.25'), 4) AS price",
    )
  }
}, 120_000)
afterAll(async () => {
  await Promise.all(readers.map((each) => each.close()))
  await cluster.stop()
})

it('promotes copies on every node, of a table in parts each shard its part, and the dictionary with its table', async () => {
  const { warehouse } = cluster
  const totals = (prefix = '') => Promise.all(readers.map((node) => node.rows(`SELECT * FROM ${prefix}finance.total`)))
  const of = (price: string) => [[{ price, calls: '100' }], [{ price, calls: '100' }]]
  const first = await runProject(shop('1'), { warehouse, environment: { prefix: '' } })
  expect(first.failure).toBeUndefined()
  expect(await totals()).toEqual(of('37.5'))

  const dev = { prefix: 'dev__', sourcePrefix: '' }
  const changed = await runProject(shop('2'), { warehouse, environment: dev })
  expect(changed.failure).toBeUndefined()
  expect(await totals('dev__')).toEqual(of('75'))
  expect(await totals()).toEqual(of('37.5'))

  const promoted = await promote(shop('2'), { warehouse, environment: dev })
  expect(promoted).toMatchObject({ status: 'published', models: ['rating.rate', 'rating.rated', 'finance.total'] })
  await dropEnvironment(warehouse, { prefix: 'dev__' })
  expect(await totals()).toEqual(of('75'))
  const parts = await Promise.all(
    readers.map((node) =>
      node.rows<{ n: string }>(
        "SELECT sum(total_rows) AS n FROM system.tables WHERE database = 'trunkline_build_shard'",
      ),
    ),
  )
  // Two generations of a hundred calls, each on one shard alone.
  expect(parts.reduce((sum, [row]) => sum + Number(row!.n), 0)).toBe(200)
  expect(parts.every(([row]) => Number(row!.n) > 0)).toBe(true)
  for (const node of readers) {
    expect(
      await node.rows(
        "SELECT count() AS n FROM system.tables WHERE database = 'trunkline_build' AND engine = 'Dictionary'",
      ),
    ).toEqual([{ n: '2' }])
  }
}, 120_000)
