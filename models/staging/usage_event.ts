import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { usageColumns } from './usage_columns.ts'
import { usageSuspect } from './usage_suspect.ts'

/** Every usage event once. */
export const usageEvent = model('staging.usage_event', { usage: sources.usage, suspect: usageSuspect })
  .describe({
    description: 'Every usage event once: of events with one identity, or landed twice from one position, the first.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('usage as u')
      .select(usageColumns)
      .where((eb) =>
        eb(
          eb.refTuple('u._source', 'u._partition', 'u._position'),
          'not in',
          eb
            .selectFrom('suspect as s')
            .select(['s._source', 's._partition', 's._position'])
            .$asTuple('_source', '_partition', '_position'),
        ),
      )
      .unionAll(q.selectFrom('suspect as u').select(usageColumns).where('u.fate', '=', 'kept')),
  )
  .view()
