import type { OperationNode, ReferenceNode, SelectQueryNode } from 'kysely'
import { type LookupNode, lookupOf } from '../sql/lookup.ts'

/** What an expression names. */
export interface Mentions {
  readonly references: readonly { readonly table: string | undefined; readonly column: string }[]
  /** What it looks up in dictionaries. */
  readonly lookups: readonly LookupNode['lookup'][]
  /** Queries within it, which name things of their own. */
  readonly subqueries: readonly SelectQueryNode[]
}

const none: Mentions = Object.freeze({ references: [], lookups: [], subqueries: [] })
// Lineage, its filters and the plan ask of the same trees.
const known = new WeakMap<object, Mentions>()

/** What a part of a tree names, outside of its subqueries. */
export function mentionsOf(node: OperationNode | undefined): Mentions {
  if (node === undefined) return none
  const before = known.get(node)
  if (before !== undefined) return before
  const references: Mentions['references'][number][] = []
  const lookups: LookupNode['lookup'][] = []
  const subqueries: SelectQueryNode[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
      return
    }
    const { kind } = value as OperationNode
    if (kind === 'SelectQueryNode') {
      subqueries.push(value as SelectQueryNode)
      return
    }
    if (kind === 'ReferenceNode') {
      const { table, column } = value as ReferenceNode
      if (column.kind === 'ColumnNode') {
        references.push({ table: table?.table.identifier.name, column: column.column.name })
      }
      return
    }
    const lookup = lookupOf(value as OperationNode)
    if (lookup !== undefined) lookups.push(lookup)
    for (const key in value) visit((value as Readonly<Record<string, unknown>>)[key])
  }
  visit(node)
  const found = { references, lookups, subqueries }
  known.set(node, found)
  return found
}
