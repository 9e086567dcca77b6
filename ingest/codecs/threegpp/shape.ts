import { type BerElement, berChildren } from '../ber/element.ts'
import { BerError } from '../ber/fault.ts'
import { tagNumber } from '../ber/tag.ts'

/** Reads the contents of one element; the tag has been looked at. */
export type Read<T> = (element: BerElement) => T

/** A field of a SET, SEQUENCE or CHOICE under automatic context-specific tags. */
export interface At<T> {
  readonly tag: number
  readonly read: Read<T>
}

type Shape = Readonly<Record<string, At<unknown>>>

/** A record of a shape: every field may be absent, since which are there is for the mapping to judge. */
export type Fields<S extends Shape> = { readonly [K in keyof S]?: S[K] extends At<infer T> ? T : never }

const CONTEXT = 2

/** `at(25, berInteger)`: the field tagged [25]. */
export function at<T>(tag: number, read: Read<T>): At<T> {
  return { tag, read }
}

/**
 * Reader of a SET or SEQUENCE with context-specific tags; also of a CHOICE, of which one field is then there. Fields that
 * the shape does not name are passed over: releases and vendors add some, and their order is free.
 */
export function fields<const S extends Shape>(shape: S): Read<Fields<S>> {
  const byTag: [name: string, read: Read<unknown>][] = []
  for (const [name, { tag, read }] of Object.entries(shape)) byTag[tag] = [name, read]
  return (element) => {
    const record: Record<string, unknown> = {}
    for (const child of berChildren(element)) {
      if (child.tag % 4 !== CONTEXT) continue
      const known = byTag[tagNumber(child.tag)]
      if (known) record[known[0]] = named(known[0], known[1], child)
    }
    return record as Fields<S>
  }
}

/** Reader of a SEQUENCE OF or SET OF. */
export function list<T>(read: Read<T>): Read<readonly T[]> {
  return (element) => {
    const items: T[] = []
    for (const child of berChildren(element)) items.push(read(child))
    return items
  }
}

/** Reader of the one element within another: a CHOICE keeps its own tag inside the field's. */
export function within<T>(read: Read<T>): Read<T> {
  return (element) => {
    for (const child of berChildren(element)) return read(child)
    throw new BerError('one of several types', 'nothing', element.from)
  }
}

function named<T>(name: string, read: Read<T>, element: BerElement): T {
  try {
    return read(element)
  } catch (error) {
    throw error instanceof BerError ? new BerError(`${name}: ${error.expected}`, error.got, error.at) : error
  }
}
