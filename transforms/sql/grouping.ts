import {
  type AliasNode,
  type Expression,
  ExpressionWrapper,
  type OperationNode,
  type ReferenceNode,
  type SelectQueryNode,
  sql,
} from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { clause } from './clause.ts'
import type { Query } from './query.ts'

/** Where a key is rolled up it is NULL, whatever its column. */
type Rolled<O, K extends string> = { [C in keyof O]: C extends K ? O[C] | null : O[C] }

type Grouping<K extends string> = <DB, TB extends keyof DB, O extends Readonly<Record<K, unknown>>>(
  query: Query<DB, TB, O>,
) => Query<DB, TB, Rolled<O, K>>

/**
 * `.select([..., 'u.zone', 'u.day']).$call(rollup('zone', 'day'))` -> `GROUP BY ROLLUP(u.zone, u.day)`: rows of zone and day,
 * of each zone (`day` is NULL) and of all (both are). Keys are columns the query has selected before, and become `| null`;
 * `ch.grouping` tells a NULL of this from one of the data.
 *
 * @throws ConfigurationError without a key or for a name that is not selected; when compiled, beside groupBy or withTotals.
 */
export function rollup<const K extends string>(...keys: readonly [K, ...K[]]): Grouping<K> {
  return grouped('rollup', keys, (of) => sql`rollup(${sql.join(keys.map(of))})`)
}

/** As `rollup`, for every subset of the keys: `.$call(cube('zone', 'day'))` -> `GROUP BY CUBE(u.zone, u.day)`. */
export function cube<const K extends string>(...keys: readonly [K, ...K[]]): Grouping<K> {
  return grouped('cube', keys, (of) => sql`cube(${sql.join(keys.map(of))})`)
}

/**
 * As `rollup`, for the sets that are listed: `.$call(groupingSets(['zone', 'day'], ['zone'], []))` ->
 * `GROUP BY GROUPING SETS ((u.zone, u.day), (u.zone), ())`.
 */
export function groupingSets<const K extends string>(...sets: readonly (readonly K[])[]): Grouping<K> {
  const set = (keys: readonly K[], of: (key: K) => Expression<unknown>) =>
    keys.length === 0 ? sql`()` : sql`(${sql.join(keys.map(of))})`
  return grouped('groupingSets', [...new Set(sets.flat())], (of) => {
    return sql`grouping sets (${sql.join(sets.map((keys) => set(keys, of)))})`
  })
}

function grouped<K extends string>(
  name: string,
  keys: readonly K[],
  list: (of: (key: K) => Expression<unknown>) => Expression<unknown>,
): Grouping<K> {
  if (keys.length === 0) throw new ConfigurationError(`${name} has no key`, "Name columns: rollup('zone', 'day').")
  return (query) => {
    const selected = selectedBy(query.toOperationNode())
    const of = (key: K) => {
      const node = selected.get(key)
      if (node !== undefined) return new ExpressionWrapper<never, never, unknown>(node)
      throw new ConfigurationError(
        `${name}: ${key} is not selected`,
        `Select it first; selected are ${[...selected.keys()].join(', ') || 'no columns by name'}.`,
      )
    }
    // Otherwise a key that is rolled up has its type's default, '' or 0, as if the data said so.
    const settings = { group_by_use_nulls: 1 }
    return query.modifyEnd(clause('grouping', sql`group by ${list(of)}`, { settings })) as never
  }
}

/** What a query selects under each name. */
function selectedBy({ selections = [] }: SelectQueryNode): ReadonlyMap<string, OperationNode> {
  const found = new Map<string, OperationNode>()
  for (const { selection } of selections) {
    if (selection.kind === 'AliasNode') {
      const { alias, node } = selection as AliasNode
      found.set((alias as unknown as { readonly name: string }).name, node)
    } else if (selection.kind === 'ReferenceNode') {
      const { column } = selection as ReferenceNode
      if (column.kind === 'ColumnNode') found.set(column.column.name, selection)
    }
  }
  return found
}
