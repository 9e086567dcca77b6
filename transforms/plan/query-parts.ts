import type { AliasNode, IdentifierNode, OperationNode, RawNode, ReferenceNode, SelectQueryNode } from 'kysely'

/** One selected column: what it is computed from, by name, and its text. */
export interface SelectedPart {
  readonly node: OperationNode
  readonly column: string
}

/** A query taken apart: its branches (more than one for a UNION ALL), each with what it selects and the rest of it. */
export interface QueryParts {
  readonly branches: readonly { readonly selected: readonly SelectedPart[]; readonly rest: SelectQueryNode }[]
}

/** Functions whose mere presence in the select list changes which rows there are. */
const multiplies = /\barrayJoin\(/i
const aggregates =
  /\b(count|sum|min|max|avg|any|arg(Min|Max)|uniq|quantile|median|group\w+|stddev|var|corr|covar|topK|simpleLinear|first_value|last_value)\w*\(/i

/**
 * Takes a query apart so that each column can be told alone: dropping the others from the select list leaves its values and the
 * rows as they are. Undefined where that is not certain: DISTINCT, set operations other than UNION ALL, `*`, `arrayJoin()` in
 * the list, aggregates without GROUP BY beside others.
 */
export function queryParts(node: OperationNode): QueryParts | undefined {
  const whole = node.kind === 'ParensNode' ? (node as unknown as { node: OperationNode }).node : node
  if (whole.kind !== 'SelectQueryNode') return undefined
  const select = whole as SelectQueryNode
  const operations = select.setOperations ?? []
  if (operations.some(({ operator, all }) => operator !== 'union' || !all)) return undefined
  const branches = [select, ...operations.map(({ expression }) => expression)].map(branchOf)
  if (branches.some((branch) => branch === undefined)) return undefined
  const found = branches as QueryParts['branches'][number][]
  if (found.some(({ selected }) => selected.length !== found[0]!.selected.length)) return undefined
  return { branches: found }
}

function branchOf(node: OperationNode): QueryParts['branches'][number] | undefined {
  const inner = node.kind === 'ParensNode' ? (node as unknown as { node: OperationNode }).node : node
  if (inner.kind !== 'SelectQueryNode') return undefined
  const { setOperations, ...select } = inner as SelectQueryNode
  // Only the first of a union may hold the others.
  if (inner !== node && setOperations) return undefined
  if (select.frontModifiers?.length) return undefined
  const selected: SelectedPart[] = []
  for (const { selection } of select.selections ?? []) {
    const column = columnOf(selection)
    if (column === undefined) return undefined
    selected.push({ node: selection, column })
  }
  const texts = selected.map((part) => rawText(part.node))
  if (texts.some((text) => multiplies.test(text))) return undefined
  if (!select.groupBy && texts.some((text) => aggregates.test(text))) return undefined
  return { selected, rest: { ...select, selections: [] } as SelectQueryNode }
}

function columnOf(selection: OperationNode): string | undefined {
  if (selection.kind === 'AliasNode') return ((selection as AliasNode).alias as IdentifierNode).name
  if (selection.kind !== 'ReferenceNode') return undefined
  const { column } = selection as ReferenceNode
  return column.kind === 'ColumnNode' ? column.column.name : undefined
}

/** Every name a part of a query might read a column by; `all` where it reads whatever there is. */
export interface Names {
  readonly names: ReadonlySet<string>
  readonly all: boolean
}

/** Names in a tree, too many rather than too few: identifiers of every kind, and the words of raw fragments. */
export function namesIn(node: unknown): Names {
  const names = new Set<string>()
  let all = false
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { kind } = value as OperationNode
    if (kind === 'SelectAllNode') all = true
    if (kind === 'IdentifierNode') names.add((value as IdentifierNode).name)
    if (kind === 'RawNode') {
      for (const text of (value as RawNode).sqlFragments) for (const [word] of text.matchAll(/\w+/g)) names.add(word)
    }
    for (const child of Object.values(value)) visit(child)
  }
  visit(node)
  return { names, all }
}

function rawText(node: unknown): string {
  if (typeof node !== 'object' || node === null) return ''
  if (Array.isArray(node)) return node.map(rawText).join(' ')
  const { kind } = node as OperationNode
  // A subquery's own aggregates are its own.
  if (kind === 'SelectQueryNode') return ''
  const function_ =
    kind === 'FunctionNode' || kind === 'AggregateFunctionNode' ? `${(node as unknown as { func: string }).func}(` : ''
  const own = kind === 'RawNode' ? (node as RawNode).sqlFragments.join(' ') : ''
  return [own, function_, ...Object.values(node).map(rawText)].join(' ')
}
