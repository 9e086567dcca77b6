import { model } from '../../transforms/project/model.ts'
import type { RowOf } from '../../transforms/project/relation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { QueryCreator } from '../../transforms/sql/query.ts'
import { landing } from '../sources.ts'
import { currentLimit } from './current_limit.ts'
import { habit } from './habit.ts'

/** The two windows that shares are taken over. */
const windows = [
  { name: 'last hour', hours: 1, share: 'l.reject_share_hour', least: 'l.reject_records_hour' },
  { name: 'last day', hours: 24, share: 'l.reject_share_day', least: 'l.reject_records_day' },
] as const

type Refs = { landing: RowOf<typeof landing>; limit: RowOf<typeof currentLimit> }

/** Records read and refused within a window, by feed, with the window's limits. */
function within(q: QueryCreator<Refs>, { name, hours, share, least }: (typeof windows)[number]) {
  return q
    .selectFrom('landing as b')
    .crossJoin('limit as l')
    .select((eb) => [
      'b.feed',
      ch.text(name).as('window'),
      ch.addHours(ch.any(eb.ref('l.at')), ch.literal(-hours)).as('since'),
      ch.sum(eb.ref('b.records')).as('records'),
      ch.sum(eb.ref('b.quarantined')).as('refused'),
      ch.any(eb.ref(share)).as('limit_share'),
      ch.toLong(ch.any(eb.ref(least))).as('least'),
    ])
    .where('b.state', '=', 'done')
    .where('b.kind', '=', 'land')
    .where((eb) => eb('b.landed_at', '>=', ch.addHours(eb.ref('l.at'), ch.literal(-hours))))
    .groupBy('b.feed')
}

export const refusing = model('feeds.refusing', { landing, habit, limit: currentLimit })
  .describe({
    description: 'Feeds of whose records a larger share than allowed was refused within the last hour or day.',
    columns: {
      window: '`last hour` or `last day`',
      since: 'Begin of the window',
      share: 'Records refused / records read in the window',
      usual_share: 'The same over the 14 days before the feed’s latest arrival',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) =>
    q
      .with('window', (w) =>
        within(w as unknown as QueryCreator<Refs>, windows[0]).unionAll(
          within(w as unknown as QueryCreator<Refs>, windows[1]),
        ),
      )
      .selectFrom('window as w')
      .leftJoin('habit as h', 'h.feed', 'w.feed')
      .select((eb) => [
        'w.feed',
        'w.window',
        'w.since',
        'w.records',
        'w.refused',
        ch
          .coalesce(ch.ratio(eb.ref('w.refused'), eb.ref('w.records')), ch.toFloat(ch.literal(0 as number)))
          .as('share'),
        'w.limit_share',
        'h.usual_reject_share as usual_share',
      ])
      .where((eb) =>
        eb.and([
          eb('w.records', '>=', eb.ref('w.least')),
          eb(ch.ratio(eb.ref('w.refused'), eb.ref('w.records')), '>', eb.ref('w.limit_share')),
        ]),
      ),
  )
  .view()
