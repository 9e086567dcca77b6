import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { landing } from '../sources.ts'

/** Days before a feed's latest arrival that its habit is taken from. */
const HABIT_DAYS = 14

export const habit = model('feeds.habit', { landing })
  .describe({
    description: `How a feed usually comes, from the ${HABIT_DAYS} days before its latest arrival. An arrival is a minute in which events landed.`,
    columns: {
      arrivals: 'Minutes with landed events',
      first_arrival: 'The first of them',
      last_arrival: 'The latest of them',
      usual_gap_s: 'Seconds between two arrivals that 95 % of the gaps stay below; NULL for a single arrival',
      usual_reject_share: 'Records refused / records read',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) =>
    q
      .with('batch', (w) =>
        w
          .selectFrom('landing as l')
          .select((eb) => [
            'l.feed',
            ch.toStartOfMinute(eb.ref('l.landed_at')).as('minute'),
            ch.sum(eb.ref('l.events')).as('events'),
            ch.sum(eb.ref('l.records')).as('records'),
            ch.sum(eb.ref('l.quarantined')).as('quarantined'),
          ])
          .where('l.state', '=', 'done')
          .where('l.kind', '=', 'land')
          .groupBy((eb) => ['l.feed', ch.toStartOfMinute(eb.ref('l.landed_at'))]),
      )
      .with('latest', (w) =>
        w
          .selectFrom('batch as b')
          .select((eb) => ['b.feed', ch.max(eb.ref('b.minute')).as('minute')])
          .where('b.events', '>', 0n)
          .groupBy('b.feed'),
      )
      .with('recent', (w) =>
        w
          .selectFrom('batch as b')
          .innerJoin('latest as n', 'n.feed', 'b.feed')
          .select(['b.feed', 'b.minute', 'b.events', 'b.records', 'b.quarantined'])
          .where((eb) => eb('b.minute', '>=', ch.addDays(eb.ref('n.minute'), ch.literal(-HABIT_DAYS)))),
      )
      .with('gap', (w) =>
        w
          .selectFrom('recent as r')
          .select((eb) => [
            'r.feed',
            'r.minute',
            ch
              .dateDiff(
                'second',
                over(ch.lag(eb.ref('r.minute')), { partitionBy: [eb.ref('r.feed')], orderBy: [eb.ref('r.minute')] }),
                eb.ref('r.minute'),
              )
              .as('seconds'),
          ])
          .where('r.events', '>', 0n),
      )
      .with('coming', (w) =>
        w
          .selectFrom('gap as g')
          .select((eb) => [
            'g.feed',
            ch.count().as('arrivals'),
            ch.min(eb.ref('g.minute')).as('first_arrival'),
            ch.max(eb.ref('g.minute')).as('last_arrival'),
            ch.toNullable(ch.quantile(eb.ref('g.seconds'), 0.95)).as('usual_gap_s'),
          ])
          .groupBy('g.feed'),
      )
      .with('refusing', (w) =>
        w
          .selectFrom('recent as r')
          .select((eb) => [
            'r.feed',
            ch.ratio(ch.sum(eb.ref('r.quarantined')), ch.sum(eb.ref('r.records'))).as('usual_reject_share'),
          ])
          .groupBy('r.feed'),
      )
      .selectFrom('coming as c')
      .innerJoin('refusing as s', 's.feed', 'c.feed')
      .select(['c.feed', 'c.arrivals', 'c.first_arrival', 'c.last_arrival', 'c.usual_gap_s', 's.usual_reject_share']),
  )
  .table({ orderBy: ['feed'] })
  .check(notNull('feed', 'arrivals', 'last_arrival'), unique('feed'))
