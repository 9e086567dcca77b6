import { type Expression, expressionBuilder } from 'kysely'
import type { Build } from '../../transforms/sql/clause.ts'
import { limitBy } from '../../transforms/sql/clauses.ts'
import type { Query } from '../../transforms/sql/query.ts'

type Identity<DB, TB extends keyof DB> = Build<DB, TB, readonly Expression<unknown>[]>
type Step<DB, TB extends keyof DB, O> = (query: Query<DB, TB, O>) => Query<DB, TB, O>

const landingOrder = ['_landed_at', '_source', '_partition', '_position'] as const

function one<DB, TB extends keyof DB, O>(
  direction: 'asc' | 'desc',
  identity: Identity<DB, TB>,
  before: readonly string[] = [],
): Step<DB, TB, O> {
  return (query) => {
    const { ref } = expressionBuilder<DB, TB>()
    const sorted = [...before, ...landingOrder].reduce(
      (sorting, column) => sorting.orderBy(ref(column as never) as never, direction),
      query,
    )
    return sorted.$call(limitBy(1, identity))
  }
}

/** `.$call(firstLanded((eb) => [eb.ref('p.payment_id')]))`: of events with one identity the first landed counts. */
export const firstLanded = <DB, TB extends keyof DB, O>(identity: Identity<DB, TB>): Step<DB, TB, O> =>
  one('asc', identity)

/** Of states with one identity the last landed counts: it was sent again because it was wrong. */
export const lastLanded = <DB, TB extends keyof DB, O>(identity: Identity<DB, TB>): Step<DB, TB, O> =>
  one('desc', identity)

/** `.$call(latestState('updated_at', (eb) => [eb.ref('s.customer_id')]))`: the state with the latest time, sent last. */
export const latestState = <DB, TB extends keyof DB, O>(
  time: 'updated_at' | 'effective_at' | 'decided_at',
  identity: Identity<DB, TB>,
): Step<DB, TB, O> => one('desc', identity, [time])
