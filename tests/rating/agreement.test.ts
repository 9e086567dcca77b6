import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testWarehouse } from '../test-warehouse.ts'
import { callCell } from './agreement/calls.ts'
import { worldOf } from './agreement/cell.ts'
import { evaluate } from './evaluator/evaluate.ts'
import type { Priced } from './evaluator/rate.ts'
import { quantityCell } from './agreement/quantities.ts'
import { smallest } from './agreement/smallest.ts'
import { compareCells } from './agreement/run.ts'

const warehouse = testWarehouse()

test.each([['calls', callCell], ['quantities', quantityCell]] as const)('%s', async (name, arb) => {
  if (process.env.ONLY && process.env.ONLY !== name) return
  const cells = fc.sample(arb, { numRuns: Number(process.env.N ?? 20), seed: Number(process.env.SEED ?? 1) })
  const { catalogue, lines, usage } = worldOf(cells)
  console.time('evaluate')
  const { rated, rejected } = evaluate(catalogue, lines, usage, { from: 0, to: Date.parse('2027-01-01') })
  console.timeEnd('evaluate')
  const n = (f: (p: Priced) => unknown) => rated.filter(f).length
  console.log({ rated: rated.length, paid: n((p) => p.amount.n > 0n), parts: n((p) => (p.call?.parts.length ?? 0) > 1), ended: n((p) => p.call?.ended),
    rejected: Object.entries(Object.groupBy(rejected, (r) => r.reason)).map(([k, v]) => [k, v!.length]),
    fee: n((p) => p.call?.parts.some((x) => x.fee !== '0')), })
  console.time('compare')
  const { compared, differences } = await compareCells(warehouse, cells)
  console.timeEnd('compare')
  console.log(compared, differences.length)
  for (const d of differences.slice(0, 40)) {
    console.log(JSON.stringify(d, null, 0))
  }
  const shown = new Set<number>()
  for (const d of differences) {
    if (shown.has(d.cell) || shown.size >= Number(process.env.SHOW ?? 2)) continue
    shown.add(d.cell)
    const small = await smallest(warehouse, cells[d.cell]!, 8)
    console.log('SMALL', d.cell, JSON.stringify(small.cell), JSON.stringify(small.shows))
  }
  expect(differences.length).toBe(0)
})
