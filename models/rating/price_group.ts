import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'

const free = expressionBuilder<Record<string, never>>()

/** `region=eu, tier=2`: the values of a price's grouping properties, absent ones empty. */
export function groupOf(groupBy: Expression<Text>, properties: Expression<Text>): RawBuilder<Text> {
  const named = ch.arrayMap(ch.splitBy(groupBy, ','), (name) =>
    ch.concat(name, ch.text('='), ch.coalesce(ch.jsonMember(properties, name), ch.text(''))),
  )
  return ch.if(free(groupBy, '=', ''), ch.text(''), ch.arrayText(named, ', '))
}
