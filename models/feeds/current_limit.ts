import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { alarmLimit } from './alarm_limit.ts'
import { clock } from './clock.ts'

export const currentLimit = model('feeds.current_limit', { clock, limit: alarmLimit })
  .describe({
    description: 'The alarm limits in force at the time of reading, one row, with that time.',
    tags: ['feeds'],
  })
  .query((q) =>
    q
      .selectFrom('clock as c')
      .crossJoin('limit as l')
      .select([
        'c.at',
        'l.silent_times',
        'l.silent_least_s',
        'l.habit_arrivals',
        'l.habit_span_s',
        'l.silent_unknown_s',
        'l.expected_days',
        'l.reject_share_hour',
        'l.reject_records_hour',
        'l.reject_share_day',
        'l.reject_records_day',
        'l.lag_s',
        'l.beat_s',
        'l.refused_days',
      ])
      .where((eb) =>
        eb.and([eb('l.valid_from', '<=', ch.toDate(eb.ref('c.at'))), eb('l.valid_to', '>', ch.toDate(eb.ref('c.at')))]),
      ),
  )
  .view()
