import type { Expression, RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'

/** Two currencies and who says what one is in the other, as one text: usage joins by one column. */
export function exchangePair(
  currency: Expression<Text>,
  into: Expression<Text>,
  source: Expression<Text>,
): RawBuilder<Text> {
  const space = ch.text(' ')
  return ch.concat(currency, space, into, space, source)
}
