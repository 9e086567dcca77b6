import type { JoinBuilder, JoinCallbackExpression, SelectQueryBuilder, TableExpression } from 'kysely'
import type { StrictJoinNode, Strictness } from './nodes.ts'

function strict(strictness: Strictness) {
  return <DB, TB extends keyof DB>(join: JoinBuilder<DB, TB>): JoinBuilder<DB, TB> => {
    const node: StrictJoinNode = { ...join.toOperationNode(), strictness }
    return { toOperationNode: () => node } as unknown as JoinBuilder<DB, TB>
  }
}

/**
 * The closest match a left row: equalities, at least one, and last one inequality (`<`, `<=`, `>`, `>=`), whose right side is
 * the nearest that holds. Narrow the right side in a subquery: WHERE would drop the left row with its match.
 * `.leftJoin('rate as r', (join) => asof(join.onRef('r.zone', '=', 'u.zone').onRef('u.started_at', '>=', 'r.valid_from')))`.
 *
 * @throws ConfigurationError when the query is compiled, naming the condition that breaks this.
 */
export const asof: <DB, TB extends keyof DB>(join: JoinBuilder<DB, TB>) => JoinBuilder<DB, TB> = strict('asof')
/** At most one match a left row, whichever comes first: use it only where any will do. */
export const any: <DB, TB extends keyof DB>(join: JoinBuilder<DB, TB>) => JoinBuilder<DB, TB> = strict('any')

// A step, not a join's condition: what leftJoin() returns lets every column of the right side be selected.
function deciding(strictness: 'semi' | 'anti') {
  const decide = strict(strictness)
  return <DB, TB extends keyof DB, O, TE extends TableExpression<DB, TB>>(
    table: TE,
    on: JoinCallbackExpression<DB, TB, TE>,
  ) =>
    (query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> =>
      query.leftJoin(table, (join) => decide(on(join))) as never
}

/**
 * Rows that have a match, each once: `.$call(semiJoin('rate as r', (join) => join.onRef('r.zone', '=', 'u.zone')))` ->
 * `SEMI LEFT JOIN`. The right side decides and is not in the scope: selecting a column of it is a compile error.
 */
export const semiJoin: DecidingJoin = deciding('semi')
/** Rows that have no match, else as `semiJoin`: `.$call(antiJoin('rate as r', (join) => ...))` -> `ANTI LEFT JOIN`. */
export const antiJoin: DecidingJoin = deciding('anti')

type DecidingJoin = <DB, TB extends keyof DB, O, TE extends TableExpression<DB, TB>>(
  table: TE,
  on: JoinCallbackExpression<DB, TB, TE>,
) => (query: SelectQueryBuilder<DB, TB, O>) => SelectQueryBuilder<DB, TB, O>
