import { type Expression, ExpressionWrapper, type OperationNode, type RawBuilder, RawNode, sql } from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import type { PhysicalName } from './compiler.ts'

/** Reads an entry of a dictionary by its key; the key's values are the node's parameters. Made by `lookup()`. */
export interface LookupNode extends RawNode {
  readonly lookup: {
    readonly how: 'get' | 'getOrNull' | 'has'
    /** The query's name for the dictionary. */
    readonly ref: string
    /** '' of `has`. */
    readonly column: string
    /** Key columns, in the order of the parameters. */
    readonly key: readonly string[]
  }
}

/** A dictionary as a query finds it. */
export interface PlacedDictionary {
  readonly key: readonly string[]
  readonly table: PhysicalName
  /** The dictionary over the table; undefined where there is only the table, as in a unit test. */
  readonly name: PhysicalName | undefined
}

/** An expression that looks up an entry, to be written when it is known where the dictionary is. */
export function lookup<T>(
  how: LookupNode['lookup']['how'],
  ref: string,
  column: string,
  key: Readonly<Record<string, Expression<unknown>>>,
): RawBuilder<T> {
  const names = Object.keys(key)
  // The fragments are never written: they name what is read to whoever looks for names.
  const fragments = [`dictGet(${[ref, column, ...names].join(' ')}, `, ...names.slice(1).map(() => ', '), ')']
  const nodes = Object.values(key).map((value) => value.toOperationNode())
  const node: LookupNode = { ...RawNode.create(fragments, nodes), lookup: { how, ref, column, key: names } }
  return sql<T>`${new ExpressionWrapper<never, never, T>(node)}`
}

export function lookupOf(node: OperationNode): LookupNode['lookup'] | undefined {
  return (node as Partial<LookupNode>).lookup
}

/**
 * What stands before and after the key's values, and in which order those come. Without a dictionary the same entry is
 * found in an array of all.
 *
 * @throws ConfigurationError where the ref is no dictionary or the key is not its key.
 */
export function lookupText(
  { how, ref, column, key }: LookupNode['lookup'],
  found: PlacedDictionary | undefined,
): { readonly before: string; readonly after: string; readonly order: readonly number[] } {
  if (found === undefined)
    throw new ConfigurationError(`${ref} is no dictionary`, 'Store it as one: .dictionary({ key }).')
  const order = found.key.map((name) => key.indexOf(name))
  if (order.includes(-1) || key.length !== found.key.length) {
    throw new ConfigurationError(
      `${ref} is looked up by ${key.join(', ') || 'nothing'}`,
      `Its key is ${found.key.join(', ')}.`,
    )
  }
  if (found.name !== undefined) {
    const name = quoteText(`${found.name.database}.${found.name.name}`)
    if (how === 'has') return { before: `toBool(dictHas(${name}, tuple(`, after: ')))', order }
    const function_ = how === 'get' ? 'dictGet' : 'dictGetOrNull'
    return { before: `${function_}(${name}, ${quoteText(column)}, tuple(`, after: '))', order }
  }
  const from = quoteRelation(found.table)
  const tuple = `tuple(${found.key.map(quoteIdentifier).join(', ')})`
  if (how === 'has')
    return { before: `toBool(has((select groupArray(${tuple}) from ${from}), tuple(`, after: ')))', order }
  const value = how === 'get' ? quoteIdentifier(column) : `toNullable(${quoteIdentifier(column)})`
  return {
    before: 'tupleElement(arrayFirst(_entry -> tupleElement(_entry, 1) = tuple(',
    after: `), (select groupArray(tuple(${tuple}, ${value})) from ${from})), 2)`,
    order,
  }
}
