import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { feedFile } from '../sources.ts'
import { currentLimit } from './current_limit.ts'

export const refusedFile = model('feeds.refused_file', { file: feedFile, limit: currentLimit })
  .describe({
    description: 'Files of watched folders that could not be taken within the last days, by feed and name.',
    columns: {
      first_at: 'When it was first refused in that time',
      times: 'How often it was refused in that time',
      reason: 'Why, and what to do',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) =>
    q
      .selectFrom('file as f')
      .crossJoin('limit as l')
      .select((eb) => [
        'f.feed',
        'f.file',
        ch.min(eb.ref('f.at')).as('first_at'),
        ch.count().as('times'),
        ch.argMax(eb.ref('f.detail'), eb.ref('f.at')).as('reason'),
      ])
      .where('f.outcome', '=', 'refused')
      .where((eb) => eb('f.at', '>=', ch.addDays(eb.ref('l.at'), ch.negate(eb.ref('l.refused_days')))))
      .groupBy(['f.feed', 'f.file']),
  )
  .view()
