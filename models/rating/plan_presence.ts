import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { subscriptionPlan } from './subscription_plan.ts'

/** The times in which a line had a tariff. */
const inferred = model('rating.plan_presence', { plan: subscriptionPlan, offset: zoneOffset })
  .describe({
    description:
      'Since when and until when a line had a tariff, by the local clock: what a prorated price counts. The day of a change of plan belongs to the new one; the day of a termination still counts.',
    columns: {
      entered_at: 'Local time since which the line first had the tariff',
      stays:
        'Each time in which it had it, and each state: from and until by the local clock, first local day, first local day after',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('followed', (w) =>
        w.selectFrom('plan as p').select((eb) => {
          const next = { partitionBy: [eb.ref('p.subscription_id')], orderBy: [eb.ref('p.valid_from')] }
          return [
            'p.subscription_id',
            'p.tariff_id',
            'p.status',
            'p.time_zone',
            'p.valid_from',
            'p.valid_to',
            over(ch.lead(ch.toString(eb.ref('p.status'))), next).as('next_status'),
          ]
        }),
      )
      .with('held', (w) =>
        w
          .selectFrom('followed as p')
          .leftJoin('offset as f', (join) =>
            asof(join.onRef('f.zone', '=', 'p.time_zone').onRef('p.valid_from', '>=', 'f.from_at')),
          )
          .leftJoin('offset as t', (join) =>
            asof(join.onRef('t.zone', '=', 'p.time_zone').onRef('p.valid_to', '>=', 't.from_at')),
          )
          .select((eb) => [
            'p.subscription_id',
            'p.tariff_id',
            'p.next_status',
            ch.castTo(localTime(eb.ref('p.valid_from'), eb.ref('f.offset_s')), t.instant).as('entered_at'),
            ch.castTo(localTime(eb.ref('p.valid_to'), eb.ref('t.offset_s')), t.instant).as('left_at'),
          ])
          .where((eb) => eb.and([eb('p.status', 'in', ['active', 'suspended']), eb('p.tariff_id', 'is not', null)])),
      )
      .with('ended', (w) =>
        w.selectFrom('held as h').select((eb) => {
          const goesOn = eb('h.next_status', 'in', ['active', 'suspended'])
          const after = ch.addDays(ch.toDate(ch.addMilliseconds(eb.ref('h.left_at'), ch.literal(-1))), ch.literal(1))
          const next = over(ch.lead(ch.toDate(eb.ref('h.entered_at'))), {
            partitionBy: [eb.ref('h.subscription_id')],
            orderBy: [eb.ref('h.entered_at')],
          })
          return [
            'h.subscription_id',
            'h.tariff_id',
            'h.entered_at',
            'h.left_at',
            // A line that is terminated and begins anew on one day has that day once.
            ch.if(goesOn, ch.toDate(eb.ref('h.left_at')), ch.least(after, ch.coalesce(next, after))).as('end_day'),
          ]
        }),
      )
      .selectFrom('ended as h')
      .select((eb) => [
        'h.subscription_id',
        ch.notNull(eb.ref('h.tariff_id')).as('tariff_id'),
        ch.min(eb.ref('h.entered_at')).as('entered_at'),
        ch
          .arraySort(
            ch.groupArray(
              ch.tuple(
                eb.ref('h.entered_at'),
                eb.ref('h.left_at'),
                ch.toDate(eb.ref('h.entered_at')),
                eb.ref('h.end_day'),
              ),
            ),
          )
          .as('stays'),
      ])
      .groupBy(['h.subscription_id', 'h.tariff_id']),
  )
  .table({ orderBy: ['subscription_id', 'tariff_id'] })
  .check(notNull('subscription_id', 'tariff_id'), unique('subscription_id', 'tariff_id'))

export interface PlanPresenceRow extends RowOf<typeof inferred> {}

export const planPresence: Model<'rating.plan_presence', PlanPresenceRow> = inferred
