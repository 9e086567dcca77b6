import {
  type AliasNode,
  type ColumnNode,
  type CommonTableExpressionNameNode,
  DefaultQueryCompiler,
  type JoinNode,
  type OperationNode,
  type RawNode,
  type ReferenceNode,
  type SelectionNode,
  type SelectQueryNode,
  type SetOperationNode,
  type TableNode,
} from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { escapeIdentifier, escapeText, quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import { requireAsofConditions } from './asof.ts'
import { literalText } from './literal.ts'
import { type LookupNode, lookupOf, lookupText, type PlacedDictionary } from './lookup.ts'
import type { Clause, FinalAliasNode, ParameterNode, Settings, StrictJoinNode } from './nodes.ts'
import { type Part, readPartText } from './part.ts'
import { type Clauses, requireWritable, sortModifiers } from './select-clauses.ts'
import { settingsText } from './settings.ts'

/** Where a relation physically lives. */
export interface PhysicalName {
  readonly database: string
  readonly name: string
}

export interface CompilerOptions {
  /** Physical name of a logical relation; undefined for names the query itself defines. */
  readonly resolve?: (logical: string) => PhysicalName | undefined
  /** Part of a logical relation that is read instead of the whole. */
  readonly partOf?: (logical: string) => Part | undefined
  /** A logical relation as a dictionary; undefined for one that is none. */
  readonly dictionaryOf?: (logical: string) => PlacedDictionary | undefined
  /** Settings written into every top-level SELECT (each branch of a union); the query's own win. */
  readonly settings?: Settings
}

/**
 * Renders kysely's tree as self-contained ClickHouse SQL: values are inlined, because CREATE VIEW and
 * CREATE TABLE ... AS SELECT take no bound parameters. A class because kysely's visitor keeps its text in one.
 */
export class ClickHouseCompiler extends DefaultQueryCompiler {
  readonly #resolve: NonNullable<CompilerOptions['resolve']>
  readonly #partOf: NonNullable<CompilerOptions['partOf']>
  readonly #dictionaryOf: NonNullable<CompilerOptions['dictionaryOf']>
  readonly #settings: Settings
  /** Logical relations met while compiling: the model's true dependencies. */
  readonly used = new Set<string>()
  /** Whether the query, or one inside it, has a totals row beside its rows. */
  totals = false
  /** Parameters whose values come when the query is run, as `{from:Date}`. */
  readonly parameters = new Set<string>()

  constructor(options: CompilerOptions = {}) {
    super()
    this.#resolve = options.resolve ?? (() => undefined)
    this.#partOf = options.partOf ?? (() => undefined)
    this.#dictionaryOf = options.dictionaryOf ?? (() => undefined)
    this.#settings = options.settings ?? {}
  }

  protected override getLeftIdentifierWrapper(): string {
    return '`'
  }

  protected override getRightIdentifierWrapper(): string {
    return '`'
  }

  protected override sanitizeIdentifier(identifier: string): string {
    return escapeIdentifier(identifier)
  }

  protected override sanitizeStringLiteral(value: string): string {
    return escapeText(value)
  }

  protected override appendValue(value: unknown): void {
    this.appendImmediateValue(value)
  }

  protected override appendImmediateValue(value: unknown): void {
    const text = literalText(value)
    if (text === undefined) super.appendImmediateValue(value)
    else this.append(text)
  }

  // A ref is renamed only where it is read (FROM, JOIN) and keeps its logical name as alias:
  // `a.id` in the model then means the same wherever `a` is placed.
  protected override visitTable(node: TableNode): void {
    const parent = this.parentNode?.kind
    const logical = node.table.identifier.name
    const physical = node.table.schema || parent === 'ReferenceNode' ? undefined : this.#resolve(logical)
    if (physical === undefined) {
      super.visitTable(node)
    } else {
      this.used.add(logical)
      const part = this.#partOf(logical)
      this.append(
        part === undefined ? quoteRelation(physical) : readPartText(quoteRelation(physical), part, this.parentNode),
      )
      if (parent !== 'AliasNode') this.append(` as ${quoteIdentifier(logical)}`)
    }
  }

  protected override visitRaw(node: RawNode): void {
    const { parameter } = node as Partial<ParameterNode>
    if (parameter !== undefined) this.parameters.add(parameter)
    const lookup = lookupOf(node)
    if (lookup === undefined) super.visitRaw(node)
    else this.#appendLookup(lookup, node.parameters)
  }

  #appendLookup(lookup: LookupNode['lookup'], values: readonly OperationNode[]): void {
    const { before, after, order } = lookupText(lookup, this.#dictionaryOf(lookup.ref))
    if (this.#partOf(lookup.ref)) {
      throw new ConfigurationError(`${lookup.ref} is read by interval and looked up`, 'Leave it out of `from`.')
    }
    this.used.add(lookup.ref)
    this.append(before)
    this.compileList(order.map((place) => values[place]!))
    this.append(after)
  }

  // ClickHouse names `a.id` of a join `a.id` where another side has an `id` too: say the name.
  protected override visitSelection(node: SelectionNode): void {
    super.visitSelection(node)
    const { selection } = node
    if (selection.kind !== 'ReferenceNode') return
    const { table, column } = selection as ReferenceNode
    if (table !== undefined && column.kind === 'ColumnNode') {
      this.append(` as ${quoteIdentifier((column as ColumnNode).column.name)}`)
    }
  }

  protected override visitCommonTableExpressionName(node: CommonTableExpressionNameNode): void {
    const name = node.table.table.identifier.name
    if (this.#resolve(name)) {
      throw new ConfigurationError(`CTE ${name} hides the ref of the same name`, 'Rename the CTE.')
    }
    this.append(quoteIdentifier(name))
  }

  protected override visitAlias(node: AliasNode): void {
    super.visitAlias(node)
    if (node.node.kind === 'TableNode' && this.#partOf((node.node as TableNode).table.identifier.name)) return
    const { final, sample } = node as Partial<FinalAliasNode>
    if (final) this.append(' final')
    if (sample !== undefined) this.append(` sample ${sample}`)
  }

  protected override visitJoin(node: JoinNode): void {
    const { strictness } = node as Partial<StrictJoinNode>
    if (strictness === 'asof') requireAsofConditions(node)
    // ClickHouse knows semi and anti only as left and right joins.
    if (strictness !== undefined) this.append(`${strictness} `)
    super.visitJoin(node)
  }

  // Plain UNION is an error in ClickHouse unless a setting chooses its mode.
  protected override visitSetOperation(node: SetOperationNode): void {
    this.append(`${node.operator} ${node.all ? 'all' : 'distinct'} `)
    this.visitNode(node.expression)
  }

  // Re-emits kysely's clause order with ClickHouse's own clauses slotted in.
  protected override visitSelectQuery(node: SelectQueryNode): void {
    const { clauses, plain } = sortModifiers(node)
    const parent = this.parentNode?.kind
    const bare = parent === undefined || bareParents.has(parent)
    const part = (child: OperationNode | undefined) => {
      if (child === undefined) return
      this.append(' ')
      this.visitNode(child)
    }
    requireWritable(node, clauses)
    const own = (name: Clause) => clauses.get(name)?.forEach(part)

    if (!bare) this.append('(')
    if (node.with) {
      this.visitNode(node.with)
      this.append(' ')
    }
    this.append('select')
    node.frontModifiers?.forEach(part)
    this.append(' ')
    this.compileList(node.selections ?? [])
    part(node.from)
    node.joins?.forEach(part)
    own('arrayJoin')
    own('prewhere')
    part(node.where)
    part(node.groupBy)
    own('grouping')
    own('withTotals')
    this.totals ||= clauses.has('withTotals')
    part(node.having)
    own('qualify')
    if (node.setOperations) {
      this.#appendSettings(clauses)
      node.setOperations.forEach(part)
    } else {
      part(node.orderBy)
      own('interpolate')
      own('limitBy')
      part(node.limit)
      part(node.offset)
      own('withTies')
      this.#appendSettings(clauses)
    }
    plain.forEach(part)
    if (!bare) this.append(')')
  }

  // A view does not keep session settings, and a union's branches do not share theirs: each top-level SELECT says its own.
  #appendSettings(clauses: Clauses): void {
    const top = this.nodeStack.every((node) => topLevel.has(node.kind))
    const own = [...clauses.values()].flat().map((node) => node.settings ?? {})
    const all: Settings = Object.assign({}, top ? this.#settings : {}, ...own)
    if (Object.keys(all).length > 0) this.append(` settings ${settingsText(all)}`)
  }
}

const bareParents: ReadonlySet<string> = new Set([
  'ParensNode',
  'InsertQueryNode',
  'CreateTableNode',
  'CreateViewNode',
  'SetOperationNode',
])

const topLevel: ReadonlySet<string> = new Set(['SelectQueryNode', 'SetOperationNode', 'ParensNode'])
