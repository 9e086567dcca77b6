import type { Expression, RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long, Text } from '../../warehouse/columns.ts'

/** Digits of the longest E.164 number. */
export const LONGEST_NUMBER = 15

/**
 * A number as an integer that sorts the way its digits do: padded to 15 digits, then its length. All numbers that begin
 * with a prefix then form one range that starts at the prefix itself, and `112` sorts before the prefix `1120`.
 * NULL for what is no number (an alphanumeric sender).
 */
export function numberKey(number: Expression<Text | null>): RawBuilder<Long | null> {
  const padded = ch.toUnsignedOrNull(ch.rightPad(number, LONGEST_NUMBER, '0'))
  return ch.plus(ch.times(padded, ch.literal(16)), ch.least(ch.toLong(ch.length(number)), ch.literal<bigint>(15n)))
}
