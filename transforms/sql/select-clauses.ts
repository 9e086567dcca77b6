import type { OperationNode, ReferenceNode, SelectModifierNode, SelectQueryNode } from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { type Clause, type ClauseNode, clauseOf } from './nodes.ts'

export type Clauses = ReadonlyMap<Clause, readonly ClauseNode[]>

/** The end modifiers of a SELECT: those that are ClickHouse's own clauses, by name, and the rest. */
export function sortModifiers(node: SelectQueryNode): {
  readonly clauses: Clauses
  readonly plain: readonly SelectModifierNode[]
} {
  const clauses = new Map<Clause, ClauseNode[]>()
  const plain: SelectModifierNode[] = []
  for (const modifier of node.endModifiers ?? []) {
    const own = clauseOf(modifier.rawModifier)
    if (own === undefined) plain.push(modifier)
    else clauses.set(own.clause, [...(clauses.get(own.clause) ?? []), own])
  }
  return { clauses, plain }
}

/** ConfigurationError where a SELECT says what ClickHouse would refuse, answer otherwise, or never see. */
export function requireWritable(node: SelectQueryNode, clauses: Clauses): void {
  if (clauses.has('withTies') && !(node.orderBy && node.limit)) {
    throw new ConfigurationError(
      'WITH TIES needs an ORDER BY and a LIMIT',
      "Write .orderBy('amount').limit(10).$call(withTies).",
    )
  }
  if (clauses.has('grouping') && (node.groupBy || clauses.get('grouping')!.length > 1 || clauses.has('withTotals'))) {
    throw new ConfigurationError(
      'rollup, cube and groupingSets are the whole of a GROUP BY',
      'Leave the groupBy, the second of them and withTotals out: groupingSets([...], []) has the total as a row.',
    )
  }
  if (node.fetch || node.top || node.distinctOn) {
    throw new ConfigurationError(
      "kysely's fetch, top and distinctOn are not written for ClickHouse",
      'Use limit (with withTies), and limitBy(1, ...) in place of distinctOn.',
    )
  }
  if (node.joins && (node.selections ?? []).some(({ selection }) => isAll(selection))) {
    throw new ConfigurationError('* of a join gives unclear names where tables share a column', 'List the columns.')
  }
  if (node.setOperations && (node.orderBy || node.limit || node.offset || clauses.has('limitBy'))) {
    throw new ConfigurationError(
      'ORDER BY and LIMIT after a union belong to its last branch in ClickHouse',
      'Select from the union and sort or limit there: q.selectFrom(union.as("u")).',
    )
  }
}

function isAll(selection: OperationNode): boolean {
  return selection.kind === 'SelectAllNode' || (selection as Partial<ReferenceNode>).column?.kind === 'SelectAllNode'
}
