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
    sequence: { sequencer: LongestFirst },
  },
})
