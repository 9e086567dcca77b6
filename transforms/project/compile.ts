import {
  createQueryId,
  DummyDriver,
  type Expression,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  type OperationNode,
  type QueryCreator,
  type RootOperationNode,
} from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { finalTable } from '../sql/clauses.ts'
import { ClickHouseCompiler, type CompilerOptions, type PhysicalName } from '../sql/compiler.ts'
import { lookup } from '../sql/lookup.ts'
import type { Settings } from '../sql/nodes.ts'
import type { Part } from '../sql/part.ts'
import { modelSettings } from '../sql/settings.ts'
import { dictionaryOver, isBuild } from './environment.ts'
import type { AnyBuild, Context, Model } from './model.ts'
import type { Refs, Relation } from './relation.ts'

/** A kysely that only builds: nothing is ever executed through it. */
const builder = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new ClickHouseCompiler(),
  },
}) as QueryCreator<Record<string, never>>

const context: Context<Refs> = {
  final: finalTable,
  dictGet: ((ref: string, column: string, key: Key) => lookup('get', ref, column, key)) as never,
  dictGetOrNull: ((ref: string, column: string, key: Key) => lookup('getOrNull', ref, column, key)) as never,
  dictHas: ((ref: string, key: Key) => lookup('has', ref, '', key)) as never,
}
type Key = Readonly<Record<string, Expression<unknown>>>

/** Where a relation physically lives. Swapping this function is what an environment, a run or a rollback is. */
export type Placement = (relation: Relation) => PhysicalName

/** Part of a ref that is read instead of the whole, by the name the query uses for it. */
export type Parts = ReadonlyMap<string, Part>

export interface CompiledQuery {
  readonly sql: string
  /** Relations it reads, by name, sorted. */
  readonly dependsOn: readonly string[]
  /** Whether it has a totals row beside its rows. */
  readonly totals: boolean
  /** Parameters that it has no values of, as `{from:Date}`. */
  readonly parameters: readonly string[]
}

/**
 * A model's SELECT as it runs and as a view stores it. Every ref must be read, so that the graph says what is true, and what
 * comes beside the rows (totals) or later (parameters) cannot be stored; ConfigurationError names the model and what is wrong.
 */
export function compileModel(model: Model, place: Placement, parts?: Parts): CompiledQuery {
  const compiled = compileBuild(model.name, model.refs, model.query, place, modelSettings, parts)
  requireRead(model.name, model.refs, compiled.dependsOn)
  if (compiled.totals) {
    throw new ConfigurationError(
      `${model.name}: WITH TOTALS answers a row beside the others, and a model stores rows`,
      'Leave withTotals out: rollup or groupingSets gives the totals as rows.',
    )
  }
  if (compiled.parameters.length > 0) {
    throw new ConfigurationError(
      `${model.name}: ${compiled.parameters.join(', ')} gets its value when a query is run, and a model is stored`,
      'Write the value (ch.literal, ch.day), or read it from a seed.',
    )
  }
  return compiled
}

/** Compiles a query over `refs`, some of which it may leave unread. */
export function compileBuild(
  name: string,
  refs: Refs,
  build: AnyBuild,
  place: Placement,
  settings: Settings = modelSettings,
  parts: Parts = new Map(),
): CompiledQuery {
  const compiler = new ClickHouseCompiler({
    settings,
    partOf: (logical) => parts.get(logical),
    ...resolving(refs, place),
  })
  const sql = named(name, () => compiler.compileQuery(queryNode(build) as RootOperationNode, createQueryId()).sql)
  const dependsOn = [...new Set([...compiler.used].map((ref) => refs[ref]!.name))].sort()
  return { sql, dependsOn, totals: compiler.totals, parameters: [...compiler.parameters] }
}

/** Any part of a query over `refs`, as text: to tell one from another, not to be run. */
export function compileNode(name: string, refs: Refs, node: OperationNode, place: Placement): string {
  const compiler = new ClickHouseCompiler(resolving(refs, place))
  return named(name, () => compiler.compileQuery(node as RootOperationNode, createQueryId()).sql)
}

function resolving(refs: Refs, place: Placement): Pick<CompilerOptions, 'resolve' | 'dictionaryOf'> {
  const refOf = (logical: string) => (Object.hasOwn(refs, logical) ? refs[logical] : undefined)
  return {
    resolve: (logical) => {
      const ref = refOf(logical)
      return ref && place(ref)
    },
    dictionaryOf: (logical) => {
      const ref = refOf(logical)
      const key = ref?.kind === 'model' ? dictionaryKey(ref as Model) : undefined
      if (ref === undefined || key === undefined) return undefined
      const table = place(ref)
      return { key, table, name: isBuild(table) ? dictionaryOver(table) : undefined }
    },
  }
}

/** Columns by which a model is looked up; undefined for one that is no dictionary. */
export function dictionaryKey({ materialized }: Model): readonly string[] | undefined {
  return materialized.kind === 'table' ? materialized.dictionary?.key : undefined
}

/** ConfigurationError where a ref is declared that nothing reads. */
export function requireRead(name: string, refs: Refs, read: readonly string[]): void {
  const unread = Object.keys(refs).filter((ref) => !read.includes(refs[ref]!.name))
  if (unread.length > 0) {
    throw new ConfigurationError(`${name}: declared but never read: ${unread.join(', ')}`, 'Remove the ref or read it.')
  }
}

/** Trees that were made: a build answers the same each time, and many look at it (lineage, plan, compiler, empty inputs). */
const trees = new WeakMap<AnyBuild, OperationNode>()

/** The tree of a build, for lineage and for the compiler. */
export function queryNode(build: AnyBuild): OperationNode {
  const known = trees.get(build)
  if (known !== undefined) return known
  const tree = build(builder as never, context).toOperationNode()
  trees.set(build, tree)
  return tree
}

/** An expression on its own, such as a check's condition over `row`. */
export function compileExpression(name: string, expression: Expression<unknown>): string {
  const compiler = new ClickHouseCompiler()
  return named(
    name,
    () => compiler.compileQuery(expression.toOperationNode() as RootOperationNode, createQueryId()).sql,
  )
}

function named<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    throw new ConfigurationError(`${name}: ${error.message}`, error.hint)
  }
}
