import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { feedState } from '../sources.ts'
import { currentLimit } from './current_limit.ts'

export const process = model('feeds.process', { state: feedState, limit: currentLimit })
  .describe({
    description: 'Processes that run or ran a feed in the last 14 days, by their latest beat.',
    columns: {
      began_at: 'When the process took up the feed',
      last_beat: 'Its latest sign',
      state: 'What it said then; stopped and failed are last words',
      detail: 'Why it failed',
      alive: 'Beats, and has not stopped or failed',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) =>
    q
      .with('latest', (w) =>
        w
          .selectFrom('state as s')
          .select((eb) => [
            's.feed',
            's.host',
            's.pid',
            's.began_at',
            ch.max(eb.ref('s.at')).as('last_beat'),
            ch.argMax(eb.ref('s.state'), eb.ref('s.at')).as('state'),
            ch.argMax(eb.ref('s.detail'), eb.ref('s.at')).as('detail'),
          ])
          .groupBy(['s.feed', 's.host', 's.pid', 's.began_at']),
      )
      .selectFrom('latest as p')
      .crossJoin('limit as l')
      .select((eb) => [
        'p.feed',
        'p.host',
        'p.pid',
        'p.began_at',
        'p.last_beat',
        'p.state',
        'p.detail',
        ch
          .toBool(
            eb.and([
              eb('p.last_beat', '>=', ch.addSeconds(eb.ref('l.at'), ch.negate(eb.ref('l.beat_s')))),
              eb('p.state', 'not in', ['stopped', 'failed']),
            ]),
          )
          .as('alive'),
      ]),
  )
  .view()
