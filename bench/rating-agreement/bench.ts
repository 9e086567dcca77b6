import { compareCells, randomCells } from '../../tests/rating/agreement/run.ts'
import { onServer } from '../on-server.ts'
import type { Report } from '../report.ts'

const CELLS_A_RUN = 1000

/**
 * Random tariffs and use, rated by the models and by an evaluator of their own that shares no code with them, until
 * TRUNKLINE_COMPARED (100,000) uses and periods are compared. TRUNKLINE_SEED names another sequence.
 */
export async function bench(report: Report): Promise<void> {
  const wanted = Number(process.env.TRUNKLINE_COMPARED ?? 100_000)
  const seed = Number(process.env.TRUNKLINE_SEED ?? 1)
  let [compared, differ, tariffs] = [0, 0, 0]
  await onServer(async ({ warehouse }) => {
    for (let run = 0; compared < wanted; run++) {
      const cells = randomCells(CELLS_A_RUN, seed + run)
      const started = performance.now()
      const answer = await compareCells(warehouse, cells)
      compared += answer.compared
      differ += answer.differences.length
      tariffs += cells.reduce((sum, cell) => sum + cell.tariffs.length, 0)
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      report.figure(
        `seed ${seed + run}: ${answer.compared} compared in ${seconds} s, ${answer.differences.length} differ`,
      )
      for (const one of answer.differences.slice(0, 3)) report.figure(JSON.stringify(one))
    }
  })
  report.figure(`${compared} uses and periods of ${tariffs} tariffs compared, ${differ} differ`)
  report.ratio('rating_differs_from_evaluator', differ / compared, '<= 0')
}
