import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect } from 'vitest'
import { csv, mapping } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { watchFolder } from '../../../ingest/watch/folder_feed.ts'
import type { FolderEvent, FolderOptions } from '../../../ingest/watch/folder_options.ts'
import type { RunningFeed } from '../../../ingest/watch/running_feed.ts'
import type { Warehouse } from '../../../warehouse/connect.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

export const calls = builtInMapping(
  mapping({
    name: 'calls',
    format: csv({ delimiter: ',' }),
    map: (row) => ({
      contract: 'usage',
      service: 'voice',
      started_at: row.at!,
      served_number: row.number!,
      duration_s: row.seconds!,
    }),
  }),
)

export const HEADER = 'number,at,seconds\n'
/** Lines of calls; `from` tells one file's numbers from another's. */
export const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${from + i},2026-01-01T00:00:00Z,60\n`).join('')

/** A folder of this test file, gone when it ends. */
export function newFolder(): string {
  const folder = temporaryFolder('watch')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const inbox = join(folder, 'in')
  mkdirSync(inbox)
  return inbox
}

/** Waits until a condition holds; fails with what it answered last. */
export async function until(what: () => unknown, limit = 40_000): Promise<void> {
  const end = Date.now() + limit
  for (;;) {
    if (await what()) return
    if (Date.now() > end) expect.fail(`not within ${limit} ms: ${what}`)
    await sleep(25)
  }
}

/** Watches quickly, for tests; answers the feed and what it told. */
export function watching(
  warehouse: Warehouse,
  prefix: string,
  options: Omit<FolderOptions, 'mapping'> & Partial<FolderOptions>,
): RunningFeed & { readonly events: FolderEvent[] } {
  const events: FolderEvent[] = []
  const feed = watchFolder(warehouse, {
    mapping: calls,
    pollMs: 20,
    settleMs: 80,
    landing: { prefix, batchMs: 50 },
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { ...feed, events }
}

/** Numbers of landed calls, in order. */
export async function landedNumbers(warehouse: Warehouse, prefix: string): Promise<number[]> {
  const rows = await warehouse.rows<{ n: string }>(
    `SELECT served_number AS n FROM ${prefix}raw.usage ORDER BY toUInt32(served_number)`,
  )
  return rows.map(({ n }) => Number(n))
}

export const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)
