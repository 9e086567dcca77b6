import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { localTime } from '../staging/local_time.ts'
import { numberAssignment } from '../staging/number_assignment.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { measuredUsage } from './measured_usage.ts'
import { subscriptionPlan } from './subscription_plan.ts'

export const usedColumns = [
  'u.event_id',
  'u.service',
  'u.metric',
  'u.direction',
  'u.started_at',
  'u.other_party',
  'u.other_network',
  'u.visited_network',
  'u.roaming',
  'u.service_name',
  'u.properties',
  'u.chargeable',
  'u.quantity',
  'u.metered_quantity',
  'u.stated_amount',
  'u.stated_currency',
  'u._source',
  'u._landed_at',
] as const

export const planColumns = [
  'subscription_id',
  'customer_id',
  'billing_account_id',
  'payer_account_id',
  'cycle_day',
  'type',
  'status',
  'offering_id',
  'tariff_id',
  'tax_rate',
  'currency',
] as const

/** Usage with the line that used it and what that line had when it began. */
const inferred = model('rating.planned_usage', {
  used: measuredUsage,
  number: numberAssignment,
  plan: subscriptionPlan,
  offset: zoneOffset,
})
  .describe({
    description:
      'Every use with its line, the line’s plan and the local time when it began; null where nobody knows them.',
    columns: {
      local_started_at: 'Start on the clock of the account’s zone',
      clock_changes_in:
        'Seconds from the start to the next change of the zone’s clock; null when there is none any more',
      clock_change_s: 'Seconds by which it is then put forward; negative: back',
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
      .with('keyed', (w) =>
        w
          .selectFrom('used as u')
          .select(usedColumns)
          .select((eb) => [
            'u.subscription_id',
            ch.if(eb('u.subscription_id', 'is', null), eb.ref('u.served_number'), ch.null<Text>()).as('served_number'),
            ch.if(eb('u.subscription_id', 'is', null), eb.ref('u.imsi'), ch.null<Text>()).as('imsi'),
          ]),
      )
      .with('identified', (w) =>
        w
          .selectFrom('keyed as u')
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
      .selectFrom('identified as u')
      .leftJoin('plan as p', (join) =>
        asof(join.onRef('p.subscription_id', '=', 'u.subscription_id').onRef('u.started_at', '>=', 'p.valid_from')),
      )
      .leftJoin('offset as o', (join) =>
        asof(join.onRef('o.zone', '=', 'p.time_zone').onRef('u.started_at', '>=', 'o.from_at')),
      )
      .select(usedColumns)
      .select((eb) => [
        'u.subscription_id',
        'p.customer_id',
        'p.billing_account_id',
        'p.payer_account_id',
        'p.cycle_day',
        'p.type',
        'p.status',
        'p.offering_id',
        'p.tariff_id',
        'p.tax_rate',
        'p.currency',
        localTime(eb.ref('u.started_at'), eb.ref('o.offset_s')).as('local_started_at'),
        ch
          .ceilDiv(
            ch.minus(ch.toUnixMilliseconds(eb.ref('o.to_at')), ch.toUnixMilliseconds(eb.ref('u.started_at'))),
            ch.literal(1000),
          )
          .as('clock_changes_in'),
        ch.minus(eb.ref('o.next_offset_s'), eb.ref('o.offset_s')).as('clock_change_s'),
      ]),
  )
  .view({
    time: 'started_at',
    from: { used: 'started_at' },
    dimensions: {
      number: { from: 'valid_from', to: 'valid_to' },
      plan: { from: 'valid_from', to: 'valid_to' },
      offset: { from: 'from_at' },
    },
  })

export interface PlannedUsageRow extends RowOf<typeof inferred> {}

export const plannedUsage: Model<'rating.planned_usage', PlannedUsageRow> = inferred
