import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { latestState } from './deduplicate.ts'

/** Latest state of every dispute. */
export const disputeCurrent = model('staging.dispute_current', { dispute: sources.dispute })
  .describe({ description: 'Latest state of every dispute.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('dispute as s')
      .selectAll('s')
      .$call(latestState('updated_at', (eb) => [eb.ref('s.dispute_id')])),
  )
  .table({ orderBy: ['dispute_id'] })
  .check(notNull('dispute_id'), unique('dispute_id'))
