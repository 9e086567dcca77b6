import { type Expression, expressionBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'

/** Bands of tenure, by the last month in each. */
const bands = [
  ['0', 0n],
  ['1-3', 3n],
  ['4-12', 12n],
  ['13-24', 24n],
  ['25-48', 48n],
] as const

export const tenureBands: readonly string[] = [...bands.map(([name]) => name), '49+']

/** The band of a tenure in whole months: 0, 1-3, 4-12, 13-24, 25-48, 49+. */
export function tenureBand(months: Expression<Long>) {
  const eb = expressionBuilder<Record<string, never>, never>()
  return ch.multiIf(
    bands.map(([name, last]) => [eb(months, '<=', last), ch.text(name)] as const),
    ch.text('49+'),
  )
}
