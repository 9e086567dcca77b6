import { createHash } from 'node:crypto'
import type { OperationNode } from 'kysely'
import { columnLineage } from '../docs/lineage.ts'
import { compileModel, compileNode, queryNode } from '../project/compile.ts'
import { published } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import type { Model } from '../project/model.ts'
import type { Source } from '../project/source.ts'
import { type Names, namesIn, queryParts } from './query-parts.ts'

/** What a model's definition is, apart from where it lives: the same in every environment. */
export interface Fingerprint {
  /** Of its own SQL and materialization. */
  readonly code: string
  /** Of its code and of what it reads of the models it reads. */
  readonly whole: string
  /**
   * Of each column: of how its values come about, all the way down, and of nothing else. As long as a column's stands, whoever
   * reads only that column would be built the same.
   */
  readonly columns: Readonly<Record<string, string>>
  /** The same of the model's own part in it: as long as it stands, a column's values differ only where inputs do. */
  readonly own: Readonly<Record<string, string>>
}

/** Stands among the columns for which rows there are. */
export const ROWS = ''

const here = published({ prefix: '' })
const known = new WeakMap<Graph, ReadonlyMap<string, Fingerprint>>()

/** Fingerprints of every model of a project. */
export function fingerprints(graph: Graph): ReadonlyMap<string, Fingerprint> {
  const before = known.get(graph)
  if (before !== undefined) return before
  const found = new Map<string, Fingerprint>()
  for (const model of graph.models.values()) {
    const { sql } = compileModel(model, here)
    const code = digest(`${sql}\n${JSON.stringify(model.materialized)}`)
    const { columns, own } = columnFingerprints(model, sql, found)
    const whole = digest([code, ...Object.entries(columns).map((entry) => entry.join(' '))].join('\n'))
    found.set(model.name, { code, whole, columns, own })
  }
  known.set(graph, found)
  return found
}

interface Part extends Names {
  readonly text: string
}

function columnFingerprints(
  model: Model,
  sql: string,
  parents: ReadonlyMap<string, Fingerprint>,
): Pick<Fingerprint, 'columns' | 'own'> {
  const { materialized } = model
  // What these hold is more than what their query gives now.
  const kept = materialized.kind === 'table' && (materialized.snapshot || materialized.append)
  const home = kept ? [JSON.stringify(materialized)] : []
  const of = (parts: readonly Part[]) => {
    const own = [...home, ...parts.map(({ text }) => text)]
    return { whole: digest([...own, ...inputsOf(model, parts, parents)].join('\n')), own: digest(own.join('\n')) }
  }
  const told = (found: readonly (readonly [string, ReturnType<typeof of>])[]) => ({
    columns: Object.fromEntries(found.map(([column, { whole }]) => [column, whole])),
    own: Object.fromEntries(found.map(([column, { own }]) => [column, own])),
  })
  const node = queryNode(model.query)
  // Any column of a snapshot decides when its rows end.
  const taken = materialized.kind === 'table' && materialized.snapshot ? undefined : queryParts(node)
  const names = [...columnLineage(model).keys()]
  if (taken === undefined) {
    const whole = of([{ text: sql, ...namesIn(node) }])
    return told([ROWS, ...names].map((column) => [column, whole]))
  }
  const part = (each: OperationNode): Part => ({
    text: compileNode(model.name, model.refs, each, here),
    ...namesIn(each),
  })
  const branches = taken.branches.map(({ selected, rest }) => ({
    rest: part(rest),
    selected: selected.map((each) => ({ ...part(each.node), column: each.column })),
  }))
  const rest = branches.map((branch) => branch.rest)
  /** Places in the list that parts of a branch name, each by its column. */
  const named = (of: (branch: (typeof branches)[number]) => Names): readonly number[] =>
    branches.flatMap((branch) => {
      const { names } = of(branch)
      return branch.selected.flatMap(({ column }, place) => (names.has(column) ? [place] : []))
    })
  const always = named((branch) => branch.rest)
  const needs = branches[0]!.selected.map((_, place) => named((branch) => branch.selected[place]!))
  /** The places in the list that the given ones need: an alias may be named anywhere else in the query. */
  const closed = (wanted: readonly number[]): readonly number[] => {
    const places = new Set([...wanted, ...always])
    // A set is walked to the end of what is added to it meanwhile.
    for (const place of places) for (const more of needs[place]!) places.add(more)
    return [...places].sort((a, b) => a - b)
  }
  const fingerprint = (...wanted: readonly number[]) => {
    const places = closed(wanted)
    return of([...rest, ...branches.flatMap(({ selected }) => places.map((place) => selected[place]!))])
  }
  return told([[ROWS, fingerprint()], ...names.map((column, place) => [column, fingerprint(place)] as const)])
}

/** What a model makes of its inputs by itself, as far as the given columns show it; all of them where none are told. */
export function definitionOf({ own }: Fingerprint, columns: readonly string[] | undefined): string {
  const names = columns === undefined ? Object.keys(own) : [ROWS, ...columns]
  return digest(names.map((column) => `${column} ${own[column] ?? ''}`).join('\n'))
}

/** Fingerprints of what parts of a query read of each input. */
function inputsOf(model: Model, parts: readonly Part[], parents: ReadonlyMap<string, Fingerprint>): readonly string[] {
  const all = parts.some((part) => part.all)
  const reads = (column: string) => all || column === ROWS || parts.some(({ names }) => names.has(column))
  return Object.values(model.refs).flatMap((ref) => {
    const columns =
      ref.kind === 'source'
        ? Object.entries((ref as Source).columns).map(([column, { ddl }]) => [column, ddl] as const)
        : Object.entries(parents.get(ref.name)?.columns ?? {})
    return columns.filter(([column]) => reads(column)).map((column) => `${ref.name} ${column.join(' ')}`)
  })
}

/** 16 hex digits of a SHA-256: enough to tell apart every definition a project will ever have. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
