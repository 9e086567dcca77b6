import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testWarehouse } from '../test-warehouse.ts'
import { callCell } from './agreement/calls.ts'
import { compareCells } from './agreement/run.ts'

const warehouse = testWarehouse()

test('calls', async () => {
  const cells = fc.sample(callCell, { numRuns: Number(process.env.N ?? 20), seed: Number(process.env.SEED ?? 1) })
  console.time('compare')
  const { compared, differences } = await compareCells(warehouse, cells)
  console.timeEnd('compare')
  console.log(compared, differences.length)
  for (const d of differences.slice(0, 8)) {
    console.log(JSON.stringify(d, null, 0))
  }
  expect(differences.length).toBe(0)
})
