import type { Expression, RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'

/** `recharge/1001`: an id is unique among those of its kind only, and recharges, passes and movements stand side by side. */
export function ofKind(kind: 'recharge' | 'pass' | 'movement', id: Expression<Text>): RawBuilder<Text> {
  return ch.concat(ch.text(`${kind}/`), id)
}
