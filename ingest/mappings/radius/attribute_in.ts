import type { RadiusPacket } from '../../codecs/radius_detail.ts'
import { FieldError } from '../mapping.ts'
import { integer } from '../number.ts'

/** The value of an attribute, of a repeated one the first; undefined when absent or empty. */
export function attributeIn(packet: RadiusPacket, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = packet[name]
    const first = typeof value === 'string' ? value : value?.[0]
    if (first !== undefined && first !== '') return first
  }
  return undefined
}

/**
 * A whole number, not negative, as the server prints it.
 *
 * @throws FieldError naming the attribute.
 */
export function wholeOf(packet: RadiusPacket, name: string): bigint | undefined {
  const text = attributeIn(packet, name)
  if (text === undefined) return undefined
  if (!/^\d{1,20}$/.test(text)) throw new FieldError('a whole number, not negative', text, name)
  return BigInt(integer(text))
}
