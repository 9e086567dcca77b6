import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Int, Long, Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** What is measured of an event: seconds of voice, messages, bytes both ways of data, one of anything else. */
export function usedQuantity(of: {
  readonly service: Expression<'voice' | 'sms' | 'mms' | 'data' | 'content'>
  readonly seconds: Expression<Int>
  readonly messages: Expression<Int>
  readonly bytesUp: Expression<Long>
  readonly bytesDown: Expression<Long>
}): RawBuilder<Long> {
  return ch.multiIf(
    [
      [eb(of.service, '=', 'voice'), ch.toUnsigned(of.seconds)],
      [eb(of.service, 'in', ['sms', 'mms']), ch.toUnsigned(of.messages)],
      [eb(of.service, '=', 'data'), ch.plus(of.bytesUp, of.bytesDown)],
    ],
    ch.toUnsigned(ch.literal(1)),
  )
}

/** The network's id of an event; without one, where it stands in its feed. */
export function eventId(
  id: Expression<Text | null>,
  partition: Expression<Text>,
  position: Expression<unknown>,
): RawBuilder<Text> {
  const place = ch.concat(partition, ch.text(' '), ch.toString(position) as Expression<Text>)
  return ch.if(eb(id, 'is', null), place, ch.coalesce(id, ch.text('')))
}
