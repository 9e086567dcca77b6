import { onServer } from './bench/on-server.ts'
import { compareCells, randomCells } from './tests/rating/agreement/run.ts'
await onServer(async ({ warehouse }) => {
  for (const [seed, cell] of [[9000, 998], [9000, 538], [9002, 519],[7001,162]] as const) {
    const cells = randomCells(1000, seed)
    const r = await compareCells(warehouse, [cells[cell]!])
    console.log(seed, cell, r.compared, JSON.stringify(r.differences).slice(0,900))
  }
})
