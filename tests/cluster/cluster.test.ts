import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { project } from '../../models/index.ts'
import { isLocal } from '../../transforms/plan/colocation.ts'
import { readState } from '../../transforms/plan/state.ts'
import { append } from '../../transforms/run/append.ts'
import { runProject } from '../../transforms/run/run.ts'
import { openCluster } from '../../warehouse/cluster/open-cluster.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { checksums, copyLanded, landSample, type RunningCluster, reader, startCluster } from './cluster.ts'

/** `npm run soak` asks for four nodes and a larger operator. */
const NODES = Number(process.env.TRUNKLINE_NODES ?? 2)
const SUBSCRIBERS = Number(process.env.TRUNKLINE_SUBSCRIBERS ?? 25)
/** What is built again while a node dies: everything in the soak. */
const AGAIN = process.env.TRUNKLINE_NODES ? '' : 'receivables/'
const environment = { prefix: '' }
const one = testWarehouse()
const prefix = uniquePrefix()
// These tell the moment at which they are read.
const names = [...project.graph.models.keys()].filter((name) => !['feeds.clock', 'feeds.current_limit'].includes(name))

let cluster: RunningCluster
let readers: Warehouse[]
let expected: Readonly<Record<string, string>>

beforeAll(async () => {
  cluster = await startCluster(NODES)
  readers = cluster.local.urls.map(reader)
  await landSample(cluster.warehouse, { subscribers: SUBSCRIBERS, months: 2 })
  await copyLanded(cluster.warehouse, one, prefix)
  const [alone, together] = await Promise.all([
    runProject(project, { warehouse: one, environment: { prefix } }),
    runProject(project, { warehouse: cluster.warehouse, environment }),
  ])
  expect(alone.failure).toBeUndefined()
  expect(together.failure).toBeUndefined()
  expected = await checksums(one, names, prefix)
}, 300_000)

afterAll(async () => {
  await Promise.all(readers.map((each) => each.close()))
  await cluster.stop()
})

describe('the sample operator on a cluster', () => {
  it('lands on every shard, each partition on one of them', async () => {
    const parts = await Promise.all(
      readers.map((node) =>
        node.rows<{ partition: string; rows: string }>(
          `SELECT _partition AS partition, count() AS rows FROM raw_shard.usage GROUP BY partition`,
        ),
      ),
    )
    expect(parts.every((part) => part.length > 0)).toBe(true)
    const partitions = parts.flat().map(({ partition }) => partition)
    expect(new Set(partitions).size).toBe(partitions.length)
  })

  it('gives each model the rows that one node gives it, to a reader of any node', async () => {
    const seen = await Promise.all(readers.map((node) => checksums(node, names)))
    for (const sums of seen) expect(sums).toEqual(expected)
  })

  it('has rows of a sharded model on every shard, and none of them twice', async () => {
    const { current } = await readState(cluster.warehouse, environment)
    const table = `trunkline_build_shard.${current.get('rating.priced_usage')!.physical}`
    const parts = await Promise.all(
      readers.map((node) =>
        node.rows<{ account: string; rows: string }>(
          `SELECT ifNull(billing_account_id, '') AS account, count() AS rows FROM ${table} GROUP BY account`,
        ),
      ),
    )
    expect(parts.every((part) => part.length > 0)).toBe(true)
    const accounts = parts.flat().map(({ account }) => account)
    expect(new Set(accounts).size).toBe(accounts.length)
  })

  it('sums usage up for billing on each shard by itself', () => {
    expect(isLocal(project.graph.models.get('billing.usage_charge')!)).toBe(true)
    expect(isLocal(project.graph.models.get('rating.priced_usage')!)).toBe(false)
  })
})

describe('a node that goes down', () => {
  it('in the middle of a run leaves what was published to readers of the others; the next run completes it', async () => {
    const { warehouse, local } = cluster
    const before = await readState(warehouse, environment)
    let built = 0
    let killed: Promise<void> | undefined
    const run = runProject(project, {
      warehouse,
      environment,
      selection: AGAIN,
      force: true,
      onEvent: ({ kind }) => {
        if (kind === 'modelBuilt' && ++built === 3) killed = local.kill(NODES - 1)
      },
    })
    const outcome = await run.then(
      ({ status }) => status,
      (error: Error) => error.message,
    )
    expect(outcome).not.toBe('published')
    await killed
    await local.restartPeers(NODES - 1)
    const { current } = await readState(warehouse, environment)
    for (const [model, { physical }] of before.current) expect(current.get(model)?.physical).toBe(physical)
    const whole = names.filter((name) => name.startsWith(AGAIN.replace('/', '.')))
    const seen = await checksums(readers[0]!, whole)
    for (const name of whole) expect(seen[name]).toBe(expected[name])

    await local.restart(NODES - 1)
    const again = await runProject(project, { warehouse, environment, selection: AGAIN, force: true })
    expect(again.failure).toBeUndefined()
    for (const node of readers) {
      const now = await checksums(node, whole)
      for (const name of whole) expect(now[name]).toBe(expected[name])
    }
    await noLitter(warehouse)
  }, 200_000)

  it('between the commit and its views: the next run shows it what was committed', async () => {
    const { warehouse, local } = cluster
    const last = readers.at(-1)!
    const { generations, current } = await readState(warehouse, environment)
    const run = Math.max(...generations.map((row) => row.run)) + 1
    const model = 'receivables.ageing'
    const earlier = generations.find((row) => row.model === model && row.physical !== current.get(model)!.physical)!
    const shown = async (node: Warehouse) =>
      (
        await node.rows<{ sql: string }>(
          "SELECT as_select AS sql FROM system.tables WHERE database = 'receivables' AND name = 'ageing'",
        )
      )[0]!.sql
    await local.kill(NODES - 1)
    await append(warehouse, environment, 'publication', [
      {
        run,
        model,
        physical: earlier.physical,
        kind: 'table',
        code: earlier.code,
        fingerprint: earlier.fingerprint,
        inputs: '{}',
      },
    ])
    const selection = { warehouse, environment, selection: 'ageing' }
    await expect(runProject(project, selection)).rejects.toThrow('does not answer')
    await local.restart(NODES - 1)
    expect(await shown(last)).toContain(current.get(model)!.physical)
    const events: string[] = []
    const result = await runProject(project, { ...selection, onEvent: ({ kind }) => events.push(kind) })
    expect(result.failure).toBeUndefined()
    expect(events[0]).toBe('recovered')
    const now = (await readState(warehouse, environment)).current.get(model)!.physical
    for (const node of readers) expect(await shown(node)).toContain(now)
  }, 100_000)

  it('publishes nothing anywhere while it is down', async () => {
    const { warehouse, local } = cluster
    const before = await readState(warehouse, environment)
    await local.kill(NODES - 1)
    const run = runProject(project, { warehouse, environment, selection: 'bill_monthly', force: true })
    await expect(run).rejects.toThrow(/does not (answer|reach)/)
    expect((await readState(warehouse, environment)).current).toEqual(before.current)
    await local.restart(NODES - 1)
  }, 60_000)
})

describe('opening a cluster', () => {
  it('says which clusters there are where the name is none', async () => {
    await expect(openCluster('prd', cluster.local.urls)).rejects.toThrow('knows no cluster prd')
    await expect(openCluster('prd', cluster.local.urls)).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringContaining('local'),
    })
  })

  it('says which nodes the addresses leave out, and which address is no node', async () => {
    const twice = cluster.local.urls.map(() => cluster.local.urls[0]!)
    await expect(openCluster('local', twice)).rejects.toThrow(/missing: 127\.0\.0\.1:\d+/)
    await expect(openCluster('local', [one.url])).rejects.toThrow('knows no cluster local')
  })

  it('says which node does not answer', async () => {
    const urls = [cluster.local.urls[0]!, ...cluster.local.urls.slice(1).map(() => 'http://127.0.0.1:1')]
    await expect(openCluster('local', urls)).rejects.toThrow('a node of cluster local does not answer')
  })
})

/** Every build that stands on any node is one that the journal still knows. */
async function noLitter(warehouse: Warehouse): Promise<void> {
  const { generations } = await readState(warehouse, environment)
  const known = new Set(generations.map(({ physical }) => physical))
  for (const node of readers) {
    const rows = await node.rows<{ name: string }>(
      "SELECT name FROM system.tables WHERE startsWith(database, 'trunkline_build')",
    )
    expect(rows.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  }
}
