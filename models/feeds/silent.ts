import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Float, Instant } from '../../warehouse/columns.ts'
import { feedState, landing } from '../sources.ts'
import { currentLimit } from './current_limit.ts'
import { habit } from './habit.ts'
import { process } from './process.ts'

export const silent = model('feeds.silent', {
  landing,
  state: feedState,
  habit,
  process,
  limit: currentLimit,
})
  .describe({
    description:
      'Feeds that nothing has come through for longer than is their habit. Expected are feeds that a process runs, and those that came often enough to have a habit (feeds.alarm_limit).',
    columns: {
      since: 'When events last landed; when a process took the feed up, where none ever have',
      silent_s: 'Seconds since',
      limit_s: 'Seconds of silence that are allowed',
      usual_gap_s: 'Gap that 95 % of the feed’s gaps stay below; NULL where no habit is known',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) =>
    q
      .with('sign', (w) =>
        w
          .selectFrom('landing as l')
          .select((eb) => [
            'l.feed',
            ch.toNullable(ch.max(eb.ref('l.landed_at'))).as('landed_at'),
            ch.null<Instant>().as('taken_up_at'),
          ])
          .where('l.state', '=', 'done')
          .where('l.kind', '=', 'land')
          .where('l.events', '>', 0n)
          .groupBy('l.feed')
          .unionAll(
            w
              .selectFrom('state as s')
              .select((eb) => [
                's.feed',
                ch.null<Instant>().as('landed_at'),
                ch.toNullable(ch.min(eb.ref('s.began_at'))).as('taken_up_at'),
              ])
              .groupBy('s.feed'),
          ),
      )
      .with('feed', (w) =>
        w
          .selectFrom('sign as s')
          .select((eb) => [
            's.feed',
            ch.coalesce(ch.max(eb.ref('s.landed_at')), ch.max(eb.ref('s.taken_up_at'))).as('since'),
          ])
          .groupBy('s.feed'),
      )
      .with('run', (w) =>
        w
          .selectFrom('process as p')
          .select((eb) => ['p.feed', ch.countIf(eb('p.alive', '=', true)).as('alive')])
          .groupBy('p.feed'),
      )
      .with('held', (w) =>
        w
          .selectFrom('feed as f')
          .leftJoin('habit as h', 'h.feed', 'f.feed')
          .leftJoin('run as r', 'r.feed', 'f.feed')
          .crossJoin('limit as l')
          .select((eb) => {
            const known = eb.and([
              eb(
                ch.coalesce(eb.ref('h.arrivals'), ch.literal(0n as bigint)),
                '>=',
                ch.toLong(eb.ref('l.habit_arrivals')),
              ),
              eb(
                ch.coalesce(
                  ch.dateDiff('second', eb.ref('h.first_arrival'), eb.ref('h.last_arrival')),
                  ch.literal(0n as bigint),
                ),
                '>=',
                ch.toLong(eb.ref('l.habit_span_s')),
              ),
            ])
            return [
              'f.feed',
              ch.notNull(eb.ref('f.since')).as('since'),
              'l.at',
              'l.expected_days',
              ch.toBool(known).as('known'),
              ch.toBool(eb(ch.coalesce(eb.ref('r.alive'), ch.literal(0n as bigint)), '>', 0n)).as('alive'),
              ch
                .if(
                  known,
                  ch.greatest(
                    ch.multiply(
                      eb.ref('l.silent_times'),
                      ch.coalesce(eb.ref('h.usual_gap_s'), ch.toFloat(ch.literal(0 as number))),
                    ),
                    ch.toFloat(eb.ref('l.silent_least_s')),
                  ),
                  ch.toFloat(eb.ref('l.silent_unknown_s')),
                )
                .as('limit_s'),
              ch.if(known, eb.ref('h.usual_gap_s'), ch.null<Float>()).as('usual_gap_s'),
            ]
          }),
      )
      .selectFrom('held as h')
      .select((eb) => [
        'h.feed',
        'h.since',
        ch.dateDiff('second', eb.ref('h.since'), eb.ref('h.at')).as('silent_s'),
        'h.limit_s',
        'h.usual_gap_s',
      ])
      .where((eb) =>
        eb.and([
          eb(ch.toFloat(ch.dateDiff('second', eb.ref('h.since'), eb.ref('h.at'))), '>', eb.ref('h.limit_s')),
          eb.or([
            eb('h.alive', '=', true),
            eb.and([
              eb('h.known', '=', true),
              eb('h.since', '>=', ch.addDays(eb.ref('h.at'), ch.negate(eb.ref('h.expected_days')))),
            ]),
          ]),
        ]),
      ),
  )
  .view()
