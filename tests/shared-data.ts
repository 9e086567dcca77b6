import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe } from 'vitest'

/** Folder of the real data sets that tests read and the project does not ship. */
export const sharedData = resolve(process.env.TRUNKLINE_DATA ?? join(import.meta.dirname, '..', '..', 'shared', 'data'))

/**
 * A suite over real data. Where the data is absent it is skipped, and says so; under CI its absence is a failure.
 */
export function describeWithData(folder: string, name: string, suite: () => void): void {
  const present = existsSync(join(sharedData, folder))
  if (!present && !process.env.CI) {
    console.warn(`skipped: ${name}: no ${folder} in ${sharedData} (set TRUNKLINE_DATA)`)
    describe.skip(name, suite)
  } else describe(name, suite)
}
