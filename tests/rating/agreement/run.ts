import type { Warehouse } from '../../../warehouse/connect.ts'
import { evaluate } from '../evaluator/evaluate.ts'
import { tried } from '../trial.ts'
import { type Cell, worldOf } from './cell.ts'
import { type Difference, differencesOf } from './differences.ts'

export const year = { from: '2026-01-01', to: '2027-01-01' } as const

/** Rates cells by the models, in one run, and by the evaluator, and compares. */
export async function compareCells(
  warehouse: Warehouse,
  cells: readonly Cell[],
): Promise<{ readonly compared: number; readonly differences: readonly Difference[] }> {
  const { catalogue, lines, usage } = worldOf(cells)
  const records = { usage: usage as unknown as Record<string, unknown>[], subscribers: lines as unknown as Record<string, unknown>[] }
  const models = await tried(warehouse, { catalogue, ...records, ...year })
  const span = { from: Date.parse(year.from), to: Date.parse(year.to) }
  return differencesOf(models, evaluate(catalogue, lines, usage, span))
}
