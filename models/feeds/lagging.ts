import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { feedState } from '../sources.ts'
import { currentLimit } from './current_limit.ts'

export const lagging = model('feeds.lagging', { state: feedState, limit: currentLimit })
  .describe({
    description: 'Partitions of running feeds where something has waited to land for longer than allowed.',
    columns: {
      at: 'When the process last said so',
      lag: 'Records (Kafka) or files (folder) that wait; NULL where that cannot be known',
      lag_s: 'Age of the oldest of them in seconds, or how long the partition has had no leader',
      detail: 'What it waits for, where it waits',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) =>
    q
      .with('latest', (w) =>
        w
          .selectFrom('state as s')
          .crossJoin('limit as l')
          .select((eb) => [
            's.feed',
            's.partition',
            ch.max(eb.ref('s.at')).as('at'),
            ch.argMax(eb.ref('s.state'), eb.ref('s.at')).as('state'),
            // Wrapped, because argMax passes over NULL: a lag that is no longer known would stay.
            ch.at(ch.argMax(ch.array(eb.ref('s.lag')), eb.ref('s.at')), 1).as('lag'),
            ch.at(ch.argMax(ch.array(eb.ref('s.lag_ms')), eb.ref('s.at')), 1).as('lag_ms'),
            ch.argMax(eb.ref('s.detail'), eb.ref('s.at')).as('detail'),
            ch.any(eb.ref('l.lag_s')).as('limit_s'),
          ])
          .where((eb) => eb('s.at', '>=', ch.addSeconds(eb.ref('l.at'), ch.negate(eb.ref('l.beat_s')))))
          .groupBy(['s.feed', 's.partition']),
      )
      .selectFrom('latest as s')
      .select((eb) => [
        's.feed',
        's.partition',
        's.at',
        's.lag',
        ch.intDiv(eb.ref('s.lag_ms'), ch.literal(1000 as number)).as('lag_s'),
        's.limit_s',
        's.detail',
      ])
      .where('s.state', 'not in', ['stopped', 'failed'])
      .where((eb) =>
        eb(ch.intDiv(eb.ref('s.lag_ms'), ch.literal(1000 as number)), '>', ch.toLong(eb.ref('s.limit_s'))),
      ),
  )
  .view()
