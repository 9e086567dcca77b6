import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startLocalServer } from '../warehouse/local/start.ts'
import { shareBroker } from './kafka/shared-broker.ts'
import { temporaryFolder } from './temporary-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    clickhouseUrl: string
    brokerUrl: string
  }
}

/**
 * One embedded ClickHouse for the whole run, where each test file works in databases of its own; and one Kafka broker,
 * started when a test file asks for it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Tests start hundreds of processes: what one has read of the source, the next need not compile again.
  process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'trunkline-test-compile-cache')
  const dir = temporaryFolder('test')
  // Tests kill processes, never the machine: no table's definition need be on the disk before the next is made.
  const server = await startLocalServer({ dir, settings: { fsync_metadata: 0 } })
  project.provide('clickhouseUrl', server.url)
  const broker = await shareBroker()
  project.provide('brokerUrl', broker.url)
  return async () => {
    await broker.stop()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
