import type { JoinBuilder, JoinSource } from './expression.ts'
import type { StrictJoinNode, Strictness } from './nodes.ts'
import type { JoinOn, Query, QueryCreator } from './query.ts'
import type { Table } from './scope.ts'

function strict(strictness: Strictness) {
  return (join: JoinSource): JoinSource => {
    const node: StrictJoinNode = { ...join.toOperationNode(), strictness }
    return { toOperationNode: () => node }
  }
}

/**
 * The closest match a left row: equalities, at least one, and last one inequality (`<`, `<=`, `>`, `>=`), whose right side is
 * the nearest that holds. Narrow the right side in a subquery: WHERE would drop the left row with its match.
 * `.leftJoin('rate as r', (join) => asof(join.onRef('r.zone', '=', 'u.zone').onRef('u.started_at', '>=', 'r.valid_from')))`.
 *
 * @throws ConfigurationError when the query is compiled, naming the condition that breaks this.
 */
export const asof: Strict = strict('asof')
/** At most one match a left row, whichever comes first: use it only where any will do. */
export const any: Strict = strict('any')

// A step, not a join's condition: what leftJoin() returns lets every column of the right side be selected.
function deciding(strictness: 'semi' | 'anti'): DecidingJoin {
  const decide = strict(strictness)
  return (table, on) => (query) => query.leftJoin(table, (join) => decide(on(join as never))) as never
}

/**
 * Rows that have a match, each once: `.$call(semiJoin('rate as r', (join) => join.onRef('r.zone', '=', 'u.zone')))` ->
 * `SEMI LEFT JOIN`. The right side decides and is not in the scope: selecting a column of it is a compile error.
 */
export const semiJoin: DecidingJoin = deciding('semi')
/** Rows that have no match, else as `semiJoin`: `.$call(antiJoin('rate as r', (join) => ...))` -> `ANTI LEFT JOIN`. */
export const antiJoin: DecidingJoin = deciding('anti')

type Strict = <DB, TB extends keyof DB>(join: JoinBuilder<DB, TB>) => JoinSource

type DecidingJoin = <DB, TB extends keyof DB, O, TE extends Table<DB, QueryCreator<DB>>>(
  table: TE,
  on: JoinOn<DB, TB, TE>,
) => (query: Query<DB, TB, O>) => Query<DB, TB, O>
