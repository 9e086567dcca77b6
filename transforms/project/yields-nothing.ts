import type { OperationNode, RawNode, SelectQueryNode } from 'kysely'
import { clauseOf } from '../sql/nodes.ts'

/** The aggregates of `ch`: without GROUP BY they answer a row though there is none to read. */
export const AGGREGATE =
  /\b(any|anyLast|arg(Max|Min)|avg|corr|count|group\w+|max|maxMap|min|minMap|quantile\w*|stddev\w+|sum|sumMap|uniq\w*|var\w+)(If|State|SimpleState|Merge)*\(/

/**
 * Whether a query certainly has no rows when these relations have none. It never says so wrongly, and not always when it
 * could: aggregates without groups, full outer joins and SELECT without FROM count as rows.
 */
export function yieldsNothing(node: OperationNode, isEmpty: (name: string) => boolean): boolean {
  if (node.kind === 'ParensNode') return yieldsNothing((node as unknown as { node: OperationNode }).node, isEmpty)
  if (node.kind === 'AliasNode') return yieldsNothing((node as unknown as { node: OperationNode }).node, isEmpty)
  if (node.kind === 'TableNode') return isEmpty(tableName(node))
  if (node.kind !== 'SelectQueryNode') return false
  const query = node as SelectQueryNode
  const named = new Map<string, boolean>()
  const known = (name: string) => named.get(name) ?? isEmpty(name)
  for (const each of query.with?.expressions ?? []) {
    named.set(tableName(each.name.table), yieldsNothing(each.expression, known))
  }
  return (
    ownRowsNone(query, known) && (query.setOperations ?? []).every(({ expression }) => yieldsNothing(expression, known))
  )
}

function ownRowsNone(query: SelectQueryNode, isEmpty: (name: string) => boolean): boolean {
  if (query.from === undefined) return false
  // Rolled up keys have a row of all, and WITH FILL has rows of its own.
  if (query.endModifiers?.some(({ rawModifier }) => clauseOf(rawModifier)?.clause === 'grouping')) return false
  if (fills(query)) return false
  if (query.groupBy === undefined && hasAggregate(query)) return false
  const first = query.from.froms.some((from) => yieldsNothing(from, isEmpty))
  return (query.joins ?? []).reduce((none, { joinType, table }) => {
    switch (joinType) {
      // What a semi or anti join's right side decides is left to ClickHouse.
      case 'LeftJoin':
        return none
      case 'InnerJoin':
      case 'CrossJoin':
        return none || yieldsNothing(table, isEmpty)
      case 'RightJoin':
        return yieldsNothing(table, isEmpty)
      default:
        return false
    }
  }, first)
}

const aggregating = new WeakMap<SelectQueryNode, boolean>()

function hasAggregate(query: SelectQueryNode): boolean {
  const known = aggregating.get(query) ?? (query.selections ?? []).some(aggregates)
  aggregating.set(query, known)
  return known
}

function fills({ orderBy }: SelectQueryNode): boolean {
  return orderBy?.items.some((item) => filled(item.orderBy)) ?? false
}

function filled(node: OperationNode): boolean {
  const { sqlFragments, parameters = [] } = node as Partial<RawNode>
  return sqlFragments?.some((text) => text.endsWith(' with fill')) || parameters.some(filled)
}

/** Whether an aggregate over all rows is in the tree of an expression. Windows are none; subqueries are on their own. */
function aggregates(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(aggregates)
  if (node === null || typeof node !== 'object') return false
  const { kind, sqlFragments, parameters } = node as {
    readonly kind?: string
    readonly sqlFragments?: readonly string[]
    readonly parameters?: readonly unknown[]
  }
  if (kind === 'SelectQueryNode') return false
  if (kind === 'AggregateFunctionNode') return true
  if (sqlFragments?.[1]?.startsWith(' over (')) return (parameters ?? []).slice(1).some(aggregates)
  if (sqlFragments?.some((text) => AGGREGATE.test(text))) return true
  return Object.values(node).some(aggregates)
}

const tableName = (node: OperationNode): string =>
  (node as unknown as { table: { identifier: { name: string } } }).table.identifier.name
