import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { buildLineage } from '../docs/lineage.ts'
import type { Check } from '../project/check.ts'
import { compileBuild, compileExpression, type Placement } from '../project/compile.ts'
import type { AnyBuild } from '../project/model.ts'
import type { Reconciliation } from '../project/reconciliation.ts'
import { built } from '../sql/clause.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { modelSettings, settingsText } from '../sql/settings.ts'

const SAMPLE = 5
const settings = ` SETTINGS ${settingsText(modelSettings)}`

/** A check as SQL: how many rows fail (an aggregate over the table) and a SELECT of some of them. */
export interface CheckQuery {
  readonly count: string
  readonly sample: string | undefined
}

/** SQL of one check over a model's physical table; relationships are looked up where `place` says. */
export function checkQuery(model: string, check: Check<never>, table: PhysicalName, place: Placement): CheckQuery {
  const { rule } = check
  const from = `FROM ${quoteRelation(table)} AS \`row\``
  if (rule.kind === 'notEmpty') return { count: 'toUInt64(count() = 0)', sample: undefined }
  if (rule.kind === 'empty') return { count: 'count()', sample: `SELECT * ${from} LIMIT ${SAMPLE}` }
  if (rule.kind === 'unique') {
    const columns = rule.columns.map(quoteIdentifier).join(', ')
    return {
      count: `count() - ${distinct(rule.columns)}`,
      sample: `SELECT ${columns}, count() AS rows ${from} GROUP BY ${columns} HAVING rows > 1 ORDER BY ${columns} LIMIT ${SAMPLE}`,
    }
  }
  const fails = failing(model, check, place)
  return { count: `countIf(${fails})`, sample: `SELECT * ${from} WHERE ${fails} LIMIT ${SAMPLE}` }
}

// ClickHouse takes a tuple of one column for the column itself, whose NULLs uniqExact passes over; of several it counts them.
function distinct(columns: readonly string[]): string {
  const names = columns.map(quoteIdentifier)
  const [only] = names
  return names.length === 1 ? `(uniqExact(${only}) + max(${only} IS NULL))` : `uniqExact(tuple(${names.join(', ')}))`
}

/** Counts of several checks in one scan, as columns c0, c1, ... */
export function countsQuery(queries: readonly CheckQuery[], table: PhysicalName): string {
  const counts = queries.map(({ count }, index) => `${count} AS c${index}`)
  return `SELECT ${counts.join(', ')} FROM ${quoteRelation(table)} AS \`row\`${settings}`
}

function failing(model: string, { name, rule }: Check<never>, place: Placement): string {
  switch (rule.kind) {
    case 'notNull':
      return rule.columns.map((column) => `${quoteIdentifier(column)} IS NULL`).join(' OR ')
    case 'accepted': {
      const column = quoteIdentifier(rule.column)
      const values = rule.values.map((value) => (typeof value === 'string' ? quoteText(value) : String(value)))
      return `${column} IS NOT NULL AND ${column} NOT IN (${values.join(', ')})`
    }
    case 'relationship': {
      const column = quoteIdentifier(rule.column)
      const other = quoteIdentifier(rule.toColumn)
      const keys = `SELECT ${other} FROM ${quoteRelation(place(rule.to))} WHERE ${other} IS NOT NULL`
      return `${column} IS NOT NULL AND ${column} NOT IN (${keys})`
    }
    case 'expression': {
      const condition = built(rule.condition)
      return `NOT ifNull(${compileExpression(`${model}, check '${name}'`, condition)}, false)`
    }
    default:
      throw new TypeError(`${rule.kind} has no failing row`)
  }
}

/**
 * SELECT of the keys at which two queries differ, worst first: each measure's `_left` and `_right`, and in `_failing`
 * how many keys differ in all.
 */
export function reconciliationQuery(reconciliation: Reconciliation, place: Placement): string {
  const { name, refs, by, left, right, tolerance } = reconciliation
  const measures = [...buildLineage(refs, left).keys()].filter((column) => !by.includes(column))
  const keys = by.map(quoteIdentifier)
  const side = (build: AnyBuild, number: number) => {
    const columns = [...keys, ...measures.map(quoteIdentifier)].join(', ')
    return `SELECT ${number} AS _side, ${columns} FROM (${compileBuild(name, refs, build, place, {}).sql})`
  }
  const sums = measures.flatMap((measure) => [sumOfSide(measure, 1, 'left'), sumOfSide(measure, 2, 'right')])
  const differences = measures.map((measure) => {
    const [ours, theirs] = [quoteIdentifier(`${measure}_left`), quoteIdentifier(`${measure}_right`)]
    return `abs(ifNull(${ours}, 0) - ifNull(${theirs}, 0))`
  })
  return [
    `SELECT *, count() OVER () AS _failing FROM (SELECT ${[...keys, ...sums].join(', ')}`,
    `FROM (${side(left, 1)} UNION ALL ${side(right, 2)})`,
    ...(keys.length > 0 ? [`GROUP BY ${keys.join(', ')})`] : [')']),
    `WHERE ${differences.map((difference) => `${difference} > ${decimalText(tolerance)}`).join(' OR ')}`,
    `ORDER BY ${differences.map((difference) => `${difference} DESC`).join(', ')} LIMIT ${SAMPLE}${settings}`,
  ].join(' ')
}

function sumOfSide(measure: string, side: number, suffix: string): string {
  return `sumIf(${quoteIdentifier(measure)}, _side = ${side}) AS ${quoteIdentifier(`${measure}_${suffix}`)}`
}

// A bare 0.01 would be a float, and the comparison with it no longer exact.
function decimalText(value: string): string {
  return `toDecimal128(${quoteText(value)}, ${value.split('.')[1]?.length ?? 0})`
}
