import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Int } from '../../warehouse/columns.ts'
import { sources } from '../sources.ts'
import { usageColumns } from './usage_columns.ts'
import { usageSession } from './usage_session.ts'
import { usageSuspect } from './usage_suspect.ts'

/** NULL of the type of words, which a bare NULL would widen. */
const noText = ch.lowCardinality(ch.nullIf(ch.text(''), ch.text('')))

/** Every usage event once, sessions of several reports among them. */
export const usageEvent = model('staging.usage_event', {
  usage: sources.usage,
  suspect: usageSuspect,
  session: usageSession,
})
  .describe({
    description:
      'Every usage event once: of events with one identity, or landed twice from one position, the first; and every session that several reports describe.',
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
      .unionAll(q.selectFrom('suspect as u').select(usageColumns).where('u.fate', '=', 'kept'))
      .unionAll(
        q
          .selectFrom('session as u')
          .select([
            'u.event_id',
            'u.service',
            'u.direction',
            'u.started_at',
            'u.subscription_id',
            'u.served_number',
            'u.imsi',
            'u.other_party',
            noText.as('other_network'),
            'u.answered',
            'u.duration_s',
            ch.null<Int>().as('elapsed_s'),
            'u.messages',
            'u.bytes_up',
            'u.bytes_down',
            'u.service_name',
            'u.roaming',
            'u.visited_network',
            'u.cell_id',
            'u.cause',
            'u.stated_amount',
            'u.stated_currency',
            'u._source',
            'u._partition',
            'u._position',
            'u._batch',
            'u._landed_at',
          ])
          .where('u.carries_use', '=', true),
      ),
  )
  // A row, and what became of it, lie in one day: a suspect row is the landed row itself.
  .view({ time: 'started_at', from: { usage: 'started_at', suspect: 'started_at', session: 'started_at' } })
