import protobuf from 'protobufjs'
import type { SchemaReader } from './schema_registry.ts'

/**
 * Reads Protocol Buffers by a schema's text. In front of a message stand the indexes that lead to its type among the
 * schema's messages and those within them. 64-bit integers come as text, enums as their names, bytes as base64.
 */
export function protobufReader(schema: string, references: ReadonlyMap<string, string>): SchemaReader {
  const root = new protobuf.Root()
  const options = { keepCase: true }
  for (const text of references.values()) protobuf.parse(text, root, options)
  const { package: scope } = protobuf.parse(schema, root, options)
  const names = namesOf(protobuf.parse(schema, new protobuf.Root(), options).root, scope)
  const within = scope ? (root.lookup(scope) as protobuf.NamespaceBase) : root
  const top = names.map((name) => within.get(name) as protobuf.Type)
  return (bytes) => {
    const reader = protobuf.Reader.create(bytes)
    const type = typeAt(top, indexes(reader))
    return type.toObject(type.decode(reader), { longs: String, enums: String, bytes: String, defaults: true })
  }
}

/** A count and so many indexes, zigzag; the usual `[0]` is a single zero. */
function indexes(reader: protobuf.Reader): number[] {
  const count = reader.sint32()
  if (count === 0) return [0]
  if (count < 0 || count > 100) throw new Error(`${count} indexes of a message type`)
  return Array.from({ length: count }, () => reader.sint32())
}

/** The schema's own message types in the order of its text, which is what indexes count; the scope may hold others' too. */
function namesOf(own: protobuf.Root, scope: string | undefined): readonly string[] {
  const within = scope ? (own.lookup(scope) as protobuf.NamespaceBase) : own
  return within.nestedArray.filter((each) => each instanceof protobuf.Type).map(({ name }) => name)
}

function typeAt(top: readonly protobuf.Type[], [first, ...rest]: readonly number[]): protobuf.Type {
  let type = top[first!]
  for (const index of rest) {
    type = type?.nestedArray.filter((each): each is protobuf.Type => each instanceof protobuf.Type)[index]
  }
  if (!type) throw new Error(`the schema has no message type at ${[first, ...rest].join('.')}`)
  return type
}
