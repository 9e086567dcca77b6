import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Int } from '../../warehouse/columns.ts'

/** What feeds are held against, in force from a day on until another row follows. */
interface AlarmLimit {
  readonly from: `${number}-${number}-${number}`
  /** First day no longer in force. */
  readonly to: `${number}-${number}-${number}`
  /** Silent when nothing came for this many times the gap that 95 of 100 gaps of the feed stay below, … */
  readonly silentTimes: number
  /** … but not before so many seconds. */
  readonly silentLeastSeconds: number
  /** A habit is known from so many arrivals (minutes with events) on, over at least so many seconds. */
  readonly habitArrivals: number
  readonly habitSpanSeconds: number
  /** Seconds of silence for a running feed whose habit is not known yet. */
  readonly silentUnknownSeconds: number
  /** A feed that has been silent for so many days is no longer expected. */
  readonly expectedDays: number
  /** Share of records refused within an hour, and of how many records at least. */
  readonly rejectShareHour: number
  readonly rejectRecordsHour: number
  /** The same within a day. */
  readonly rejectShareDay: number
  readonly rejectRecordsDay: number
  /** Age in seconds of the oldest record or file that has not landed. */
  readonly lagSeconds: number
  /** Seconds without a beat after which a process counts as gone. */
  readonly beatSeconds: number
  /** Days for which a refused file is told. */
  readonly refusedDays: number
}

/** To change a limit, end the row and add its successor. */
const limits: readonly AlarmLimit[] = [
  {
    from: '2000-01-01',
    to: '2120-01-01',
    silentTimes: 3,
    silentLeastSeconds: 900,
    habitArrivals: 10,
    habitSpanSeconds: 86_400,
    silentUnknownSeconds: 86_400,
    expectedDays: 14,
    rejectShareHour: 0.05,
    rejectRecordsHour: 20,
    rejectShareDay: 0.01,
    rejectRecordsDay: 100,
    lagSeconds: 900,
    beatSeconds: 60,
    refusedDays: 1,
  },
]

const whole = (value: number) => ch.toInt(ch.literal<Int>(value))
const share = (value: number) => ch.toFloat(ch.literal<number>(value))

function row(limit: AlarmLimit) {
  return [
    ch.day(limit.from).as('valid_from'),
    ch.day(limit.to).as('valid_to'),
    whole(limit.silentTimes).as('silent_times'),
    whole(limit.silentLeastSeconds).as('silent_least_s'),
    whole(limit.habitArrivals).as('habit_arrivals'),
    whole(limit.habitSpanSeconds).as('habit_span_s'),
    whole(limit.silentUnknownSeconds).as('silent_unknown_s'),
    whole(limit.expectedDays).as('expected_days'),
    share(limit.rejectShareHour).as('reject_share_hour'),
    whole(limit.rejectRecordsHour).as('reject_records_hour'),
    share(limit.rejectShareDay).as('reject_share_day'),
    whole(limit.rejectRecordsDay).as('reject_records_day'),
    whole(limit.lagSeconds).as('lag_s'),
    whole(limit.beatSeconds).as('beat_s'),
    whole(limit.refusedDays).as('refused_days'),
  ] as const
}

export const alarmLimit = model('feeds.alarm_limit', {})
  .describe({
    description: 'What feeds are held against before an alarm is raised, by days in force.',
    columns: {
      valid_to: 'First day no longer in force',
      silent_times: 'Silent after this many times the gap that 95 % of the feed’s gaps stay below',
      silent_least_s: 'Never silent before so many seconds',
      habit_arrivals: 'Arrivals from which on a habit is known',
      habit_span_s: 'Seconds that they must span',
      silent_unknown_s: 'Seconds of silence for a running feed whose habit is not known',
      expected_days: 'After so many days of silence a feed is no longer expected',
      reject_share_hour: 'Share of records refused within an hour',
      reject_records_hour: 'Records within the hour below which no share is judged',
      reject_share_day: 'Share of records refused within a day',
      reject_records_day: 'Records within the day below which no share is judged',
      lag_s: 'Age in seconds of the oldest record or file that has not landed',
      beat_s: 'Seconds without a beat after which a process counts as gone',
      refused_days: 'Days for which a refused file is told',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) => {
    const [first, ...others] = limits
    return others.reduce((all, limit) => all.unionAll(q.selectNoFrom(row(limit))), q.selectNoFrom(row(first!)))
  })
  .table({ orderBy: ['valid_from'] })
  .check(notNull('valid_from', 'valid_to'), unique('valid_from'))
