import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { process } from './process.ts'

export const stopped = model('feeds.stopped', { process })
  .describe({
    description:
      'Feeds that no process runs although the last one did not stop as it should: it was killed, or it failed. One that another has taken up since is not told.',
    columns: {
      since: 'The last sign of the process',
      state: 'What it said then: `failed`, or anything else for one that was killed',
      detail: 'Why it failed',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) =>
    q
      .with('feed', (w) =>
        w
          .selectFrom('process as p')
          .select((eb) => [
            'p.feed',
            ch.countIf(eb('p.alive', '=', true)).as('alive'),
            ch.max(eb.ref('p.began_at')).as('latest_begin'),
          ])
          .groupBy('p.feed'),
      )
      .selectFrom('process as p')
      .innerJoin('feed as f', 'f.feed', 'p.feed')
      .select(['p.feed', 'p.host', 'p.pid', 'p.last_beat as since', 'p.state', 'p.detail'])
      .where('f.alive', '=', 0n)
      .where('p.state', '<>', 'stopped')
      .where((eb) => eb('f.latest_begin', '<=', eb.ref('p.last_beat'))),
  )
  .view()
