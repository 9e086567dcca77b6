import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'

/** Offsets of time zones: local time in models is an ASOF join on it. */
export const zoneOffset = model('staging.zone_offset', { offset: sources.timeZoneOffset })
  .describe({
    description:
      'Offset of a time zone from UTC for [from_at, to_at). Local time is the instant shifted by it; no zone function runs on rows.',
    columns: { offset_s: 'Seconds to add to UTC', next_offset_s: 'That from `to_at` on; null after the last' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('held', (w) =>
        w
          .selectFrom('offset as o')
          .select(['o.zone', 'o.from_at', 'o.to_at', 'o.offset_s'])
          .$call(lastLanded((eb) => [eb.ref('o.zone'), eb.ref('o.from_at')])),
      )
      .selectFrom('held as o')
      .select((eb) => [
        'o.zone',
        'o.from_at',
        'o.to_at',
        'o.offset_s',
        over(ch.lead(eb.ref('o.offset_s')), { partitionBy: [eb.ref('o.zone')], orderBy: [eb.ref('o.from_at')] }).as(
          'next_offset_s',
        ),
      ]),
  )
  .table({ orderBy: ['zone', 'from_at'] })
  .check(notNull('zone', 'from_at', 'offset_s'), unique('zone', 'from_at'))
