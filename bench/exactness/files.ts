import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { connect } from '../../warehouse/connect.ts'
import { startLocalServer } from '../../warehouse/local/start.ts'
import type { Report } from '../report.ts'
import { call, EVENTS, judge } from './calls.ts'
import { ingestProcesses } from './ingest_process.ts'
import { shuffled } from './topic.ts'

const FIRE = { kill: 30, 'kill ClickHouse': 5 } as const

/** A watched folder into which files come, one delivered again after each action. */
export async function filesUnderFire(report: Report, folder: string): Promise<void> {
  const dir = join(folder, 'clickhouse')
  let server = await startLocalServer({ dir })
  const { httpPort } = server
  const warehouse = connect({ url: server.url })
  await createLandingTables(warehouse, landingDatabases())
  const inbox = join(folder, 'inbox')
  mkdirSync(inbox)
  const args = [inbox, '--mapping', 'events', '--feed', 'calls', '--done', join(folder, 'done')]
  const ingest = ingestProcesses(args, { CLICKHOUSE_URL: server.url, TRUNKLINE_HOME: join(folder, 'home') })
  const actions = {
    kill: () => ingest.kill(),
    async 'kill ClickHouse'() {
      await server.kill()
      await sleep(Math.random() * 1_000)
      server = await startLocalServer({ dir, httpPort })
    },
  }
  const plan = shuffled(
    Object.entries(FIRE).flatMap(([name, times]) => Array<keyof typeof FIRE>(times).fill(name as keyof typeof FIRE)),
  )
  const deliver = (name: string, text: string) => {
    writeFileSync(join(inbox, `.${name}`), text)
    renameSync(join(inbox, `.${name}`), join(inbox, name))
  }
  try {
    ingest.start()
    let sent = 0
    for (const [i, action] of plan.entries()) {
      const upTo = Math.round((EVENTS * (i + 1)) / plan.length)
      const text = `${Array.from({ length: upTo - sent }, (_, n) => call(sent + n)).join('\n')}\n`
      sent = upTo
      deliver(`calls-${i}.ndjson`, text)
      await sleep(1_500 + Math.random() * 2_500)
      await actions[action]()
      deliver(`calls-${i}-again.ndjson`, text)
    }
    const began = Date.now()
    for (let standing = -1; standing < EVENTS && Date.now() - began < 300_000; await sleep(1_000)) {
      const [row] = await warehouse.rows<{ n: string }>('SELECT count() AS n FROM raw.usage')
      standing = Number(row!.n)
    }
    await sleep(5_000)
    await ingest.stop()
    report.figure(
      `files: ${EVENTS.toLocaleString('en')} events in ${plan.length} files, each delivered twice; ${Object.entries(
        FIRE,
      )
        .map(([name, times]) => `${times} x ${name}`)
        .join(', ')}`,
    )
    await judge(report, 'files', warehouse, '')
  } finally {
    await ingest.stop()
    await warehouse.close()
    await server.stop()
  }
}
