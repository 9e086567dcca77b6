import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** Before the ids of events whose use is of a metric. */
export const METERED = 'metered/'

/**
 * Key of a use where use of services and of metrics meet: `usage` and `metered_usage` are contracts of their own, so that one
 * id may be in both.
 */
export function useKey(service: Expression<string>, eventId: Expression<string>): RawBuilder<Text> {
  return ch.if(eb(service, '=', 'metered'), ch.concat(ch.text(METERED), eventId), eventId)
}

/** Id of the event that a key is of. */
export function keyedEvent(key: Expression<Text>): RawBuilder<Text> {
  const start = ch.toInt(ch.literal(METERED.length + 1))
  return ch.if(eb(ch.startsWith(key, ch.text(METERED)), '=', true), ch.substring(key, start), key)
}
