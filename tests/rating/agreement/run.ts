import fc from 'fast-check'
import type { Warehouse } from '../../../warehouse/connect.ts'
import { evaluate } from '../evaluator/evaluate.ts'
import { tried } from '../trial.ts'
import { allowedCell } from './allowed.ts'
import { callCell } from './calls.ts'
import { type Cell, type World, worldOf } from './cell.ts'
import { type Difference, differencesOf } from './differences.ts'
import { quantityCell } from './quantities.ts'

/** The days that worlds are rated for. */
const year = { from: '2026-01-01', to: '2027-01-01' } as const

/** So many random cells of every kind; the same for the same seed. Those with allowances take the longest. */
export function randomCells(count: number, seed: number): Cell[] {
  const kinds = fc.oneof(
    { weight: 8, arbitrary: callCell },
    { weight: 4, arbitrary: quantityCell },
    { weight: 1, arbitrary: allowedCell },
  )
  return fc.sample(kinds, { numRuns: count, seed })
}

/** What the models say of a world. */
export function byModels(warehouse: Warehouse, { catalogue, lines, usage }: World): ReturnType<typeof tried> {
  const records = (list: readonly object[]) => list as readonly Readonly<Record<string, unknown>>[]
  return tried(warehouse, { catalogue, usage: records(usage), subscribers: records(lines), ...year })
}

/** What the evaluator says of a world. */
export const byEvaluator = ({ catalogue, lines, usage }: World) =>
  evaluate(catalogue, lines, usage, { from: Date.parse(year.from), to: Date.parse(year.to) })

/** Rates cells by the models, in one run, and by the evaluator, and compares. */
export async function compareCells(
  warehouse: Warehouse,
  cells: readonly Cell[],
): Promise<{ readonly compared: number; readonly differences: readonly Difference[] }> {
  const world = worldOf(cells)
  return differencesOf(await byModels(warehouse, world), byEvaluator(world))
}

/** What the models say. */
export type Models = Awaited<ReturnType<typeof tried>>
