import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseChange } from './base_change.ts'
import { baseWindow } from './base_window.ts'
import { openingAndClosing, rollsForward } from './roll_forward.ts'

/** Running sums of daily changes over a grid of slices x days; what came before the window is its opening. */
export const baseDaily = model('customers.base_daily', { change: baseChange, window: baseWindow })
  .describe({
    description:
      'Lines in the base, by local day and slice: opening + adds + reconnects + moved_in - moved_out - terminations = closing, in every slice and on every day. A slice has a row for every day from its first line on.',
    columns: {
      day: 'Calendar day in the account’s time zone',
      opening: 'Lines in the base at the start of the day: the closing of the day before',
      adds: 'Lines never in the base before: postpaid at activation, prepaid at the first revenue event',
      reconnects: 'Lines back after an absence',
      moved_in: 'Lines that came from another slice: migration, change of plan, segment or region',
      moved_out: 'Lines that went to another slice',
      terminations:
        'Lines that left: postpaid at termination, prepaid on the last revenue event’s day + N or at termination, whichever is first',
      closing:
        'Lines in the base at the end of the day; suspended lines count, pending and never activated ones do not',
    },
    tags: ['base', 'churn'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('delta', (w) =>
        w
          .selectFrom('change as c')
          .crossJoin('window as w')
          .select((eb) => [
            'c.type',
            'c.segment',
            'c.region',
            'c.offering_id',
            ch.greatest(eb.ref('c.day'), ch.addDays(eb.ref('w.first_day'), ch.literal(-1))).as('day'),
            ch.countIf(eb('c.change', '=', 'add')).as('adds'),
            ch.countIf(eb('c.change', '=', 'reconnect')).as('reconnects'),
            ch.countIf(eb('c.change', '=', 'moved in')).as('moved_in'),
            ch.countIf(eb('c.change', '=', 'moved out')).as('moved_out'),
            ch.countIf(eb('c.change', '=', 'termination')).as('terminations'),
          ])
          .where((eb) =>
            eb.and([
              eb('c.day', '<=', eb.ref('w.last_day')),
              eb.or([
                eb('c.change', 'not in', ['moved in', 'moved out']),
                eb('c.other_type', '!=', eb.ref('c.type')),
                eb('c.other_segment', '!=', eb.ref('c.segment')),
                eb('c.other_region', '!=', eb.ref('c.region')),
                eb('c.other_offering_id', '!=', eb.ref('c.offering_id')),
              ]),
            ]),
          )
          .groupBy((eb) => [
            'c.type',
            'c.segment',
            'c.region',
            'c.offering_id',
            ch.greatest(eb.ref('c.day'), ch.addDays(eb.ref('w.first_day'), ch.literal(-1))),
          ]),
      )
      .with('slice', (w) =>
        w
          .selectFrom('delta as d')
          .select((eb) => ['d.type', 'd.segment', 'd.region', 'd.offering_id', ch.min(eb.ref('d.day')).as('first_day')])
          .groupBy(['d.type', 'd.segment', 'd.region', 'd.offering_id']),
      )
      .with('grid', (w) =>
        w
          .selectFrom('slice as s')
          .crossJoin('window as w')
          .$call(
            arrayJoin('day', (eb) => ch.days(eb.ref('s.first_day'), ch.addDays(eb.ref('w.last_day'), ch.literal(1)))),
          )
          .select(['s.type', 's.segment', 's.region', 's.offering_id', 'day', 'w.first_day as shown_from']),
      )
      .with('daily', (w) =>
        w
          .selectFrom('grid as g')
          .leftJoin('delta as d', (join) =>
            join
              .onRef('d.type', '=', 'g.type')
              .onRef('d.segment', '=', 'g.segment')
              .onRef('d.region', '=', 'g.region')
              .onRef('d.offering_id', '=', 'g.offering_id')
              .onRef('d.day', '=', 'g.day'),
          )
          .select((eb) => [
            'g.day',
            'g.shown_from',
            'g.type',
            'g.segment',
            'g.region',
            'g.offering_id',
            ch.toLong(ch.coalesce(eb.ref('d.adds'), ch.literal(0n))).as('adds'),
            ch.toLong(ch.coalesce(eb.ref('d.reconnects'), ch.literal(0n))).as('reconnects'),
            ch.toLong(ch.coalesce(eb.ref('d.moved_in'), ch.literal(0n))).as('moved_in'),
            ch.toLong(ch.coalesce(eb.ref('d.moved_out'), ch.literal(0n))).as('moved_out'),
            ch.toLong(ch.coalesce(eb.ref('d.terminations'), ch.literal(0n))).as('terminations'),
          ]),
      )
      .with('running', (w) =>
        w
          .selectFrom('daily as d')
          .selectAll('d')
          .select((eb) =>
            openingAndClosing(
              {
                adds: eb.ref('d.adds'),
                reconnects: eb.ref('d.reconnects'),
                moved_in: eb.ref('d.moved_in'),
                moved_out: eb.ref('d.moved_out'),
                terminations: eb.ref('d.terminations'),
              },
              {
                partitionBy: [eb.ref('d.type'), eb.ref('d.segment'), eb.ref('d.region'), eb.ref('d.offering_id')],
                orderBy: [eb.ref('d.day')],
              },
            ),
          ),
      )
      .selectFrom('running as r')
      .select([
        'r.day',
        'r.type',
        'r.segment',
        'r.region',
        'r.offering_id',
        'r.opening',
        'r.adds',
        'r.reconnects',
        'r.moved_in',
        'r.moved_out',
        'r.terminations',
        'r.closing',
      ])
      .whereRef('r.day', '>=', 'r.shown_from'),
  )
  .table({ orderBy: ['day', 'type', 'segment', 'region', 'offering_id'] })
  .check(
    notNull('day', 'type', 'segment', 'region', 'offering_id'),
    unique('day', 'type', 'segment', 'region', 'offering_id'),
    rollsForward,
    expression('no slice falls below zero', (eb) => eb('closing', '>=', 0n)),
  )
