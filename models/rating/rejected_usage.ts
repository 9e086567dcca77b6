import { accepted } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { type Text, t } from '../../warehouse/columns.ts'
import { meteredEvent } from '../staging/metered_event.ts'
import { simulated } from '../staging/plausible.ts'
import { usageDuplicate } from '../staging/usage_duplicate.ts'
import { serviceColumn } from './measured_usage.ts'
import { pricedUsage } from './priced_usage.ts'
import { rejections } from './reject_reason.ts'
import { eventId, usedQuantity } from './usage_measure.ts'

/** Usage that is not rated, and why. */
export const rejectedUsage = model('rating.rejected_usage', {
  priced: pricedUsage,
  duplicate: usageDuplicate,
  metered: meteredEvent,
})
  .describe({
    description:
      'Usage that is not rated, with its reason. A rejected event is rated by the next run once the missing fact has landed.',
    columns: {
      reason: 'unknown subscription, blocked, no rate, too old, in the future, duplicate, landed twice',
      month: 'Of the start in UTC: of a use that is not known to be anybody’s there is no other clock',
      quantity: 'Value at risk in seconds, messages, bytes or events',
    },
    tags: ['rating', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('priced as u')
      .select((eb) => [
        'u.event_id',
        ch.widen(eb.ref('u.reason')).as('reason'),
        'u.service',
        'u.metric',
        'u.direction',
        'u.started_at',
        ch.toStartOfMonth(eb.ref('u.started_at')).as('month'),
        'u.subscription_id',
        'u.other_party',
        'u.tariff_id',
        'u.quantity',
        'u.feed',
        'u.simulated',
      ])
      .where('u.reason', '<>', '')
      .unionAll(
        q.selectFrom('duplicate as u').select((eb) => [
          eventId(eb.ref('u.event_id'), eb.ref('u._partition'), eb.ref('u._position')).as('event_id'),
          ch.widen(eb.ref('u.reason')).as('reason'),
          ch.castTo(eb.ref('u.service'), serviceColumn).as('service'),
          ch.lowCardinality(ch.text('')).as('metric'),
          'u.direction',
          'u.started_at',
          ch.toStartOfMonth(eb.ref('u.started_at')).as('month'),
          'u.subscription_id',
          'u.other_party',
          ch.null<Text>().as('tariff_id'),
          usedQuantity({
            service: eb.ref('u.service'),
            seconds: eb.ref('u.duration_s'),
            messages: eb.ref('u.messages'),
            bytesUp: eb.ref('u.bytes_up'),
            bytesDown: eb.ref('u.bytes_down'),
          }).as('quantity'),
          'u._source as feed',
          'u.simulated',
        ]),
      )
      .unionAll(
        q
          .selectFrom('metered as u')
          .select((eb) => [
            'u.event_id',
            ch.text('duplicate').as('reason'),
            ch.castTo(ch.literal('metered'), serviceColumn).as('service'),
            'u.metric',
            ch.castTo(ch.literal('originating'), t.oneOf('originating', 'terminating')).as('direction'),
            'u.started_at',
            ch.toStartOfMonth(eb.ref('u.started_at')).as('month'),
            'u.subscription_id',
            ch.null<Text>().as('other_party'),
            ch.null<Text>().as('tariff_id'),
            ch.toUnsigned(ch.greatest(ch.ceil(eb.ref('u.quantity')), ch.zero(9))).as('quantity'),
            'u._source as feed',
            simulated(eb.ref('u._source')).as('simulated'),
          ])
          .where('u.copy', '>', 1n),
      ),
  )
  .view()
  .check(accepted('reason', [...rejections]))
