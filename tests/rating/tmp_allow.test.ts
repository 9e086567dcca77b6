import { expect, test } from 'vitest'
import { testWarehouse } from '../test-warehouse.ts'
import { compareCells, randomCells } from './agreement/run.ts'
const warehouse = testWarehouse()
test('x', async () => {
  const cells = randomCells(Number(process.env.N ?? 150), Number(process.env.SEED ?? 1))
  const { compared, differences } = await compareCells(warehouse, cells)
  console.log(compared, differences.length, new Set(differences.map((d) => d.cell)).size)
  const first = [...new Map(differences.map((d) => [d.cell, d])).values()].slice(0, 6)
  for (const d of first) console.log(JSON.stringify(d), JSON.stringify({ lines: cells[d.cell]!.lines, o: cells[d.cell]!.offerings, u: cells[d.cell]!.usage.filter((u) => d.of.startsWith(u.event_id)) }))
}, 500_000)
