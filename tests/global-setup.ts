import { rmSync } from 'node:fs'
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
  const dir = temporaryFolder('test')
  const server = await startLocalServer({ dir })
  project.provide('clickhouseUrl', server.url)
  const broker = await shareBroker()
  project.provide('brokerUrl', broker.url)
  return async () => {
    await broker.stop()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
