import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Model } from './model.ts'
import type { Relation, RowOf } from './relation.ts'

/** Some columns of a row; those left out are what ClickHouse gives a column nobody set: 0, '', NULL where it may be. */
export type GivenRow<Row> = { readonly [K in keyof Row]?: Row[K] }

/** The rows a relation holds in a test. */
export interface Given {
  readonly relation: Relation
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** Rows in, rows out: what a model must make of given rows. */
export interface ModelTest {
  readonly kind: 'modelTest'
  readonly name: string
  readonly model: Model
  readonly given: readonly Given[]
  /** Models between that are computed by their own queries. */
  readonly through: readonly Model[]
  readonly expect: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Rows of a source or a model in a test; tsc knows the columns: `given(calls, { zone: 'be', seconds: 60 })`.
 * Whole numbers of 64 bits are bigints, decimals exact texts, instants ISO texts in UTC.
 */
export function given<R extends Relation>(relation: R, ...rows: readonly GivenRow<RowOf<R>>[]): Given {
  return Object.freeze({ relation, rows: rows as Given['rows'] })
}

/**
 * Declares what a model makes of given rows, in any order. What is not given is empty, except models named in `through`,
 * which are computed: so a test may give rows several models up. Expected rows name the columns that are compared, the
 * same in each.
 *
 * `modelTest('a call without a rate is free', rated, { given: [given(calls, { event_id: 'a', zone: 'xx', seconds: 60 })],
 *   expect: [{ event_id: 'a', charge: '0' }] })`
 *
 * @throws ConfigurationError where a relation is given twice or is not read, or expected rows differ in columns.
 */
export function modelTest<Row>(
  name: string,
  model: Model<string, Row>,
  rows: {
    readonly given: readonly Given[]
    readonly through?: readonly Model[]
    readonly expect: readonly GivenRow<Row>[]
  },
): ModelTest {
  const { through = [] } = rows
  const above = new Set([model, ...through].flatMap(({ refs }) => Object.values(refs).map((ref) => ref.name)))
  const seen = new Set<Relation>()
  for (const relation of [...rows.given.map((each) => each.relation), ...through]) {
    if (!above.has(relation.name)) {
      throw new ConfigurationError(
        `'${name}' gives ${relation.name}, which ${model.name} does not read`,
        'Leave it out.',
      )
    }
    if (seen.has(relation))
      throw new ConfigurationError(`'${name}' gives ${relation.name} twice`, 'Give its rows at once.')
    seen.add(relation)
  }
  const expected = rows.expect as ModelTest['expect']
  const columns = Object.keys(expected[0] ?? {})
    .sort()
    .join(', ')
  const other = expected.findIndex((row) => Object.keys(row).sort().join(', ') !== columns)
  if (other >= 0) {
    throw new ConfigurationError(
      `'${name}': expected row ${other + 1} has other columns than row 1 (${columns})`,
      'Name the same columns in each.',
    )
  }
  return Object.freeze({ kind: 'modelTest', name, model, given: rows.given, through, expect: expected })
}
