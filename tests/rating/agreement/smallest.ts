import type { Warehouse } from '../../../warehouse/connect.ts'
import { type Cell, worldOf } from './cell.ts'
import type { Difference } from './differences.ts'
import { compareCells } from './run.ts'

/**
 * Takes from a cell whatever it does not need to show a difference: uses, prices, rates, members with a default. All that
 * could be taken next is tried in one run, because a run costs the same for one cell and for hundreds.
 */
export async function smallest(
  warehouse: Warehouse,
  cell: Cell,
  rounds = 12,
): Promise<{ cell: Cell; shows: Difference }> {
  let now = { cell, shows: (await compareCells(warehouse, [cell])).differences[0]! }
  for (let round = 0; round < rounds; round++) {
    const smaller = [...ofOneUse(now.cell), ...lessCatalogue(now.cell)].filter(isRight).slice(0, 400)
    if (smaller.length === 0) break
    const { differences } = await compareCells(warehouse, smaller)
    const sorted = [...differences].sort(
      (a, b) => JSON.stringify(smaller[a.cell]).length - JSON.stringify(smaller[b.cell]).length,
    )
    if (sorted[0] === undefined) break
    now = { cell: smaller[sorted[0].cell]!, shows: sorted[0] }
  }
  return now
}

/** A cell with one of its uses, and without one of its lines. */
const ofOneUse = (cell: Cell): Cell[] => [
  ...(cell.usage.length > 1 ? cell.usage.map((use) => ({ ...cell, usage: [use] })) : []),
  ...cell.lines.map((_, i) => ({ ...cell, lines: cell.lines.toSpliced(i, 1) })),
  ...(cell.usage.length < 30 ? cell.usage.map((_, i) => ({ ...cell, usage: cell.usage.toSpliced(i, 1) })) : []),
]

function* lessCatalogue({ lines, usage, ...catalogue }: Cell): Generator<Cell> {
  for (const less of without(catalogue)) yield { ...(less as Omit<Cell, 'lines' | 'usage'>), lines, usage }
}

/** A value without one of its parts, at any depth. */
function* without(value: unknown): Generator<unknown> {
  if (value === null || typeof value !== 'object') return
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield value.toSpliced(i, 1)
      for (const inner of without(item)) yield value.toSpliced(i, 1, inner)
    }
    return
  }
  for (const [name, item] of Object.entries(value)) {
    const { [name]: _, ...rest } = value as Record<string, unknown>
    if (!Array.isArray(item)) yield rest
    for (const inner of without(item)) yield { ...rest, [name]: inner }
  }
}

/** Whether a cell still is one: a catalogue without faults, and lines that the uses and the plans are of. */
function isRight(cell: Cell): boolean {
  const { lines, usage } = cell
  if (!usage.every((use) => lines.some(({ subscription_id }) => subscription_id === use.subscription_id))) return false
  if (!['zones', 'calendars', 'tariffs', 'offerings'].every((name) => name in cell)) return false
  try {
    const { catalogue } = worldOf([cell])
    return lines.every(({ offering_id }) => catalogue.offerings.some(({ id }) => id === `${offering_id}.0`))
  } catch {
    return false
  }
}
