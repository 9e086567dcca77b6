import { expect, test } from 'vitest'
import type { TrialAnswer } from '../../operations/rating/trial-answer.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { cellOf, type World, worldOf } from './agreement/cell.ts'
import { differencesOf } from './agreement/differences.ts'
import { byEvaluator, byModels, randomCells } from './agreement/run.ts'
import { smallest } from './agreement/smallest.ts'
import { add, fractionOf, textOf, zero } from './evaluator/fraction.ts'

const warehouse = testWarehouse()

/** Worlds; the soak and `npm run bench -- rating-agreement` ask for more. A seed names them. */
const CELLS = Number(process.env.TRUNKLINE_CELLS ?? 160)
const SEED = Number(process.env.TRUNKLINE_SEED ?? 20260301)

test('the models rate random tariffs and use as the evaluator does, in whatever order use arrives', async () => {
  const cells = randomCells(CELLS, SEED)
  const world = worldOf(cells)
  const whole = await byModels(warehouse, world)
  const { compared, differences } = differencesOf(whole, byEvaluator(world))
  console.log(`${compared} uses and periods compared, ${differences.length} differ`)
  if (differences[0] !== undefined) {
    const least = await smallest(warehouse, cells[differences[0].cell]!, 4)
    expect.fail(`seed ${SEED}: ${JSON.stringify(least.shows)}\n${JSON.stringify(least.cell)}`)
  }
  expect(compared).toBeGreaterThan(CELLS * 5)
  sumOfLinesIsTheTotal(whole)

  // The same use in another order, without one use of each cell: what comes late changes only its own periods.
  const late = world.usage.filter(({ event_id }) => event_id.startsWith('e0000.'))
  const lateIds = new Set(late.map(({ event_id }) => event_id))
  const rest = { ...world, usage: shuffled(world.usage.filter(({ event_id }) => !lateIds.has(event_id))) }
  const before = await byModels(warehouse, rest)
  expect(differencesOf(before, byEvaluator(rest)).differences).toEqual([])
  onlyWhatFollowsChanges(before, whole, late)
}, 600_000)

function sumOfLinesIsTheTotal({ lines, charges, totals }: TrialAnswer): void {
  const sum = [...lines, ...charges].map(({ amount }) => fractionOf(amount)).reduce(add, zero)
  expect(totals.map(({ total }) => total)).toEqual([textOf(sum)])
}

/** Lines of `before` that are other lines in `after` begin after the late use of their cell, in its month or the next, into which what it left is carried. */
function onlyWhatFollowsChanges(before: TrialAnswer, after: TrialAnswer, late: World['usage']): void {
  const now = new Map(after.lines.map((line) => [line.event_id, JSON.stringify(line)]))
  const changed = before.lines.filter((line) => now.get(line.event_id) !== JSON.stringify(line))
  const startOf = new Map(late.map((use) => [cellOf(use.event_id), use.started_at]))
  const wrongly = changed.filter((line) => {
    const start = Date.parse(startOf.get(cellOf(line.event_id))!)
    const at = Date.parse(`${line.started_at.replace(' ', 'T').replace(/Z?$/, 'Z')}`)
    return at < start || at > start + 62 * 86_400_000
  })
  expect(wrongly).toEqual([])
  expect(after.lines.length + after.rejected.length).toBe(before.lines.length + before.rejected.length + late.length)
}

/** The same order for the same list, and another one than its own. */
const shuffled = <T extends { readonly event_id: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => place(a.event_id) - place(b.event_id))

const place = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7)
