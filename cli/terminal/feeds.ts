import type { FeedAlarm, FeedOverview } from '../feeds.ts'
import { groupDigits, renderTable } from './table.ts'

/** How the feeds run and what they landed: two tables that fit 100 columns, and what is wrong. Times are UTC. */
export function renderFeeds(feeds: readonly FeedOverview[], alarms: readonly FeedAlarm[] | null, width = 100): string {
  if (feeds.length === 0) return 'Feeds: nothing has landed yet (trunkline ingest --help)'
  const now = Date.now()
  const running = feeds.map((feed) => ({
    feed: feed.feed,
    runs: feed.processes > 1 ? `${feed.processes}x running` : feed.state,
    'last event': eventText(feed.lastEvent, now),
    'landed ago': agoText(feed, now),
    '/s 1 min': rateText(feed.rateMinute),
    '/s 1 h': rateText(feed.rateHour),
    waiting: feed.lag === null ? null : countText(feed.lag),
    oldest: feed.lagSeconds === null ? null : spanText(feed.lagSeconds),
  }))
  const landed = feeds.map((feed) => ({
    feed: feed.feed,
    records: countText(feed.records),
    events: countText(feed.events),
    refused: countText(feed.quarantined),
    skipped: countText(feed.skipped),
    duplicates: feed.duplicates === null ? null : countText(feed.duplicates),
    resent: countText(feed.deliveredAgain),
    gaps: feed.gaps === null ? null : countText(feed.gaps),
    unfinished: countText(feed.unfinished),
  }))
  return [
    `Feeds (times in UTC; oldest: how long it has waited)\n${renderTable(running, width)}`,
    `Landed\n${renderTable(landed, width)}`,
    renderAlarms(alarms),
  ].join('\n\n')
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

/** The time of day for what happened within the last day, else the day. */
function eventText(instant: string | null, now: number): string | null {
  if (instant === null) return null
  const recent = Math.abs(now - Date.parse(instant)) < 86_400_000
  return recent ? instant.slice(11, 19) : instant.slice(0, 10)
}

function agoText({ lastLanded, silent }: FeedOverview, now: number): string {
  const ago = lastLanded === null ? 'never' : spanText(Math.max(0, now - Date.parse(lastLanded)) / 1000, 1)
  return silent ? `${ago} SILENT` : ago
}

/** Exact to seven digits; millions beyond, as the exact count is in the JSON. */
function countText(count: number): string {
  return count < 10_000_000 ? groupDigits(count) : `${groupDigits(Math.round(count / 100_000) / 10)}M`
}

/** `90` -> `1 min 30 s`: the two largest units, or as many as wanted. */
export function spanText(seconds: number, units = 2): string {
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
    .slice(first, first + units)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

function rateText(perSecond: number): string {
  if (perSecond === 0) return '0'
  if (perSecond < 0.01) return '<0.01'
  return perSecond < 10 ? perSecond.toFixed(perSecond < 1 ? 2 : 1) : groupDigits(Math.round(perSecond))
}
