import { onEveryNode } from '../../warehouse/cluster/cluster.ts'
import type { Credentials, Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { dictionaryKey } from '../project/compile.ts'
import { dictionaryOver } from '../project/environment.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { structureOf, type Types } from './describe.ts'
import { columnsOf } from './table-columns.ts'

/** Puts the dictionary over a model's table and loads it, on every node; nothing for a model that is none. */
export async function buildDictionary(warehouse: Warehouse, model: Model, target: PhysicalName): Promise<void> {
  if (dictionaryKey(model) === undefined) return
  const columns = await columnsOf(warehouse, target)
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]))
  const [create, load] = dictionaryStatements(model, target, types, warehouse.credentials)
  await onEveryNode(warehouse, (on) => create(on))
  await onEveryNode(warehouse, (on) => load(on))
}

/**
 * What makes and loads a dictionary over a table of these types. It never looks at the table again: a build does not change.
 * Loaded at once, because what cannot be loaded must not be published. The server reads the table as a user of its own: `default`
 * unless told.
 */
export function dictionaryStatements(
  model: Model,
  target: PhysicalName,
  types: Types,
  { username, password }: Credentials = {},
): readonly [create: (on: string) => string, load: (on: string) => string] {
  const name = quoteRelation(dictionaryOver(target))
  const plain = Object.entries(types).map(([column, type]) => [column, withoutLowCardinality(type)])
  const key = dictionaryKey(model)!.map(quoteIdentifier).join(', ')
  const reader =
    username || password ? ` USER ${quoteText(username ?? 'default')} PASSWORD ${quoteText(password ?? '')}` : ''
  const source = `CLICKHOUSE(DB ${quoteText(target.database)} TABLE ${quoteText(target.name)}${reader})`
  return [
    (on) =>
      `CREATE DICTIONARY ${name}${on} (${structureOf(Object.fromEntries(plain))}) PRIMARY KEY ${key} SOURCE(${source}) LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(0)`,
    (on) => `SYSTEM RELOAD DICTIONARY${on} ${name}`,
  ]
}

// Dictionaries have no such type: what they answer is a plain text.
function withoutLowCardinality(type: string): string {
  return type.replaceAll(/LowCardinality\(((?:[^()]|\([^()]*\))*)\)/g, '$1')
}
