import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startLocalServer } from '../warehouse/local/start.ts'

declare module 'vitest' {
  interface ProvidedContext {
    clickhouseUrl: string
  }
}

/** One embedded ClickHouse for the whole run; each test file works in databases of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'trunkline-test-'))
  const server = await startLocalServer({ dir })
  project.provide('clickhouseUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
