import { FIRST_INSTANT } from '../contracts/instant_text.ts'
import { FieldError } from './mapping.ts'

/**
 * The instant some milliseconds before another, as ISO text: a session's start from its end and length.
 *
 * @throws FieldError naming the field that holds the length, when it reaches back before all instants that are taken.
 */
export function momentBefore(instant: string, milliseconds: bigint, field: string): string {
  const at = BigInt(Date.parse(instant)) - milliseconds
  if (at < FIRST_INSTANT)
    throw new FieldError(`a time that does not reach back before 1970`, milliseconds / 1000n, field)
  return new Date(Number(at)).toISOString()
}
