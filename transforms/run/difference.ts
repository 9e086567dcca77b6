type Row = Readonly<Record<string, unknown>>

/** A row that was expected, one that came, or the two that were meant to be one. */
export interface Difference {
  readonly expected: Row | undefined
  readonly got: Row | undefined
}

/**
 * Rows that are on one side only, whatever their order; equal rows count. Each missing row is told beside the surplus row
 * that is most like it. Floats are equal when 12 digits are.
 */
export function differences(expected: readonly Row[], got: readonly Row[]): readonly Difference[] {
  const surplus = [...got]
  const missing = expected.filter((row) => {
    const index = surplus.findIndex((other) => likeness(row, other) === Object.keys(row).length)
    if (index === -1) return true
    surplus.splice(index, 1)
    return false
  })
  const pairs = missing.map((row): Difference => {
    let best = { alike: 0, index: -1 }
    for (const [index, other] of surplus.entries()) {
      const alike = likeness(row, other)
      if (alike > best.alike) best = { alike, index }
    }
    return { expected: row, got: best.index === -1 ? undefined : surplus.splice(best.index, 1)[0] }
  })
  return [...pairs, ...surplus.map((row) => ({ expected: undefined, got: row }))]
}

/** `event_id 'a': charge expected '1.5', got '1.6'`, or the whole row where only one side has it. */
export function differenceText({ expected, got }: Difference): string {
  if (got === undefined) return `missing ${JSON.stringify(expected)}`
  if (expected === undefined) return `surplus ${JSON.stringify(got)}`
  const columns = Object.keys(expected)
  const same = columns.filter((column) => isSame(expected[column], got[column]))
  const other = columns.filter((column) => !same.includes(column))
  const where = same.map((column) => `${column} ${JSON.stringify(expected[column])}`).join(', ')
  const what = other.map(
    (column) => `${column} expected ${JSON.stringify(expected[column])}, got ${JSON.stringify(got[column])}`,
  )
  return `${where}: ${what.join('; ')}`
}

function likeness(row: Row, other: Row): number {
  return Object.keys(row).filter((column) => isSame(row[column], other[column])).length
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a.toPrecision(12) === b.toPrecision(12)
  return JSON.stringify(a) === JSON.stringify(b)
}
