import type { AliasNode, IdentifierNode, OperationNode, ReferenceNode, SelectQueryNode, TableNode } from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { queryNode } from '../project/compile.ts'
import type { AnyBuild, Model } from '../project/model.ts'
import type { Refs, Relation } from '../project/relation.ts'
import type { Source } from '../project/source.ts'
import { clauseOf } from '../sql/nodes.ts'

/** Output column, in order -> the columns it is computed from, as `<database>.<table>.<column>`. */
export type Lineage = ReadonlyMap<string, ReadonlySet<string>>

type Resolve = (table: string) => Lineage | undefined

/**
 * Reads column lineage off kysely's tree. No SQL parser: raw fragments carry their references as nodes. It follows the
 * select list, not filters and join conditions.
 */
export function columnLineage(model: Model): Lineage {
  return buildLineage(model.refs, model.query)
}

/** The same for any query over refs, such as a side of a reconciliation. */
export function buildLineage(refs: Refs, build: AnyBuild): Lineage {
  return queryLineage(queryNode(build), (logical) =>
    Object.hasOwn(refs, logical) ? ownColumns(refs[logical]!) : undefined,
  )
}

const known = new WeakMap<Relation, Lineage>()

function ownColumns(relation: Relation): Lineage {
  const found = known.get(relation)
  if (found !== undefined) return found
  const columns =
    relation.kind === 'source'
      ? Object.keys((relation as Source).columns)
      : [...columnLineage(relation as Model).keys()]
  const lineage = new Map(columns.map((column) => [column, new Set([`${relation.name}.${column}`])]))
  known.set(relation, lineage)
  return lineage
}

function queryLineage(node: OperationNode, outer: Resolve): Lineage {
  if (node.kind === 'ParensNode') return queryLineage((node as unknown as { node: OperationNode }).node, outer)
  if (node.kind !== 'SelectQueryNode') throw new ConfigurationError('a model is a SELECT', 'Return a select query.')
  const select = node as SelectQueryNode
  const first = selectLineage(select, outer)
  // The branches of a union meet by position, under the first one's names.
  const branches = (select.setOperations ?? []).map((operation) => queryLineage(operation.expression, outer))
  return new Map(
    [...first].map(([column, from], index) => {
      const more = branches.flatMap((branch) => [...([...branch.values()][index] ?? [])])
      return [column, new Set([...from, ...more])]
    }),
  )
}

function selectLineage(select: SelectQueryNode, outer: Resolve): Lineage {
  const resolve = withCtes(select, outer)
  const scope = scopeOf(select, resolve)
  const sourcesOf = (node: OperationNode): Set<string> => {
    const found = new Set<string>()
    for (const { table, column } of references(node)) {
      for (const [alias, lineage] of scope) {
        if (table === undefined || table === alias) for (const from of lineage.get(column) ?? []) found.add(from)
      }
    }
    for (const sub of subqueries(node)) {
      for (const from of queryLineage(sub, resolve).values()) for (const name of from) found.add(name)
    }
    return found
  }
  addArrayJoins(select, scope, sourcesOf)

  const output = new Map<string, ReadonlySet<string>>()
  for (const { selection } of select.selections ?? []) {
    if (selection.kind === 'AliasNode') {
      const { node, alias } = selection as AliasNode
      output.set((alias as IdentifierNode).name, sourcesOf(node))
    } else if (selection.kind === 'SelectAllNode') {
      for (const lineage of scope.values()) for (const [column, from] of lineage) output.set(column, from)
    } else if (selection.kind === 'ReferenceNode') {
      const { column, table } = selection as ReferenceNode
      if (column.kind === 'ColumnNode') output.set(column.column.name, sourcesOf(selection))
      else for (const [name, from] of scope.get(table?.table.identifier.name ?? '') ?? []) output.set(name, from)
    }
  }
  return output
}

function withCtes(select: SelectQueryNode, outer: Resolve): Resolve {
  const ctes = new Map<string, Lineage>()
  const resolve: Resolve = (table) => ctes.get(table) ?? outer(table)
  for (const cte of select.with?.expressions ?? []) {
    ctes.set(cte.name.table.table.identifier.name, queryLineage(cte.expression, resolve))
  }
  return resolve
}

function scopeOf(select: SelectQueryNode, resolve: Resolve): Map<string, Lineage> {
  const scope = new Map<string, Lineage>()
  for (const item of [...(select.from?.froms ?? []), ...(select.joins ?? []).map((join) => join.table)]) {
    const alias = item.kind === 'AliasNode' ? (item as AliasNode) : undefined
    const node = alias?.node ?? item
    const name = node.kind === 'TableNode' ? (node as TableNode).table.identifier.name : ''
    const lineage = node.kind === 'TableNode' ? resolve(name) : queryLineage(node, resolve)
    if (lineage) scope.set(alias ? (alias.alias as IdentifierNode).name : name, lineage)
  }
  return scope
}

function addArrayJoins(
  select: SelectQueryNode,
  scope: Map<string, Lineage>,
  sourcesOf: (node: OperationNode) => Set<string>,
): void {
  for (const modifier of select.endModifiers ?? []) {
    const clause = clauseOf(modifier.rawModifier)
    if (clause?.column !== undefined) scope.set(clause.column, new Map([[clause.column, sourcesOf(clause)]]))
  }
}

function* references(node: unknown): Generator<{ readonly table: string | undefined; readonly column: string }> {
  if (typeof node !== 'object' || node === null) return
  const { kind } = node as OperationNode
  if (kind === 'SelectQueryNode') return
  if (kind === 'ReferenceNode') {
    const { table, column } = node as ReferenceNode
    if (column.kind === 'ColumnNode') yield { table: table?.table.identifier.name, column: column.column.name }
    return
  }
  for (const child of Object.values(node)) {
    for (const item of Array.isArray(child) ? child : [child]) yield* references(item)
  }
}

function* subqueries(node: unknown): Generator<SelectQueryNode> {
  if (typeof node !== 'object' || node === null) return
  if ((node as OperationNode).kind === 'SelectQueryNode') {
    yield node as SelectQueryNode
    return
  }
  for (const child of Object.values(node)) {
    for (const item of Array.isArray(child) ? child : [child]) yield* subqueries(item)
  }
}
