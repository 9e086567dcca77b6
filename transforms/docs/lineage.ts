import type { AliasNode, IdentifierNode, OperationNode, ReferenceNode, SelectQueryNode, TableNode } from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { queryNode } from '../project/compile.ts'
import type { AnyBuild, Model } from '../project/model.ts'
import type { Refs, Relation } from '../project/relation.ts'
import type { Source } from '../project/source.ts'
import { type Clause, clauseOf } from '../sql/nodes.ts'
import { mentionsOf } from './mentions.ts'

/** Output column, in order -> the columns it is computed from, as `<database>.<table>.<column>`. */
export type Lineage = ReadonlyMap<string, ReadonlySet<string>>

/**
 * What a query computes its columns from, and the columns that decide which rows there are without showing in any:
 * conditions (WHERE, PREWHERE, HAVING, QUALIFY, ON), groups, LIMIT BY, DISTINCT's whole list, subqueries in all of these.
 */
export interface Flow {
  readonly columns: Lineage
  readonly filters: ReadonlySet<string>
}

type Resolve = (table: string) => Lineage | undefined

/**
 * Reads column lineage off kysely's tree. No SQL parser: raw fragments carry their references as nodes. It follows the
 * select list; `modelFlow` has filters and join conditions too.
 */
export function columnLineage(model: Model): Lineage {
  return modelFlow(model).columns
}

/** Column lineage of a model with what influences its rows: `modelFlow(ratedUsage).filters`. */
export function modelFlow(model: Model): Flow {
  const flow = buildFlow(model.refs, model.query)
  const { materialized } = model
  if (materialized.kind !== 'table' || materialized.snapshot === undefined) return flow
  // Since when a row is what it is, says a column of it or else the run that saw it.
  const { updated } = materialized.snapshot
  const validity = new Set(updated === undefined ? [] : flow.columns.get(updated))
  return { ...flow, columns: new Map([...flow.columns, ['valid_from', validity], ['valid_to', validity]]) }
}

/** The column lineage of any query over refs, such as a side of a reconciliation. */
export function buildLineage(refs: Refs, build: AnyBuild): Lineage {
  return buildFlow(refs, build).columns
}

function buildFlow(refs: Refs, build: AnyBuild): Flow {
  const filters = new Set<string>()
  const resolve: Resolve = (logical) => (Object.hasOwn(refs, logical) ? ownColumns(refs[logical]!) : undefined)
  const columns = queryLineage(queryNode(build), { resolve, outer: new Map(), filters })
  return { columns, filters }
}

/** Where a query stands: what its tables are, the scope of the query around it, and where filters are collected. */
interface Place {
  readonly resolve: Resolve
  readonly outer: ReadonlyMap<string, Lineage>
  readonly filters: Set<string>
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

function queryLineage(node: OperationNode, place: Place): Lineage {
  if (node.kind === 'ParensNode') return queryLineage((node as unknown as { node: OperationNode }).node, place)
  if (node.kind !== 'SelectQueryNode') throw new ConfigurationError('a model is a SELECT', 'Return a select query.')
  const select = node as SelectQueryNode
  const inner = withCtes(select, place)
  const first = selectLineage(select, inner)
  // The branches of a union meet by position, under the first one's names; they see its CTEs. What EXCEPT and
  // INTERSECT take away or keep by is no value of the result, but decides its rows.
  const branches: ReadonlySet<string>[][] = []
  for (const { operator, expression } of select.setOperations ?? []) {
    const branch = [...queryLineage(expression, inner).values()]
    if (operator === 'union') branches.push(branch)
    else for (const from of branch) addAll(place.filters, from)
  }
  return new Map(
    [...first].map(([column, from], index) => {
      const more = branches.flatMap((branch) => [...(branch[index] ?? [])])
      return [column, new Set([...from, ...more])]
    }),
  )
}

function selectLineage(select: SelectQueryNode, place: Place): Lineage {
  const scope = scopeOf(select, place)
  const sourcesOf = (node: OperationNode): Set<string> => {
    const found = new Set<string>()
    const { references, lookups, subqueries } = mentionsOf(node)
    for (const { table, column } of references) {
      const own = [...scope].filter(([alias, lineage]) => (table ?? alias) === alias && lineage.has(column))
      // A name that is not the query's own is that of the query around it: a correlated subquery.
      const seen = own.length > 0 ? own : [...place.outer].filter(([alias]) => (table ?? alias) === alias)
      for (const [, lineage] of seen) addAll(found, lineage.get(column) ?? [])
    }
    for (const { ref, column, key } of lookups) {
      for (const name of [column, ...key]) addAll(found, place.resolve(ref)?.get(name) ?? [])
    }
    for (const sub of subqueries) {
      const inner = { ...place, outer: new Map([...place.outer, ...scope]) }
      for (const from of queryLineage(sub, inner).values()) addAll(found, from)
    }
    return found
  }
  addArrayJoins(select, scope, sourcesOf)
  const output = outputOf(select, scope, sourcesOf)
  for (const node of influences(select)) {
    addAll(place.filters, sourcesOf(node))
    // GROUP BY and HAVING may name what the select list computes.
    for (const { table, column } of mentionsOf(node).references) {
      if (table === undefined && ![...scope.values()].some((lineage) => lineage.has(column))) {
        addAll(place.filters, output.get(column) ?? [])
      }
    }
  }
  if (select.frontModifiers?.some(({ modifier }) => modifier === 'Distinct')) {
    for (const from of output.values()) addAll(place.filters, from)
  }
  return output
}

function outputOf(
  select: SelectQueryNode,
  scope: ReadonlyMap<string, Lineage>,
  sourcesOf: (node: OperationNode) => Set<string>,
): Lineage {
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

const deciding: ReadonlySet<Clause> = new Set(['prewhere', 'grouping', 'qualify', 'limitBy'])

/** The parts of a SELECT that decide its rows. An ORDER BY does only where a LIMIT cuts. */
function influences(select: SelectQueryNode): readonly OperationNode[] {
  const clauses = (select.endModifiers ?? []).map(({ rawModifier }) => clauseOf(rawModifier))
  const limited = select.limit !== undefined || clauses.some((clause) => clause?.clause === 'limitBy')
  return [
    ...(select.joins ?? []).map(({ on }) => on),
    ...clauses.filter((clause) => clause !== undefined && deciding.has(clause.clause)),
    select.where,
    select.groupBy,
    select.having,
    limited ? select.orderBy : undefined,
  ].filter((node) => node !== undefined)
}

function withCtes(select: SelectQueryNode, place: Place): Place {
  const ctes = new Map<string, Lineage>()
  const resolve: Resolve = (table) => ctes.get(table) ?? place.resolve(table)
  for (const cte of select.with?.expressions ?? []) {
    ctes.set(cte.name.table.table.identifier.name, queryLineage(cte.expression, { ...place, resolve }))
  }
  return { ...place, resolve }
}

function scopeOf(select: SelectQueryNode, place: Place): Map<string, Lineage> {
  const scope = new Map<string, Lineage>()
  for (const item of [...(select.from?.froms ?? []), ...(select.joins ?? []).map((join) => join.table)]) {
    const alias = item.kind === 'AliasNode' ? (item as AliasNode) : undefined
    const node = alias?.node ?? item
    const name = node.kind === 'TableNode' ? (node as TableNode).table.identifier.name : ''
    const lineage = node.kind === 'TableNode' ? place.resolve(name) : queryLineage(node, place)
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
    // Arrays in step do not see each other's elements.
    const added = (clauseOf(modifier.rawModifier)?.arrays ?? []).map(
      ({ column, array }) => [column, new Map([[column, sourcesOf(array)]])] as const,
    )
    for (const [column, lineage] of added) scope.set(column, lineage)
  }
}

function addAll(set: Set<string>, more: Iterable<string>): void {
  for (const each of more) set.add(each)
}
