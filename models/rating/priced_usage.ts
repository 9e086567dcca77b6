import { accepted, expression, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { clock } from '../staging/clock.ts'
import { localTime } from '../staging/local_time.ts'
import { numberAssignment } from '../staging/number_assignment.ts'
import { plausible, simulated } from '../staging/plausible.ts'
import { usageEvent } from '../staging/usage_event.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { chargedQuantity, ratedAmount } from './charge.ts'
import { numberKey } from './number_key.ts'
import { prefixRange } from './prefix_range.ts'
import { MINUTES_OF_DAY, NO_ZONE, rateSlot } from './rate_slot.ts'
import { rejectReason, rejectReasons } from './reject_reason.ts'
import { subscriptionPlan } from './subscription_plan.ts'
import { eventId, usedQuantity } from './usage_measure.ts'

const usedColumns = [
  'u.event_id',
  'u.service',
  'u.direction',
  'u.started_at',
  'u.other_party',
  'u.stated_amount',
  'u.stated_currency',
  'u.roaming',
  'u._source',
  'u._partition',
  'u._position',
  'u._landed_at',
  'u.number_key',
  'u.chargeable',
  'u.quantity',
] as const

const plannedColumns = [
  ...usedColumns,
  'u.local_started_at',
  'u.subscription_id',
  'u.customer_id',
  'u.billing_account_id',
  'u.type',
  'u.status',
  'u.offering_id',
  'u.tariff_id',
  'u.tax_rate',
  'u.currency',
  'u.prefix_epoch',
  'u.rate_epoch',
] as const

/**
 * One pass over usage: every join is against a small dated dimension, closest row at or before the start, so memory
 * does not grow with usage.
 */
export const pricedUsage = model('rating.priced_usage', {
  event: usageEvent,
  clock,
  number: numberAssignment,
  plan: subscriptionPlan,
  offset: zoneOffset,
  epoch: catalogueEpoch,
  prefix: prefixRange,
  slot: rateSlot,
})
  .describe({
    description:
      'Every usage event once, priced or with the reason why it cannot be: the common ground of rated_usage and rejected_usage.',
    columns: {
      event_id: 'Id given by the network, else partition and position of the feed',
      reason: 'Why it is not rated; empty when it is',
      month: 'Service month, in the account’s zone',
      stated: 'Whether the source itself said what it charged; what it gave back is negative',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('msisdn', (w) =>
        w
          .selectFrom('number as n')
          .select(['n.number', 'n.valid_from', 'n.valid_to', 'n.subscription_id'])
          .where('n.number_kind', '=', 'number'),
      )
      .with('sim', (w) =>
        w
          .selectFrom('number as n')
          .select(['n.number', 'n.valid_from', 'n.valid_to', 'n.subscription_id'])
          .where('n.number_kind', '=', 'imsi'),
      )
      // A line that the source names is not looked up: its keys are NULL and join nothing.
      .with('used', (w) =>
        w.selectFrom('event as u').select((eb) => [
          'u.event_id',
          'u.service',
          'u.direction',
          'u.started_at',
          'u.subscription_id',
          'u.other_party',
          'u.stated_amount',
          'u.stated_currency',
          'u.roaming',
          'u._source',
          'u._partition',
          'u._position',
          'u._landed_at',
          ch.if(eb('u.subscription_id', 'is', null), eb.ref('u.served_number'), ch.null<Text>()).as('served_number'),
          ch.if(eb('u.subscription_id', 'is', null), eb.ref('u.imsi'), ch.null<Text>()).as('imsi'),
          numberKey(eb.ref('u.other_party')).as('number_key'),
          eb.and([eb('u.direction', '=', 'originating'), eb('u.answered', '=', true)]).as('chargeable'),
          usedQuantity({
            service: eb.ref('u.service'),
            seconds: eb.ref('u.duration_s'),
            messages: eb.ref('u.messages'),
            bytesUp: eb.ref('u.bytes_up'),
            bytesDown: eb.ref('u.bytes_down'),
          }).as('quantity'),
        ]),
      )
      .with('identified', (w) =>
        w
          .selectFrom('used as u')
          .leftJoin('msisdn as m', (join) =>
            asof(join.onRef('m.number', '=', 'u.served_number').onRef('u.started_at', '>=', 'm.valid_from')),
          )
          .leftJoin('sim as i', (join) =>
            asof(join.onRef('i.number', '=', 'u.imsi').onRef('u.started_at', '>=', 'i.valid_from')),
          )
          .select(usedColumns)
          .select((eb) =>
            ch
              .coalesce(
                eb.ref('u.subscription_id'),
                ch.if(eb('u.started_at', '<', eb.ref('m.valid_to')), eb.ref('m.subscription_id'), ch.null<Text>()),
                ch.if(eb('u.started_at', '<', eb.ref('i.valid_to')), eb.ref('i.subscription_id'), ch.null<Text>()),
              )
              .as('subscription_id'),
          ),
      )
      .with('planned', (w) =>
        w
          .selectFrom('identified as u')
          .leftJoin('plan as p', (join) =>
            asof(join.onRef('p.subscription_id', '=', 'u.subscription_id').onRef('u.started_at', '>=', 'p.valid_from')),
          )
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 'p.time_zone').onRef('u.started_at', '>=', 'o.from_at')),
          )
          .leftJoin('epoch as e', (join) =>
            asof(join.onRef('e.tariff_id', '=', 'p.tariff_id').onRef('u.started_at', '>=', 'e.valid_from')),
          )
          .select([
            ...usedColumns,
            'u.subscription_id',
            'p.customer_id',
            'p.billing_account_id',
            'p.type',
            'p.status',
            'p.offering_id',
            'p.tariff_id',
            'p.tax_rate',
            'p.currency',
            'e.prefix_epoch',
            'e.rate_epoch',
          ])
          .select((eb) => localTime(eb.ref('u.started_at'), eb.ref('o.offset_s')).as('local_started_at')),
      )
      .with('placed', (w) =>
        w
          .selectFrom('planned as u')
          .leftJoin('prefix as x', (join) =>
            asof(join.onRef('x.prefix_epoch', '=', 'u.prefix_epoch').onRef('u.number_key', '>=', 'x.number_key')),
          )
          .select([...plannedColumns, 'x.prefix', 'x.zone'])
          .select((eb) => [
            ch.coalesce(eb.ref('x.zone'), ch.text(NO_ZONE)).as('zone_key'),
            ch
              .plus(
                ch.times(
                  ch.minus(ch.toDayOfWeek(eb.ref('u.local_started_at')), ch.toLong(ch.literal(1))),
                  ch.literal(MINUTES_OF_DAY),
                ),
                ch.intDiv(ch.secondOfDay(eb.ref('u.local_started_at')), ch.literal(60)),
              )
              .as('minute'),
          ]),
      )
      .with('rated', (w) =>
        w
          .selectFrom('placed as u')
          .leftJoin('slot as s', (join) =>
            asof(
              join
                .onRef('s.rate_epoch', '=', 'u.rate_epoch')
                .onRef('s.service', '=', 'u.service')
                .onRef('s.zone', '=', 'u.zone_key')
                .onRef('u.minute', '>=', 's.minute'),
            ),
          )
          .select([
            ...plannedColumns,
            'u.prefix',
            'u.zone',
            's.band',
            's.connect_fee',
            's.rate',
            's.per_units',
            's.decimals',
          ])
          .select((eb) => {
            const used = eb.and([eb('u.chargeable', '=', true), eb('u.quantity', '>', 0n)])
            // What the source itself charged is due whatever the quantity: money may come without octets.
            const due = eb.and([
              eb('u.chargeable', '=', true),
              eb.or([eb('u.quantity', '>', 0n), eb('u.stated_amount', 'is not', null)]),
            ])
            const one = ch.toUnsigned(ch.literal(1))
            return [
              rejectReason({
                plausible: plausible(eb.ref('u.started_at'), eb.ref('u._landed_at'), eb.ref('u._source')),
                tooOld: eb('u.started_at', '<', eb.selectFrom('clock as k').select('k.billable_from')),
                status: eb.ref('u.status'),
                unpriced: eb.and([due, eb('u.stated_amount', 'is', null), eb('s.rate', 'is', null)]),
              }).as('reason'),
              due.as('due'),
              ch
                .if(
                  used,
                  chargedQuantity(
                    eb.ref('u.quantity'),
                    ch.coalesce(eb.ref('s.first_increment'), one),
                    ch.coalesce(eb.ref('s.next_increment'), one),
                  ),
                  ch.literal<bigint>(0n),
                )
                .as('charged_quantity'),
            ]
          }),
      )
      .selectFrom('rated as u')
      .select((eb) => {
        const stated = eb('u.stated_amount', 'is not', null)
        const amount = ratedAmount(
          ch.coalesce(eb.ref('u.connect_fee'), ch.zero(9)),
          ch.coalesce(eb.ref('u.rate'), ch.zero(9)),
          eb.ref('u.charged_quantity'),
          ch.coalesce(eb.ref('u.per_units'), ch.toUnsigned(ch.literal(1))),
          ch.coalesce(eb.ref('u.decimals'), ch.toInt(ch.literal(9))),
        )
        return [
          'u.reason',
          eventId(eb.ref('u.event_id'), eb.ref('u._partition'), eb.ref('u._position')).as('event_id'),
          'u.service',
          'u.direction',
          'u.started_at',
          'u.local_started_at',
          ch.toStartOfMonth(eb.ref('u.local_started_at')).as('month'),
          'u.subscription_id',
          'u.billing_account_id',
          'u.customer_id',
          'u.type',
          'u.offering_id',
          'u.tariff_id',
          'u.tax_rate',
          'u.prefix',
          'u.zone',
          'u.band',
          ch.if(eb('u.reason', '=', ''), ch.null<Text>(), eb.ref('u.other_party')).as('other_party'),
          'u.roaming',
          'u.quantity',
          'u.charged_quantity',
          'u.connect_fee',
          'u.rate',
          'u.per_units',
          ch
            .multiIf(
              [
                [eb.or([eb('u.reason', '<>', ''), eb('u.due', '=', false)]), ch.zero(9)],
                [stated, ch.coalesce(ch.decimal(eb.ref('u.stated_amount'), 9), ch.zero(9))],
              ],
              amount,
            )
            .as('amount'),
          ch
            .coalesce(
              ch.coalesce(ch.if(stated, eb.ref('u.stated_currency'), ch.null<Text>()), eb.ref('u.currency')),
              ch.text('XXX'),
            )
            .as('currency'),
          'u._source as feed',
          simulated(eb.ref('u._source')).as('simulated'),
          ch.toBool(stated).as('stated'),
        ]
      }),
  )
  .table({ orderBy: ['reason', 'subscription_id', 'started_at'], shardBy: 'billing_account_id' })
  .check(
    notNull('event_id', 'amount', 'currency'),
    accepted('reason', ['', ...rejectReasons]),
    // A source may give back what it charged (RFC 8506, REFUND_ACCOUNT).
    expression('an amount is not negative unless its source says so', (eb) =>
      eb.or([eb('amount', '>=', '0'), eb('stated', '=', true)]),
    ),
  )
