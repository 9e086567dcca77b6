import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isLocal } from '../../transforms/plan/colocation.ts'
import { readState } from '../../transforms/plan/state.ts'
import { promote } from '../../transforms/run/promote.ts'
import { dryRunProject, runProject } from '../../transforms/run/run.ts'
import { nodesOf } from '../../warehouse/cluster/cluster.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { differences } from '../transforms/built-whole.ts'
import { heard } from '../transforms/heard.ts'
import { intervalShop, type Landing, land, openIntervalShop, setPrices } from '../transforms/interval-shop.ts'
import { watched } from '../transforms/killed-at.ts'
import { checksums, type RunningCluster, reader, startCluster } from './cluster.ts'

const DAYS = 20
/** Two, or as many as one asks for: what is proven holds of any number. */
const NODES = Number(process.env.TRUNKLINE_NODES ?? 2)
const KILLS = Number(process.env.TRUNKLINE_KILLS ?? 1)
const project = intervalShop({ sharded: true })
const names = [...project.graph.models.keys()]
const environment = { prefix: '' }
const script = fileURLToPath(new URL('../transforms/run-once.ts', import.meta.url))

let cluster: RunningCluster
let readers: readonly Warehouse[]

/** Six events a day, each of another account. */
function events(first: number, days: readonly number[]): readonly Landing[] {
  return days.flatMap((day) =>
    Array.from({ length: 6 }, (_, number) => ({
      id: first + day * 6 + number,
      account: number === 5 ? null : `account ${(day + number) % 11}`,
      zone: number % 2 === 0 ? 'be' : 'fr',
      minute: day * 1440 + number * 60,
      seconds: 60,
    })),
  )
}

/** Every node has what is landed, so that any of them may build. */
async function landCalls(batch: string, landedOn: number, rows: readonly Landing[]): Promise<void> {
  await Promise.all(nodesOf(cluster.warehouse).map((node) => land(node, '', 'calls', batch, landedOn, rows)))
}

// A slice that comes out empty on a shard is dropped there instead of replaced: only the build can tell.
const alike = (sql: string) => sql.replaceAll(/(REPLACE|DROP) PARTITION ID ('[\d-]+')( FROM `\w+`\.`\w+`)?/g, '$2')

/** A statement of a dry run as it is told to each node that it names. */
function eachNode(statement: string): readonly string[] {
  const [, nodes, sql] = /^\/\* on (.*?) \*\/ (.*)$/s.exec(statement)!
  return nodes!.split(', ').map((node) => `${node} ${alike(sql!)}`)
}

/** A cluster that notes what each of its nodes is told. */
function recorded(warehouse: Warehouse): readonly [Warehouse, ReadonlySet<string>] {
  const told = new Set<string>()
  const watching = watched(warehouse, (sql, options, node) => {
    told.add(`${node} ${alike(sql)}`)
    return [sql, options]
  })
  return [watching, told]
}

const run = (force = false) => runProject(project, { warehouse: cluster.warehouse, environment, force })

async function sameEverywhere(): Promise<void> {
  expect(await differences(cluster.warehouse, '', project)).toEqual([])
  const [first, ...others] = await Promise.all(readers.map((node) => checksums(node, names)))
  for (const other of others) expect(other).toEqual(first)
}

/** What stands of stagings, and of builds that the journal does not know, on any node. */
async function orphans(): Promise<readonly string[]> {
  const { generations } = await readState(cluster.warehouse, environment)
  const known = new Set(generations.map(({ physical }) => physical.replace(/__\d+$/, '')))
  const parts = new Set(generations.map(({ physical }) => physical))
  const found = await Promise.all(
    readers.map((node) =>
      node.rows<{ database: string; name: string }>(
        "SELECT database, name FROM system.tables WHERE startsWith(database, 'trunkline_build')",
      ),
    ),
  )
  return found
    .flat()
    .filter(({ database, name }) =>
      // A model that is not in parts keeps a spare at the home.
      database === 'trunkline_build' ? !known.has(name.replace(/__\d+$/, '')) : !parts.has(name),
    )
    .map(({ database, name }) => `${database}.${name}`)
}

/** Blocks of each slice of a table on each node: a slice that was shared has those of the table it was copied from. */
async function partsOf(physical: string): Promise<ReadonlyMap<string, { checksum: string; rows: number }>> {
  const found = new Map<string, { checksum: string; rows: number }>()
  for (const [index, node] of readers.entries()) {
    const rows = await node.rows<{ slice: string; checksum: string; rows: string }>(
      `SELECT partition_id AS slice, arrayStringConcat(arraySort(groupArray(hash_of_all_files))) AS checksum, sum(rows) AS rows
         FROM system.parts WHERE database = 'trunkline_build_shard' AND table = '${physical}' AND active GROUP BY slice`,
    )
    for (const each of rows) found.set(`${index} ${each.slice}`, { checksum: each.checksum, rows: Number(each.rows) })
  }
  return found
}

/** Rows that a run's statements wrote into stagings of models in parts, by the query logs of all nodes. */
async function rowsWritten(run: number): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for (const node of readers) {
    await node.command('SYSTEM FLUSH LOGS query_log')
    // What goes through a Distributed table is counted once by it and once by the shard that it is for.
    const rows = await node.rows<{ model: string; rows: number }>(
      `SELECT replaceOne(extract(query, 'trunkline_build_(?:shard|whole)\\W+(\\w+?__\\w+?)__[0-9a-f]{8}__'), '__', '.') AS model,
              toFloat64(sum(written_rows / if(is_initial_query AND position(query, 'trunkline_build_whole') = 0, 1, 2))) AS rows
         FROM system.query_log WHERE type = 'QueryFinish' AND query_kind = 'Insert' AND model != ''
          AND startsWith(initial_query_id, 'trunkline/run/${run}/') GROUP BY model`,
    )
    for (const each of rows) found.set(each.model, (found.get(each.model) ?? 0) + each.rows)
  }
  return found
}

beforeAll(async () => {
  cluster = await startCluster(NODES)
  readers = cluster.local.urls.map(reader)
  await Promise.all(
    nodesOf(cluster.warehouse).map(async (node) => {
      await openIntervalShop(node, '')
      await setPrices(node, '', [
        { zone: 'be', price: '0.5', from: 0, to: null },
        { zone: 'fr', price: '0.7', from: 0, to: 10 * 1440 },
      ])
    }),
  )
  const all = Array.from({ length: DAYS }, (_, day) => day)
  await landCalls('first', 0, events(0, all))
  expect((await run()).failure).toBeUndefined()
}, 240_000)

afterAll(async () => {
  await Promise.all(readers.map((each) => each.close()))
  await cluster.stop()
})

it('gives what one node gives, in parts of which each account is on one shard', async () => {
  await sameEverywhere()
  const { current } = await readState(cluster.warehouse, environment)
  for (const model of ['rating.priced', 'finance.running', 'finance.by_account']) {
    const accounts = await Promise.all(
      readers.map((node) =>
        node.rows<{ account: string }>(
          `SELECT DISTINCT ifNull(account, '') AS account FROM trunkline_build_shard.${current.get(model)!.physical}`,
        ),
      ),
    )
    expect(accounts.every((each) => each.length > 0)).toBe(true)
    expect(new Set(accounts.flat().map(({ account }) => account)).size).toBe(accounts.flat().length)
  }
  // Priced from landed rows by one node for all, and the running sum by each shard for itself.
  expect(isLocal(project.graph.models.get('rating.priced')!)).toBe(false)
  expect(isLocal(project.graph.models.get('finance.running')!)).toBe(true)
}, 120_000)

it('makes of late rows exactly their buckets of their days, and writes no others', async () => {
  const before = (await readState(cluster.warehouse, environment)).current.get('rating.priced')!.physical
  const old = await partsOf(before)
  const late = { account: 'account 3', zone: 'be', seconds: 60 }
  await landCalls('late', 30, [
    { id: 1_000_001, minute: 10 * 1440 + 5, ...late },
    { id: 1_000_002, minute: 17 * 1440 + 5, ...late },
  ])
  const dry = await dryRunProject(project, { warehouse: cluster.warehouse, environment })
  const [recording, told] = recorded(cluster.warehouse)
  const { run: number, steps, failure } = await runProject(project, { warehouse: recording, environment })
  expect(failure).toBeUndefined()
  for (const { model, statements } of dry.steps) {
    // What is told by the contents of a table that is built now is not known before.
    if (['finance.by_account', 'finance.paid_daily'].includes(model)) continue
    expect(statements.length).toBeGreaterThan(0)
    expect([model, statements.flatMap(eachNode).filter((said) => !told.has(said))]).toEqual([model, []])
    expect([model, new Set(statements.flatMap(eachNode).map((said) => said.split(' ')[0])).size]).toEqual([
      model,
      NODES,
    ])
  }
  expect(dry.steps.map(({ model }) => model)).toContain('rating.priced')
  const [{ bucket } = { bucket: '' }] = await cluster.warehouse.rows<{ bucket: string }>(
    "SELECT toString(cityHash64('account 3') % 4) AS bucket",
  )
  const made = Object.fromEntries(steps.map(({ model, intervals }) => [model, intervals?.made]))
  expect(made['rating.priced']).toEqual([`20260111-${bucket}`, `20260118-${bucket}`])
  expect(made['finance.daily']).toEqual(['20260111', '20260118'])
  expect(made['finance.running']).toEqual([`202601-${bucket}`])

  const now = await partsOf((await readState(cluster.warehouse, environment)).current.get('rating.priced')!.physical)
  const changed = [...now].filter(([slice, { checksum }]) => old.get(slice)?.checksum !== checksum)
  const slices = new Set(changed.map(([slice]) => slice.split(' ')[1]))
  expect([...slices].sort()).toEqual([`20260111-${bucket}`, `20260118-${bucket}`])
  expect(changed.reduce((sum, [, { rows }]) => sum + rows, 0)).toBeGreaterThan(0)
  // No statement of the run wrote more than the buckets touched hold, whichever node ran it.
  const written = await rowsWritten(number!)
  const { current } = await readState(cluster.warehouse, environment)
  for (const model of ['rating.priced', 'finance.running', 'finance.by_account']) {
    const parts = await partsOf(current.get(model)!.physical)
    const touched = [...parts].filter(([slice]) => made[model]!.includes(slice.split(' ')[1]!))
    const rows = touched.reduce((sum, [, each]) => sum + each.rows, 0)
    expect(rows).toBeGreaterThan(0)
    expect([model, written.get(model)]).toEqual([model, rows])
  }
  await sameEverywhere()
  expect(await run()).toMatchObject({ status: 'current' })
}, 120_000)

it('takes away on every shard a day whose rows are gone', async () => {
  await Promise.all(readers.map((node) => node.command("DELETE FROM raw.calls WHERE started_at < '2026-01-02'")))
  const { steps, failure } = await run()
  expect(failure).toBeUndefined()
  const priced = steps.find(({ model }) => model === 'rating.priced')!
  expect(new Set(priced.intervals!.made.map((slice) => slice.split('-')[0]))).toEqual(new Set(['20260101']))
  await sameEverywhere()
}, 120_000)

it('takes over what a run killed with kill -9 had made, and leaves no orphan on any node', async () => {
  const child = spawn(process.execPath, [script, cluster.local.urls.join(','), '', 'intervals'], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  let done: readonly unknown[] = []
  while (done.length === 0 && child.exitCode === null) {
    done = await cluster.warehouse.rows(
      "SELECT slice FROM trunkline.built_slice WHERE endsWith(physical, '__made') AND physical LIKE 'rating__priced__%'",
    )
  }
  child.kill('SIGKILL')
  await ended
  expect(done.length).toBeGreaterThan(0)
  const progress: number[] = []
  const result = await runProject(project, {
    warehouse: cluster.warehouse,
    environment,
    force: true,
    onEvent: (event) => {
      if (event.kind === 'modelProgress' && event.model === 'rating.priced') progress.push(event.done)
    },
  })
  expect(result.failure).toBeUndefined()
  expect(progress[0]).toBeGreaterThanOrEqual(done.length)
  await sameEverywhere()
  expect(await orphans()).toEqual([])
}, 90_000)

it(
  'completes by the next run what was killed at moments of chance',
  async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      await landCalls(`again ${kill}`, 31 + kill, events(2_000_000 + kill * 1_000, [5 + (kill % 5), 15 + (kill % 5)]))
      const child = spawn(process.execPath, [script, cluster.local.urls.join(','), '', 'intervals'], {
        stdio: 'ignore',
      })
      const ended = once(child, 'exit')
      await new Promise((resolve) => setTimeout(resolve, 600 + (5_000 * (kill + Math.random())) / KILLS))
      child.kill('SIGKILL')
      await ended
      for (const node of readers) {
        const [row] = await node.rows<{ events: string; ids: string }>(
          'SELECT count() AS events, uniqExact(event_id) AS ids FROM rating.priced',
        )
        expect(row!.events).toBe(row!.ids)
      }
      expect((await run()).failure).toBeUndefined()
      await sameEverywhere()
      expect(await orphans()).toEqual([])
    }
  },
  90_000 + KILLS * 60_000,
)

it('ends with nothing published where a shard is lost in the middle, and goes on from what was made', async () => {
  const before = (await readState(cluster.warehouse, environment)).current
  let killed: Promise<void> | undefined
  const lost = await runProject(project, {
    warehouse: cluster.warehouse,
    environment,
    force: true,
    onEvent: (event) => {
      if (event.kind === 'modelProgress' && event.model === 'rating.priced' && event.done > 0) {
        killed ??= cluster.local.kill(1)
      }
    },
  }).then(
    ({ status }) => status,
    (error: Error) => error.message,
  )
  expect(lost).not.toBe('published')
  await killed
  await cluster.local.restartPeers(1)
  const { current } = await readState(cluster.warehouse, environment)
  for (const [model, { physical }] of before) expect(current.get(model)?.physical).toBe(physical)
  await cluster.local.restart(1)
  expect((await run(true)).failure).toBeUndefined()
  await sameEverywhere()
  expect(await orphans()).toEqual([])
}, 240_000)

it('goes on by interval from what was promoted', async () => {
  const dev = { prefix: 'dev__', sourcePrefix: '' }
  const changed = intervalShop({ sharded: true, scale: 2 })
  const { warehouse } = cluster
  expect((await runProject(changed, { warehouse, environment: dev })).failure).toBeUndefined()
  expect(await promote(changed, { warehouse, environment: dev })).toMatchObject({ status: 'published' })
  await landCalls('after', 50, [{ id: 3_000_001, account: 'account 4', zone: 'be', minute: 7 * 1440, seconds: 60 }])
  const { steps, failure } = await runProject(changed, { warehouse, environment })
  expect(failure).toBeUndefined()
  expect(steps.find(({ model }) => model === 'rating.priced')!.intervals!.made).toHaveLength(1)
  expect(await differences(warehouse, '', changed)).toEqual([])
}, 90_000)

it('adds to the parts of an append-only model what landed since, and keeps what is erased', async () => {
  const options = { warehouse: cluster.warehouse, environment: { prefix: 'kept__', sourcePrefix: '' } }
  const kept = heard({ sharded: true })
  const heardOn = (node: Warehouse) =>
    node.rows<{ id: string }>('SELECT event_id AS id FROM kept__staging.heard ORDER BY event_id')
  await landCalls('kept', 51, events(4_000_000, [1]))
  expect((await runProject(kept, options)).failure).toBeUndefined()
  await landCalls('kept later', 52, events(4_000_100, [1, 2]))
  const dry = await dryRunProject(kept, options)
  const [recording, told] = recorded(cluster.warehouse)
  const { steps, failure } = await runProject(kept, { ...options, warehouse: recording })
  expect(failure).toBeUndefined()
  expect(steps[0]!.intervals!.made).toEqual(['kept later'])
  expect(dry.steps[0]!.statements.some((sql) => sql.includes('CLONE AS'))).toBe(true)
  expect(dry.steps[0]!.statements.flatMap(eachNode).filter((said) => !told.has(said))).toEqual([])
  await Promise.all(
    readers.map((node) =>
      node.command("ALTER TABLE raw.calls DELETE WHERE _batch = 'kept' SETTINGS mutations_sync = 1"),
    ),
  )
  expect((await runProject(kept, options)).failure).toBeUndefined()
  const ids = [
    ...Array.from({ length: 6 }, (_, n) => 4_000_006 + n),
    ...Array.from({ length: 12 }, (_, n) => 4_000_106 + n),
  ]
  for (const node of readers) expect((await heardOn(node)).map(({ id }) => Number(id))).toEqual(ids)
  const { physical } = (await readState(cluster.warehouse, options.environment)).current.get('staging.heard')!
  const parts = await Promise.all(
    readers.map((node) =>
      node.rows<{ account: string }>(
        `SELECT ifNull(account, '') AS account FROM kept__trunkline_build_shard.${physical}`,
      ),
    ),
  )
  expect(parts.flat()).toHaveLength(ids.length)
  const accounts = parts.map((rows) => [...new Set(rows.map(({ account }) => account))])
  expect(accounts.filter(({ length }) => length > 0).length).toBeGreaterThan(1)
  expect(new Set(accounts.flat()).size).toBe(accounts.flat().length)
}, 90_000)

it(
  'adds each row once to the parts of an append-only model, at whatever statement the run before was killed',
  async () => {
    const options = { warehouse: cluster.warehouse, environment: { prefix: 'dying__', sourcePrefix: '' } }
    const kept = heard({ sharded: true })
    const landed: number[] = []
    const landMore = async (number: number) => {
      const rows = events(4_010_000 + number * 100, [3, 4])
      await landCalls(`dying ${number}`, 60 + number, rows)
      landed.push(...rows.map(({ id }) => id))
    }
    const idsOn = (node: Warehouse) =>
      node
        .rows<{ id: string }>('SELECT event_id AS id FROM dying__staging.heard WHERE id >= 4010000 ORDER BY event_id')
        .then((rows) => rows.map(({ id }) => Number(id)))
    const leftRunning = async () => {
      const found = readers.map((node) =>
        node.rows("SELECT query FROM system.processes WHERE startsWith(initial_query_id, 'dying__trunkline/run/')"),
      )
      return (await Promise.all(found)).flat()
    }
    await landMore(0)
    let statements = 0
    const counting = watched(cluster.warehouse, (sql, more) => {
      statements += 1
      return [sql, more]
    })
    expect((await runProject(kept, { ...options, warehouse: counting })).failure).toBeUndefined()
    const spread = Array.from({ length: KILLS }, (_, n) => 1 + Math.floor(((n + 0.5) * statements) / KILLS))
    for (const [index, at] of ['filling', ...spread].entries()) {
      const before = await idsOn(cluster.warehouse)
      await landMore(index + 1)
      const child = spawn(process.execPath, [script, cluster.local.urls.join(','), 'dying__', 'heard', String(at)])
      await once(child, 'exit')
      if (at === 'filling') expect(await leftRunning()).not.toEqual([])
      for (const node of readers) expect([before, landed]).toContainEqual(await idsOn(node))
      expect((await runProject(kept, options)).failure).toBeUndefined()
      for (const node of readers) expect(await idsOn(node)).toEqual(landed)
      expect(await leftRunning()).toEqual([])
      const { generations } = await readState(cluster.warehouse, options.environment)
      const known = new Set(generations.map(({ physical }) => physical))
      const standing = readers.map((node) =>
        node.rows<{ name: string }>(
          "SELECT name FROM system.tables WHERE startsWith(database, 'dying__trunkline_build')",
        ),
      )
      const names = (await Promise.all(standing)).flat().map(({ name }) => name)
      expect(names.filter((name) => !known.has(name))).toEqual([])
    }
  },
  90_000 + KILLS * 20_000,
)
