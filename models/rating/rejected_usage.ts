import { accepted } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { usageDuplicate } from '../staging/usage_duplicate.ts'
import { pricedUsage } from './priced_usage.ts'
import { rejectReasons } from './reject_reason.ts'
import { eventId, usedQuantity } from './usage_measure.ts'

/** Usage that is not rated, and why. */
export const rejectedUsage = model('rating.rejected_usage', { priced: pricedUsage, duplicate: usageDuplicate })
  .describe({
    description:
      'Usage that is not rated, with its reason. A rejected event is rated by the next run once the missing fact has landed.',
    columns: {
      reason: 'unknown subscription, no rate, too old, in the future, duplicate, landed twice',
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
        'u.direction',
        'u.started_at',
        'u.month',
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
          'u.service',
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
      ),
  )
  .view()
  .check(accepted('reason', [...rejectReasons, 'duplicate', 'landed twice']))
