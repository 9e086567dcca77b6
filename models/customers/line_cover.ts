import type { Expression } from 'kysely'
import { expression, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { activityDay } from './activity_day.ts'
import { inactivityDays } from './inactivity.ts'
import { lineState } from './line_state.ts'
import { openDay } from './open_day.ts'

/** The day until which, not included, evidence of a day holds. */
const covers = (day: Expression<Day>) => ch.addDays(day, inactivityDays(day))

/**
 * What shows that a line is alive, merged into intervals. Three kinds of evidence: a revenue event covers its day and the
 * N - 1 after it; postpaid service covers itself and, so that a migration to prepaid is no departure, N - 1 days more; and
 * for a line activated before the first event of the data nothing is known, so its activation stands for activity until then.
 */
export const lineCover = model('customers.line_cover', { activity: activityDay, state: lineState })
  .describe({
    description:
      'Local days [from_day, to_day) within which a line is alive by evidence; a prepaid line is in the base only there.',
    columns: { to_day: 'Day of the last evidence + N: the day a prepaid line leaves' },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('feed', (w) =>
        w.selectFrom('activity as a').select((eb) => ch.min(ch.toNullable(eb.ref('a.day'))).as('first_day')),
      )
      .with('serving', (w) =>
        w
          .selectFrom('state as s')
          .select((eb) => [
            's.subscription_id',
            's.from_day',
            's.to_day',
            ch.endsWith(eb.ref('s.type'), ch.text('postpaid')).as('postpaid'),
          ])
          .where('s.status', 'in', ['active', 'suspended']),
      )
      .with('evidence', (w) =>
        w
          .selectFrom('activity as a')
          .select((eb) => ['a.subscription_id', 'a.day as from_day', covers(eb.ref('a.day')).as('to_day')])
          .unionAll(
            w
              .selectFrom('serving as s')
              .select((eb) => [
                's.subscription_id',
                's.from_day',
                covers(ch.addDays(eb.ref('s.to_day'), ch.literal(-1))).as('to_day'),
              ])
              .where('s.postpaid', '=', true),
          )
          .unionAll(
            w
              .selectFrom('serving as s')
              .crossJoin('feed as f')
              .select((eb) => [
                's.subscription_id',
                ch.min(eb.ref('s.from_day')).as('from_day'),
                ch.any(covers(ch.addDays(ch.coalesce(eb.ref('f.first_day'), openDay()), ch.literal(-1)))).as('to_day'),
              ])
              .where((eb) =>
                eb.and([
                  eb('s.postpaid', '=', false),
                  eb.or([eb('f.first_day', 'is', null), eb('s.from_day', '<', eb.ref('f.first_day'))]),
                ]),
              )
              .groupBy('s.subscription_id'),
          ),
      )
      .with('reach', (w) =>
        w.selectFrom('evidence as e').select((eb) => [
          'e.subscription_id',
          'e.from_day',
          'e.to_day',
          over(ch.max(ch.toNullable(eb.ref('e.to_day'))), {
            partitionBy: [eb.ref('e.subscription_id')],
            orderBy: [eb.ref('e.from_day'), eb.ref('e.to_day')],
            frame: rowsBetween('unbounded', -1),
          }).as('reached'),
        ]),
      )
      .with('island', (w) =>
        w.selectFrom('reach as r').select((eb) => [
          'r.subscription_id',
          'r.from_day',
          'r.to_day',
          over(
            ch.sum(
              ch.if(
                eb.or([eb('r.reached', 'is', null), eb('r.from_day', '>', eb.ref('r.reached'))]),
                ch.literal(1 as number),
                ch.literal(0 as number),
              ),
            ),
            {
              partitionBy: [eb.ref('r.subscription_id')],
              orderBy: [eb.ref('r.from_day'), eb.ref('r.to_day')],
              frame: rowsBetween('unbounded', 0),
            },
          ).as('number'),
        ]),
      )
      .selectFrom('island as i')
      .select((eb) => [
        'i.subscription_id',
        ch.min(eb.ref('i.from_day')).as('from_day'),
        ch.max(eb.ref('i.to_day')).as('to_day'),
      ])
      .groupBy(['i.subscription_id', 'i.number']),
  )
  .table({ orderBy: ['subscription_id', 'from_day'] })
  .check(
    unique('subscription_id', 'from_day'),
    expression('from before to', (eb) => eb('from_day', '<', eb.ref('to_day'))),
  )
