import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { eventId } from '../rating/usage_measure.ts'
import { sources } from '../sources.ts'

/** Use of metrics, with what was sent more than once numbered. */
export const meteredEvent = model('staging.metered_event', { used: sources.meteredUsage })
  .describe({
    description:
      'Use of metrics as landed, each event with the number of its copy: 1 is the event itself, the others were sent again.',
    columns: {
      event_id: 'Id given by the source, else partition and position of the feed',
      copy: '1 for the first landed with the id, which counts',
    },
    tags: ['core'],
  })
  .query((q) =>
    q.selectFrom('used as u').select((eb) => {
      const id = eventId(eb.ref('u.event_id'), eb.ref('u._partition'), eb.ref('u._position'))
      return [
        id.as('event_id'),
        'u.metric',
        'u.started_at',
        'u.subscription_id',
        'u.quantity',
        'u.amount',
        'u.properties',
        over(ch.rowNumber(), {
          partitionBy: [id],
          orderBy: [eb.ref('u._landed_at'), eb.ref('u._source'), eb.ref('u._partition'), eb.ref('u._position')],
        }).as('copy'),
        'u._source',
        'u._partition',
        'u._position',
        'u._landed_at',
      ]
    }),
  )
  .table({ orderBy: ['subscription_id', 'metric', 'started_at'] })
  .check(notNull('event_id', 'quantity'))
