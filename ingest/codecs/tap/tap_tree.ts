import { Buffer } from 'node:buffer'
import { type BerElement, berChildren } from '../ber/element.ts'
import { BerError } from '../ber/fault.ts'
import { berInteger, berOctets } from '../ber/primitive.ts'
import { tagNumber, tagText } from '../ber/tag.ts'
import { type TapTag, tapTags } from './tap_tags.ts'

/** What an element holds, by the names of the elements within it; an element of no known number is named by its tag. */
export interface TapGroup {
  readonly [name: string]: TapValue
}
export type TapValue = string | number | bigint | TapGroup | readonly TapValue[]

/** The name of an element: `mobileOriginatedCall`, or its tag where the number means nothing here. */
export function tapName(tag: number): string {
  return tapTag(tag)?.name ?? tagText(tag)
}

/**
 * The tree of an element, to any depth that BER may have here: `tapTree(berElement(bytes))`.
 *
 * @throws BerError where it is none.
 */
export function tapTree(element: BerElement): TapValue {
  const kind = tapTag(element.tag)?.kind ?? (element.constructed ? 'group' : 'octets')
  switch (kind) {
    case 'group':
      return group(element)
    case 'list': {
      const items: TapValue[] = []
      for (const child of berChildren(element)) items.push(tapTree(child))
      return items
    }
    case 'integer':
      return berInteger(element)
    case 'text':
      // Names may hold any octets; a character that is none of the alphabet must not cost the call.
      return buffer(element).toString('latin1').trim()
    case 'digits':
      return buffer(element).toString('hex').replace(/f.*$/, '')
    case 'octets':
      return buffer(element).toString('hex')
  }
}

function group(element: BerElement): TapGroup {
  // Names come from the table or hold brackets, so none is a name that objects have themselves.
  const fields: Record<string, TapValue> = {}
  for (const child of berChildren(element)) {
    const name = tapName(child.tag)
    if (fields[name] !== undefined) throw new BerError(`one ${name}`, 'two', child.at)
    fields[name] = tapTree(child)
  }
  return fields
}

function tapTag(tag: number): TapTag | undefined {
  // The class APPLICATION is 1.
  return tag % 4 === 1 ? tapTags.get(tagNumber(tag)) : undefined
}

function buffer(element: BerElement): Buffer {
  const octets = berOctets(element)
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length)
}
