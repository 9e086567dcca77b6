import { createHash, type Hash } from 'node:crypto'
import { type Catalogue, catalogueShape, type EntityList } from './catalogue.ts'
import type { RecordShape, Shape } from './schema/shape.ts'

/**
 * SHA-256 of what a catalogue says, in hexadecimal: the order of its entities and of their members does not count. Each
 * entity has a hash of its own, and never stands as one text: a rate deck of a few million rows is longer than one may be.
 */
export function hashOf(catalogue: Catalogue): string {
  const whole = createHash('sha256')
  for (const [name, { shape }] of Object.entries(catalogueShape.members)) {
    const entities = catalogue[name as EntityList].map((entity) => hashOfEntity(entity, (shape as ListShape).of))
    whole.update(`${name}\n${entities.sort().join('\n')}\n`)
  }
  return whole.digest('hex')
}

type ListShape = Extract<Shape, { readonly is: 'list' }>

function hashOfEntity(entity: object, shape: Shape): string {
  const text = textInto(createHash('sha256'))
  write(entity, shape, text.add)
  return text.end().digest('hex')
}

/** What a value says, in small pieces; members that were left out and say nothing are not there. */
function write(value: unknown, shape: Shape, add: (piece: string) => void): void {
  if (shape.is === 'record') {
    for (const [name, inner] of membersOf(shape.record)) {
      const held = (value as Readonly<Record<string, unknown>>)[name]
      if (held === undefined) continue
      add(`${name}=`)
      write(held, inner, add)
    }
    add(';')
  } else if (shape.is === 'list') {
    add('[')
    for (const item of value as readonly unknown[]) write(item, shape.of, add)
    add(']')
  } else if (shape.is === 'map') {
    const entries = Object.entries(value as Readonly<Record<string, unknown>>).sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [name, held] of entries) {
      add(`${JSON.stringify(name)}:`)
      write(held, shape.of, add)
    }
    add(';')
  } else add(typeof value === 'string' ? JSON.stringify(value) : `${value},`)
}

const known = new WeakMap<RecordShape, readonly (readonly [name: string, shape: Shape])[]>()

function membersOf(record: RecordShape): readonly (readonly [name: string, shape: Shape])[] {
  const before = known.get(record)
  if (before !== undefined) return before
  const members = Object.entries(record.members).map(([name, { shape }]) => [name, shape] as const)
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1))
  known.set(record, sorted)
  return sorted
}

/** Pieces that a hash takes at once, in characters. */
const TOGETHER = 65_536

function textInto(hash: Hash) {
  let waiting = ''
  return {
    add: (piece: string) => {
      waiting += piece
      if (waiting.length < TOGETHER) return
      hash.update(waiting)
      waiting = ''
    },
    end: () => hash.update(waiting),
  }
}
