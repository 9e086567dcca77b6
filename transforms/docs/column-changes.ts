import type { ColumnTypes } from './reference.ts'

/** How published columns differ from those that were agreed on. */
export interface ColumnChange {
  readonly model: string
  /** '' where the whole model came or went. */
  readonly column: string
  readonly change: 'model added' | 'model removed' | 'column added' | 'column removed' | 'type changed'
  readonly before: string
  readonly after: string
  /** Whoever reads the model by name and type must change with it. */
  readonly breaking: boolean
}

/**
 * Compares published columns and types with a committed lock file, `columns.json`. Removing and retyping breaks readers,
 * adding does not; the order of columns is no part of the contract.
 */
export function columnChanges(locked: ColumnTypes, now: ColumnTypes): readonly ColumnChange[] {
  const models = [...new Set([...Object.keys(locked), ...Object.keys(now)])].sort()
  return models.flatMap((model): readonly ColumnChange[] => {
    const [then, today] = [locked[model], now[model]]
    const whole = { model, column: '', before: '', after: '' }
    if (then === undefined) return [{ ...whole, change: 'model added', breaking: false }]
    if (today === undefined) return [{ ...whole, change: 'model removed', breaking: true }]
    return [...new Set([...Object.keys(then), ...Object.keys(today)])].flatMap((column): readonly ColumnChange[] => {
      const [before, after] = [then[column], today[column]]
      if (before === after) return []
      const change = before === undefined ? 'column added' : after === undefined ? 'column removed' : 'type changed'
      return [{ model, column, change, before: before ?? '', after: after ?? '', breaking: before !== undefined }]
    })
  })
}

/** The changes in words, the breaking ones first, and what to do; '' where there are none. `accept` is the command that accepts them, if one does. */
export function columnChangesText(changes: readonly ColumnChange[], accept?: string): string {
  if (changes.length === 0) return ''
  const lines = [...changes]
    .sort((a, b) => Number(b.breaking) - Number(a.breaking))
    .map(({ model, column, change, before, after, breaking }) => {
      const types = [before, after].filter((type) => type !== '').join(' -> ')
      return `${breaking ? 'breaks readers' : 'adds'}: ${column === '' ? model : `${model}.${column}`}: ${change}${types === '' ? '' : ` (${types})`}`
    })
  return [...lines, ...(accept === undefined ? [] : [`To accept: ${accept}`])].join('\n')
}
