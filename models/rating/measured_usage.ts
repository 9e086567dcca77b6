import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { meteredEvent } from '../staging/metered_event.ts'
import { usageEvent } from '../staging/usage_event.ts'
import { eventId, usedQuantity } from './usage_measure.ts'

export const serviceColumn = t.oneOf('voice', 'sms', 'mms', 'data', 'content', 'metered')
const metered = ch.castTo(ch.literal('metered'), serviceColumn)
const none = ch.castTo(ch.null(), t.nullable(t.string))
const noWord = ch.castTo(ch.null(), t.nullable(t.lowCardinality))
const noNumber = ch.castTo(ch.null(), t.nullable(t.decimal(38, 9)))

/** Use of services and of metrics as one stream. */
const inferred = model('rating.measured_usage', { event: usageEvent, metered: meteredEvent })
  .describe({
    description: 'Every use of a service or a metric once, with its quantity.',
    columns: {
      event_id: 'Id given by the network, else partition and position of the feed',
      quantity: 'Seconds, messages, bytes, events of content; whole units of a metric, started ones counted',
      metered_quantity: 'Quantity of a metric; null for services',
      chargeable: 'Answered',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('event as u')
      .select((eb) => [
        eventId(eb.ref('u.event_id'), eb.ref('u._partition'), eb.ref('u._position')).as('event_id'),
        ch.castTo(eb.ref('u.service'), serviceColumn).as('service'),
        ch.lowCardinality(ch.text('')).as('metric'),
        'u.direction',
        'u.started_at',
        'u.subscription_id',
        'u.served_number',
        'u.imsi',
        'u.other_party',
        'u.other_network',
        'u.visited_network',
        'u.roaming',
        'u.service_name',
        ch.text('{}').as('properties'),
        ch.toBool(eb('u.answered', '=', true)).as('chargeable'),
        usedQuantity({
          service: eb.ref('u.service'),
          seconds: eb.ref('u.duration_s'),
          messages: eb.ref('u.messages'),
          bytesUp: eb.ref('u.bytes_up'),
          bytesDown: eb.ref('u.bytes_down'),
        }).as('quantity'),
        noNumber.as('metered_quantity'),
        'u.stated_amount',
        'u.stated_currency',
        'u._source',
        'u._landed_at',
      ])
      .unionAll(
        q
          .selectFrom('metered as u')
          .select((eb) => [
            'u.event_id',
            metered.as('service'),
            'u.metric',
            ch.castTo(ch.literal('originating'), t.oneOf('originating', 'terminating')).as('direction'),
            'u.started_at',
            'u.subscription_id',
            none.as('served_number'),
            none.as('imsi'),
            none.as('other_party'),
            noWord.as('other_network'),
            noWord.as('visited_network'),
            ch.toBool(ch.literal(0)).as('roaming'),
            noWord.as('service_name'),
            'u.properties',
            ch.toBool(ch.literal(1)).as('chargeable'),
            ch.toUnsigned(ch.greatest(ch.ceil(eb.ref('u.quantity')), ch.zero(9))).as('quantity'),
            ch.toNullable(eb.ref('u.quantity')).as('metered_quantity'),
            'u.amount as stated_amount',
            noWord.as('stated_currency'),
            'u._source',
            'u._landed_at',
          ])
          .where('u.copy', '=', 1n),
      ),
  )
  .view({ time: 'started_at', from: { event: 'started_at', metered: 'started_at' } })

export interface MeasuredUsageRow extends RowOf<typeof inferred> {}

export const measuredUsage: Model<'rating.measured_usage', MeasuredUsageRow> = inferred
