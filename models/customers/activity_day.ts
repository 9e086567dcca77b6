import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { balanceMovement } from '../staging/balance_movement.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { localTime } from '../staging/local_time.ts'
import { recharge } from '../staging/recharge.ts'
import { subscriptionCurrent } from '../staging/subscription_current.ts'
import { zoneOffset } from '../staging/zone_offset.ts'

export const activityDay = model('customers.activity_day', {
  rated: ratedUsage,
  recharge,
  movement: balanceMovement,
  subscription: subscriptionCurrent,
  account: billingAccountCurrent,
  offset: zoneOffset,
})
  .describe({
    description:
      'Days, in the account’s time zone, on which a line had a revenue-generating event: rated usage with a quantity (incoming calls too, incoming messages not), a recharge, or usage and fees booked by the charging system. Rejected usage does not count.',
    columns: { day: 'Local calendar day of the event' },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('booked', (w) =>
        w
          .selectFrom('recharge as r')
          .select(['r.subscription_id', 'r.recharged_at as at'])
          .unionAll(
            w
              .selectFrom('movement as m')
              .select(['m.subscription_id', 'm.moved_at as at'])
              .where('m.movement', 'in', ['usage', 'fee']),
          ),
      )
      .with('local', (w) =>
        w
          .selectFrom('booked as b')
          .innerJoin('subscription as s', 's.subscription_id', 'b.subscription_id')
          .leftJoin('account as a', 'a.billing_account_id', 's.billing_account_id')
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 'a.time_zone').onRef('b.at', '>=', 'o.from_at')),
          )
          .select((eb) => ['b.subscription_id', ch.toDate(localTime(eb.ref('b.at'), eb.ref('o.offset_s'))).as('day')]),
      )
      .with('every', (w) =>
        w
          .selectFrom('rated as r')
          .select((eb) => ['r.subscription_id', ch.toDate(eb.ref('r.local_started_at')).as('day')])
          .where('r.quantity', '>', 0n)
          .where((eb) => eb.or([eb('r.direction', '=', 'originating'), eb('r.service', '=', 'voice')]))
          .unionAll(w.selectFrom('local as l').select(['l.subscription_id', 'l.day'])),
      )
      .selectFrom('every as e')
      .select(['e.subscription_id', 'e.day'])
      .distinct(),
  )
  .table({ orderBy: ['subscription_id', 'day'], shardBy: 'subscription_id' })
  .check(notNull('subscription_id', 'day'), unique('subscription_id', 'day'))
