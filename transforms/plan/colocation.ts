import {
  type AliasNode,
  type AndNode,
  type BinaryOperationNode,
  type GroupByNode,
  type IdentifierNode,
  type JoinNode,
  type OperationNode,
  OperatorNode,
  type ParensNode,
  type RawNode,
  ReferenceNode,
  type SelectQueryNode,
  type TableNode,
} from 'kysely'
import { queryNode } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { Relation } from '../project/relation.ts'
import { isSeed } from '../project/seed.ts'
import { AGGREGATE } from '../project/yields-nothing.ts'
import { clauseOf } from '../sql/nodes.ts'
import { shardColumn } from './sharding.ts'

/**
 * What a query gives when each shard runs it over its own part. `whole`: the same rows on every shard. Columns: each row
 * on one shard alone, the one that the value of any of these columns says. Undefined: something else, so that it must be
 * run once over everything.
 */
export type Spread = 'whole' | ReadonlySet<string> | undefined

type Scope = ReadonlyMap<string, Spread>

/**
 * Proves from the query's tree that running a model on each shard over that shard's rows gives just the shard's part of
 * the model. What is not proven is not assumed: `isLocal(usageCharge)`.
 */
export function isLocal(model: Model): boolean {
  const column = shardColumn(model)
  const spread = modelSpread(model)
  return column !== undefined && spread instanceof Set && spread.has(column)
}

const known = new WeakMap<Model['query'], Spread>()

/** What a model's own query gives on the shards. */
export function modelSpread(model: Model): Spread {
  if (known.has(model.query)) return known.get(model.query)
  const scope = new Map(Object.entries(model.refs).map(([name, ref]) => [name, relationSpread(ref)]))
  const spread = querySpread(queryNode(model.query), scope)
  known.set(model.query, spread)
  return spread
}

/** What reading a relation's part on a shard gives. A source may change between two shards' readings of it. */
function relationSpread(relation: Relation): Spread {
  if (relation.kind === 'source') return isSeed(relation) ? 'whole' : undefined
  const model = relation as Model
  if (model.materialized.kind === 'view') return modelSpread(model)
  const column = shardColumn(model)
  return column === undefined ? 'whole' : new Set([column])
}

function querySpread(node: OperationNode, outer: Scope): Spread {
  if (node.kind === 'ParensNode') return querySpread((node as ParensNode).node, outer)
  if (node.kind !== 'SelectQueryNode') return undefined
  const select = node as SelectQueryNode
  const scope = new Map(outer)
  for (const { name, expression } of select.with?.expressions ?? []) {
    scope.set(name.table.table.identifier.name, querySpread(expression, scope))
  }
  const first = selectSpread(select, scope)
  const names = outputNames(select)
  return (select.setOperations ?? []).reduce<Spread>((all, { expression }) => {
    const branch = querySpread(expression, scope)
    if (all === 'whole' || branch === 'whole') return all === branch ? all : undefined
    if (all === undefined || branch === undefined) return undefined
    // Branches meet by position: a column counts where it is the key of both.
    const theirs = outputNames(expression as SelectQueryNode)
    return keys(names.filter((name, index) => all.has(name) && branch.has(theirs[index] ?? '')))
  }, first)
}

function selectSpread(select: SelectQueryNode, scope: Scope): Spread {
  const clauses = (select.endModifiers ?? []).map(({ rawModifier }) => clauseOf(rawModifier))
  if ([...subqueries(select)].some((sub) => querySpread(sub, scope) !== 'whole')) return undefined
  const texts = [...rawTexts(select)]
  if (texts.some((text) => CHANGING.test(text))) return undefined
  const read = fromSpread(select, scope)
  // Which rows a LIMIT leaves may differ from one copy of a table to the next.
  if (read === undefined || select.limit || select.offset || select.top || select.fetch) return undefined
  if (read === 'whole') return read
  // Totals and filled rows are of all shards together.
  if (clauses.some((clause) => clause?.clause === 'withTotals' || clause?.clause === 'grouping')) return undefined
  if (texts.some((text) => text.endsWith(' with fill'))) return undefined
  const byKey = (nodes: readonly OperationNode[]) => nodes.some((node) => read.has(keyOf(node)))
  for (const clause of clauses) if (clause?.clause === 'limitBy' && !byKey(listed(clause))) return undefined
  for (const window of windows(select)) if (!byKey(window)) return undefined
  if (select.groupBy !== undefined) {
    if (!byKey((select.groupBy as GroupByNode).items.map(({ groupBy }) => groupBy))) return undefined
  } else if (select.having !== undefined || isAggregate(select)) {
    return undefined
  }
  const output = outputKeys(select, read)
  const distinct = select.distinctOn || select.frontModifiers?.some(({ modifier }) => modifier === 'Distinct')
  return distinct && output === undefined ? undefined : output
}

/** Keys of everything read, as `alias.column`. */
function fromSpread(select: SelectQueryNode, scope: Scope): Spread {
  const [from, ...more] = select.from?.froms ?? []
  if (from === undefined) return 'whole'
  if (more.length > 0) return undefined
  return (select.joins ?? []).reduce<Spread>(
    (left, join) => joined(left, itemSpread(join.table, scope), join),
    itemSpread(from, scope),
  )
}

function joined(left: Spread, right: Spread, join: JoinNode): Spread {
  if (left === undefined || right === undefined) return undefined
  if (left === 'whole' && right === 'whole') return 'whole'
  const inner = join.joinType === 'InnerJoin' || join.joinType === 'CrossJoin'
  if (!inner && join.joinType !== 'LeftJoin') return undefined
  if (right === 'whole') return left
  // Rows of a whole table that find nothing on a shard would show up on every shard.
  if (left === 'whole') return inner && !('strictness' in join) ? right : undefined
  const meets = conjuncts(join.on?.on).some((condition) => {
    const { leftOperand, operator, rightOperand } = condition as BinaryOperationNode
    if (condition.kind !== 'BinaryOperationNode' || !OperatorNode.is(operator) || operator.operator !== '=')
      return false
    const [a, b] = [keyOf(leftOperand), keyOf(rightOperand)]
    return (left.has(a) && right.has(b)) || (left.has(b) && right.has(a))
  })
  if (!meets) return undefined
  return inner ? new Set([...left, ...right]) : left
}

function itemSpread(item: OperationNode, scope: Scope): Spread {
  const alias = item.kind === 'AliasNode' ? (item as AliasNode) : undefined
  const node = alias?.node ?? item
  const table = node.kind === 'TableNode' ? (node as TableNode).table.identifier.name : undefined
  const spread = table === undefined ? querySpread(node, scope) : scope.get(table)
  if (spread === undefined || spread === 'whole') return spread
  const name = alias === undefined ? table : (alias.alias as IdentifierNode).name
  return keys([...spread].map((column) => `${name}.${column}`))
}

function outputKeys(select: SelectQueryNode, read: ReadonlySet<string>): Spread {
  const found = (select.selections ?? []).flatMap(({ selection }) => {
    if (selection.kind !== 'AliasNode') return read.has(keyOf(selection)) ? [nameOf(selection)] : []
    const { node, alias } = selection as AliasNode
    return read.has(keyOf(node)) ? [(alias as IdentifierNode).name] : []
  })
  return keys(found)
}

function outputNames(select: SelectQueryNode): readonly string[] {
  return (select.selections ?? []).map(({ selection }) =>
    selection.kind === 'AliasNode' ? ((selection as AliasNode).alias as IdentifierNode).name : nameOf(selection),
  )
}

function nameOf(node: OperationNode): string {
  return ReferenceNode.is(node) && node.column.kind === 'ColumnNode' ? node.column.column.name : ''
}

/** Casts that leave a value's text as it is: NULL and '' are of one shard. */
const KEEPING = new Set(['assumeNotNull(', 'toNullable(', 'toLowCardinality('])

/** `alias.column` of a reference, whatever casts are around it; '' of anything else. */
function keyOf(node: OperationNode): string {
  if (ReferenceNode.is(node)) return `${node.table?.table.identifier.name ?? ''}.${nameOf(node)}`
  const { kind, sqlFragments, parameters } = node as RawNode
  if (kind !== 'RawNode' || parameters.length !== 1) return ''
  const plain = sqlFragments.every((text) => text === '')
  return plain || (KEEPING.has(sqlFragments[0]!) && sqlFragments[1] === ')') ? keyOf(parameters[0]!) : ''
}

function conjuncts(node: OperationNode | undefined): readonly OperationNode[] {
  if (node === undefined) return []
  if (node.kind === 'ParensNode') return conjuncts((node as ParensNode).node)
  if (node.kind !== 'AndNode') return [node]
  const { left, right } = node as AndNode
  return [...conjuncts(left), ...conjuncts(right)]
}

/** Answers that differ from one server to another, or from one moment to the next. */
const CHANGING = /\b(now|now64|today|yesterday|rand\w*|generate\w+|rowNumber\w*|runningDifference|hostName)\(/i

function isAggregate(select: SelectQueryNode): boolean {
  const within = (node: unknown): boolean => {
    if (!isNode(node) || node.kind === 'SelectQueryNode') return false
    if (node.kind === 'AggregateFunctionNode' || node.kind === 'FunctionNode') return true
    // The function of a window is no aggregate of the query.
    if (isWindow(node)) return (node as RawNode).parameters.slice(1).some(within)
    if (node.kind === 'RawNode' && (node as RawNode).sqlFragments.some((text) => AGGREGATE.test(text))) return true
    return children(node).some(within)
  }
  return (select.selections ?? []).some(within)
}

/** The PARTITION BY list of each window of a SELECT; an empty one is over all rows. */
function* windows(node: unknown, top = true): Generator<readonly OperationNode[]> {
  if (!isNode(node) || (node.kind === 'SelectQueryNode' && !top)) return
  if (node.kind === 'OverNode') yield []
  if (isWindow(node)) {
    const partition = [...raws(node)].find(({ sqlFragments }) => sqlFragments[0] === 'partition by ')
    yield partition === undefined ? [] : listed(partition)
  }
  for (const child of children(node)) yield* windows(child, false)
}

function isWindow(node: OperationNode): boolean {
  return node.kind === 'RawNode' && (node as RawNode).sqlFragments.includes(' over (')
}

/** The items of a fragment that ends in a list, such as `partition by a, b`. */
function listed(node: RawNode): readonly OperationNode[] {
  const last = node.parameters.at(-1) as RawNode | undefined
  return last?.kind === 'RawNode' && last.sqlFragments.every((text) => text === '') ? last.parameters : node.parameters
}

/** Subqueries in a SELECT's expressions; what FROM, JOIN, WITH and unions read is not among them. */
function* subqueries(select: SelectQueryNode): Generator<SelectQueryNode> {
  const { from: _, with: __, setOperations: ___, joins = [], ...expressions } = select
  const within = function* (node: unknown): Generator<SelectQueryNode> {
    if (!isNode(node)) return
    if (node.kind === 'SelectQueryNode') yield node as SelectQueryNode
    else for (const child of children(node)) yield* within(child)
  }
  for (const part of [...Object.values(expressions), ...joins.map(({ on }) => on)]) {
    for (const node of Array.isArray(part) ? part : [part]) yield* within(node)
  }
}

function* raws(node: unknown): Generator<RawNode> {
  if (!isNode(node) || node.kind === 'SelectQueryNode') return
  if (node.kind === 'RawNode') yield node as RawNode
  for (const child of children(node)) yield* raws(child)
}

function* rawTexts(select: SelectQueryNode): Generator<string> {
  const { from: _, with: __, setOperations: ___, joins = [], ...expressions } = select
  for (const part of [...Object.values(expressions), ...joins.map(({ on }) => on)]) {
    for (const node of Array.isArray(part) ? part : [part]) for (const raw of raws(node)) yield* raw.sqlFragments
  }
}

function children(node: OperationNode): readonly unknown[] {
  return Object.values(node).flat()
}

function isNode(node: unknown): node is OperationNode {
  return typeof node === 'object' && node !== null && 'kind' in node
}

function keys(columns: readonly string[]): Spread {
  return columns.length === 0 ? undefined : new Set(columns)
}
