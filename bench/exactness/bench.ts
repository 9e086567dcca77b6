import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from '../report.ts'
import { filesUnderFire } from './files.ts'
import { topicUnderFire } from './topic.ts'

/**
 * Two million events through a real broker, and again through a watched folder, while everything is killed that can be:
 * what stands at the end is counted and added up against what was sent.
 */
export async function bench(report: Report): Promise<void> {
  for (const work of [topicUnderFire, filesUnderFire]) {
    const folder = mkdtempSync(join(tmpdir(), 'trunkline-exactness-'))
    try {
      await work(report, folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
