import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/longest-first.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/global-setup.ts'],
    // Against hanging, not against slow machines.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // Two cores: the embedded ClickHouse needs one of them.
    maxWorkers: 2,
    // A worker reads the source once, not for each of 190 files: half a second each. What a file leaves behind it takes away.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
