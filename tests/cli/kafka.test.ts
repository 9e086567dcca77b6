import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testBrokers, uniqueName } from '../kafka/test-broker.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { finished, newHome, spawnTrunkline, trunkline } from './trunkline.ts'

const folder = temporaryFolder('cli-kafka')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let brokers: string

beforeAll(async () => {
  brokers = (await testBrokers()).join()
}, 180_000)

test('what is produced is ingested, followed, told by status and health, and drained on SIGTERM', {
  timeout: 180_000,
}, async () => {
  const home = newHome()
  const topic = `kafka://${brokers}/${uniqueName('cli')}`
  const file = join(folder, 'calls.ndjson')
  const call = (i: number) =>
    `{"contract":"usage","service":"voice","event_id":"e${i}","started_at":"2026-01-01T00:00:00Z","subscription_id":"S-${i % 7}","duration_s":${i}}`
  writeFileSync(file, `${[1, 2, 3, 4, 5].map(call).join('\n')}\n`)

  const refused = await trunkline(home, ['produce', file, topic])
  expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('make it with --create-partitions') })
  const produced = await trunkline(home, [
    ...['produce', file, topic, '--create-partitions', '2'],
    ...['--key', 'subscription_id', '--compression', 'zstd', '--json'],
  ])
  expect(JSON.parse(produced.out)).toMatchObject({ messages: 5 })

  const ingested = await trunkline(home, ['ingest', topic, '--mapping', 'events', '--feed', 'calls', '--json'])
  expect(JSON.parse(ingested.out)).toEqual([expect.objectContaining({ feed: 'calls', state: 'stopped', events: 5 })])

  // More comes while it follows; `up` first, so that other commands can look meanwhile.
  await trunkline(home, ['up'])
  const child = spawnTrunkline(home, [
    ...['ingest', topic, '--mapping', 'events', '--feed', 'calls', '--watch', '--health-port', '0', '--json'],
  ])
  const end = finished(child)
  await trunkline(home, ['produce', file, topic])
  let events = 0
  for (let tries = 0; events < 10 && tries < 60; tries++) {
    await sleep(500)
    const asked = await trunkline(home, ['sql', 'select count() as n from raw.usage', '--json'])
    events = Number((JSON.parse(asked.out) as [{ n: string }])[0].n)
  }
  expect(events).toBe(10)
  const status = JSON.parse((await trunkline(home, ['status', '--json'])).out) as { feeds: { feed: string }[] }
  expect(status.feeds.map(({ feed }) => feed)).toContain('calls')
  child.kill('SIGTERM')
  expect(await end).toMatchObject({ code: 0, out: expect.stringContaining('"state":"stopped"') })
  expect(JSON.parse((await trunkline(home, ['ledger', 'rebuild', '--json'])).out)).toEqual([])
  await trunkline(home, ['down'])
})

test('a feeds file names several feeds, and says what is wrong with it', { timeout: 120_000 }, async () => {
  const home = newHome()
  const watch = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return trunkline(home, ['ingest', '--feeds', join(folder, name), '--watch', '--health-port', 'none'])
  }
  const head = "import { feeds } from 'trunkline/feeds'\nexport default feeds("
  expect(await watch('none.ts', 'export const x = 1')).toMatchObject({
    code: 3,
    err: expect.stringContaining('has no list of feeds'),
  })
  expect(
    await watch('twice.ts', `${head}[{ folder: 'a', mapping: 'events' }, { folder: 'b', mapping: 'events' }])`),
  ).toMatchObject({
    code: 3,
    err: expect.stringContaining('two feeds are named "events"'),
  })
  expect(await watch('unknown.ts', `${head}[{ folder: 'a', mapping: 'evnts' }])`)).toMatchObject({
    code: 3,
    err: expect.stringContaining('There is no mapping "evnts"'),
  })
  expect(
    await watch('broker.ts', `${head}[{ kafka: { brokers: [] }, topics: ['t'], mapping: 'events' }])`),
  ).toMatchObject({
    code: 3,
    err: expect.stringContaining('feed 1 names no brokers'),
  })
})
