import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { startBroker } from '../../tests/kafka/broker.ts'
import { openTopics } from '../../tests/kafka/topic.ts'
import { connect } from '../../warehouse/connect.ts'
import { startLocalServer } from '../../warehouse/local/start.ts'
import type { Report } from '../report.ts'
import { call, EVENTS, judge } from './calls.ts'
import { ingestProcesses } from './ingest_process.ts'

const PARTITIONS = 4
const FIRE = { kill: 30, 'restart broker': 3, 'kill ClickHouse': 5, rebalance: 10 } as const

/** A topic read by two processes of a group: kills, rebalances, a broker and a ClickHouse that die and come back. */
export async function topicUnderFire(report: Report, folder: string): Promise<void> {
  const broker = await startBroker()
  const dir = join(folder, 'clickhouse')
  let server = await startLocalServer({ dir })
  const { httpPort } = server
  const warehouse = connect({ url: server.url })
  await createLandingTables(warehouse, landingDatabases())
  let topics = openTopics([broker.address])
  await topics.create('calls', PARTITIONS)
  const ingest = ingestProcesses([`kafka://${broker.address}/calls`, '--mapping', 'events', '--feed', 'calls'], {
    CLICKHOUSE_URL: server.url,
    TRUNKLINE_HOME: join(folder, 'home'),
  })
  const actions = {
    kill: () => ingest.kill(),
    rebalance: () => ingest.replace(),
    async 'restart broker'() {
      await topics.close()
      await broker.kill()
      await broker.restart()
      topics = openTopics([broker.address])
    },
    async 'kill ClickHouse'() {
      await server.kill()
      await sleep(Math.random() * 1_000)
      server = await startLocalServer({ dir, httpPort })
    },
  }
  const plan = shuffled(
    Object.entries(FIRE).flatMap(([name, times]) => Array<keyof typeof FIRE>(times).fill(name as keyof typeof FIRE)),
  )
  try {
    ingest.start()
    ingest.start()
    let sent = 0
    for (const [i, action] of plan.entries()) {
      const upTo = Math.round((EVENTS * (i + 1)) / plan.length)
      await topics.send(
        'calls',
        Array.from({ length: upTo - sent }, (_, n) => call(sent + n)),
        { partitions: PARTITIONS, compression: 'lz4' },
      )
      sent = upTo
      await sleep(Math.random() * 1_500)
      await actions[action]()
    }
    const began = Date.now()
    for (let standing = -1; standing < EVENTS && Date.now() - began < 300_000; await sleep(1_000)) {
      const [row] = await warehouse.rows<{ n: string }>('SELECT count() AS n FROM raw.usage')
      standing = Number(row!.n)
    }
    // What a stalled process might still send would come now.
    await sleep(5_000)
    await ingest.stop()
    report.figure(
      `topic: ${EVENTS.toLocaleString('en')} events, ${PARTITIONS} partitions, 2 processes; ${Object.entries(FIRE)
        .map(([name, times]) => `${times} x ${name}`)
        .join(', ')}`,
    )
    await judge(report, 'topic', warehouse, '')
  } finally {
    await ingest.stop()
    await topics.close()
    await warehouse.close()
    await server.stop()
    await broker.stop()
  }
}

export function shuffled<T>(list: readonly T[]): T[] {
  const left = [...list]
  return list.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0]!)
}
