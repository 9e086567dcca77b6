import type { FeedAlarm, FeedOverview } from '../feeds.ts'
import { groupDigits, renderTable } from './table.ts'

/** How the feeds run and what they landed: two tables that fit 100 columns, and what is wrong. */
export function renderFeeds(feeds: readonly FeedOverview[], alarms: readonly FeedAlarm[] | null, width = 100): string {
  if (feeds.length === 0) return 'Feeds: nothing has landed yet (trunkline ingest --help)'
  const now = Date.now()
  const running = feeds.map((feed) => ({
    feed: feed.feed,
    runs: feed.silent ? `${feed.state}, SILENT` : feed.processes > 1 ? `${feed.processes} x running` : feed.state,
    'last event': instantText(feed.lastEvent),
    landed: feed.lastLanded === null ? null : agoText(now - Date.parse(feed.lastLanded)),
    'rec/s 1 min': rateText(feed.rateMinute),
    'rec/s 1 h': rateText(feed.rateHour),
    waiting: feed.lag === null ? null : groupDigits(feed.lag),
    'oldest waits': feed.lagSeconds === null ? null : spanText(feed.lagSeconds),
  }))
  const landed = feeds.map((feed) => ({
    feed: feed.feed,
    records: groupDigits(feed.records),
    events: groupDigits(feed.events),
    refused: groupDigits(feed.quarantined),
    skipped: groupDigits(feed.skipped),
    duplicates: feed.duplicates === null ? null : groupDigits(feed.duplicates),
    'sent again': groupDigits(feed.deliveredAgain),
    gaps: feed.gaps === null ? null : groupDigits(feed.gaps),
    unfinished: groupDigits(feed.unfinished),
  }))
  return [`Feeds\n${renderTable(running, width)}`, `Landed\n${renderTable(landed, width)}`, renderAlarms(alarms)].join(
    '\n\n',
  )
}

function renderAlarms(alarms: readonly FeedAlarm[] | null): string {
  if (alarms === null) return 'Alarms: not known before the models are built (trunkline run --select +feeds.alarm)'
  if (alarms.length === 0) return 'Alarms: none'
  const lines = alarms.map((alarm) => {
    const subject = alarm.subject === '' ? '' : ` (${alarm.subject})`
    return `  ${alarm.kind.padEnd(12)}  ${alarm.feed}${subject}: ${alarmText(alarm)}`
  })
  return ['Alarms (what to do: docs/operating.md)', ...lines].join('\n')
}

function alarmText({ kind, since, value, limit_value: limit, usual_value: usual, detail }: FeedAlarm): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  switch (kind) {
    case 'silent feed':
      return `nothing for ${spanText(value)}, allowed ${spanText(limit ?? 0)}${usual === null ? ', no habit known' : `, usual gap ${spanText(usual)}`}`
    case 'reject share':
      return `${percent(value)} refused (${detail}), allowed ${percent(limit ?? 0)}${usual === null ? '' : `, usual ${percent(usual)}`}`
    case 'lag':
      return `the oldest waits for ${spanText(value)}, allowed ${spanText(limit ?? 0)}; ${detail}`
    default:
      return `since ${instantText(since)}${detail === '' ? '' : `: ${detail}`}`
  }
}

function instantText(instant: string | null): string | null {
  return instant === null ? null : instant.slice(0, 19).replace('T', ' ')
}

function agoText(milliseconds: number): string {
  return `${spanText(Math.max(0, milliseconds) / 1000)} ago`
}

/** `90` -> `1 min 30 s`: the two largest units. */
export function spanText(seconds: number): string {
  const whole = Math.round(seconds)
  const [days, hours, minutes, rest] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
    whole % 60,
  ]
  const parts = [
    [days, 'd'],
    [hours, 'h'],
    [minutes, 'min'],
    [rest, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return '0 s'
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

function rateText(perSecond: number): string {
  if (perSecond === 0) return '0'
  if (perSecond < 0.01) return '<0.01'
  return perSecond < 10 ? perSecond.toFixed(perSecond < 1 ? 2 : 1) : groupDigits(Math.round(perSecond))
}
