import { Buffer } from 'node:buffer'
import { ClickHouseError } from '@clickhouse/client'
import { expect, test } from 'vitest'
import type { FeedAlarm, FeedOverview } from '../../cli/feeds.ts'
import { sinceInstant } from '../../cli/since.ts'
import { describeFailure } from '../../cli/terminal/failure.ts'
import { renderFeeds, spanText } from '../../cli/terminal/feeds.ts'
import { hexDump, printable } from '../../cli/terminal/hex-dump.ts'
import { renderTable } from '../../cli/terminal/table.ts'

test('bytes are dumped sixteen a line, with their offset and what can be printed', () => {
  const bytes = Buffer.from([...Buffer.from('Trunkline BER '), 0x00, 0xff, 0x30, 0x80])
  expect(hexDump(bytes)).toBe(
    '00000000  54 72 75 6e 6b 6c 69 6e  65 20 42 45 52 20 00 ff  |Trunkline BER ..|\n' +
      '00000010  30 80                                             |0.|',
  )
  expect(hexDump(Buffer.alloc(5000)).split('\n')).toHaveLength(257)
  expect(hexDump(Buffer.alloc(5000))).toMatch(/… and 904 bytes more/)
  expect(hexDump(Buffer.alloc(0))).toBe('')
})

test('a full disk of ClickHouse is told with what to do', () => {
  const full = new ClickHouseError({ message: 'Cannot reserve 1.00 MiB, not enough space. ', code: '243' })
  expect(describeFailure(full)).toEqual({
    text: expect.stringMatching(/code 243\): Cannot reserve .* space\.\nhint: make room on the disk/),
    exitCode: 4,
  })
})

test('what a record holds cannot command the terminal', () => {
  expect(printable('a\u001b[2Jb\tc\nd\u0007\u009b1m é')).toBe('a\\x1b[2Jb\tc\nd\\x07\\x9b1m é')
  expect(renderTable([{ name: 'Ana\u001b[31m' }])).toContain('Ana\\x1b[31m')
})

test('a time since is a span before now or an instant', () => {
  const now = Date.parse('2026-06-15T12:00:00Z')
  expect(sinceInstant('30m', now)).toBe('2026-06-15T11:30:00.000Z')
  expect(sinceInstant('6h', now)).toBe('2026-06-15T06:00:00.000Z')
  expect(sinceInstant('2d', now)).toBe('2026-06-13T12:00:00.000Z')
  expect(sinceInstant('2026-03-31', now)).toBe('2026-03-31T00:00:00.000Z')
  expect(sinceInstant('2026-03-31T21:00:00+02:00', now)).toBe('2026-03-31T19:00:00.000Z')
  for (const wrong of ['yesterday', '6', '6w', '2026-13-01', '2026-03-31T21:00:00', '']) {
    expect(() => sinceInstant(wrong, now)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('write it like 30m') }),
    )
  }
})

test('spans are told in their two largest units', () => {
  expect([0, 0.4, 59.6, 60, 90, 3600, 5400.2, 86_400, 90_061].map((seconds) => spanText(seconds))).toEqual([
    '0 s',
    '0 s',
    '1 min',
    '1 min',
    '1 min 30 s',
    '1 h',
    '1 h 30 min',
    '1 d',
    '1 d 1 h',
  ])
})

test('feeds are shown within 100 columns, silent ones marked, alarms in words', () => {
  const feed: FeedOverview = {
    feed: 'mediation-voice-north',
    lastEvent: '2026-06-15T11:59:59.123Z',
    lastLanded: new Date(Date.now() - 90_000).toISOString(),
    rateMinute: 12_345.6,
    rateHour: 0.004,
    state: 'running',
    processes: 1,
    lag: 123_456_789,
    lagSeconds: 5400,
    deliveredAgain: 3,
    refusedFiles: 0,
    inputs: 12,
    unfinished: 0,
    records: 1_234_567_890,
    events: 1_234_567_000,
    quarantined: 890,
    skipped: 0,
    doubled: 0,
    duplicates: 42,
    gaps: null,
    silent: true,
  }
  const alarm: FeedAlarm = {
    kind: 'silent feed',
    feed: feed.feed,
    subject: '',
    since: '2026-06-15T10:00:00.000Z',
    value: 7200,
    limit_value: 1800,
    usual_value: 600,
    detail: '',
  }
  const lag = { ...alarm, kind: 'lag', subject: 'calls/0', value: 1200, limit_value: 900, detail: '5000 waiting' }
  const share = {
    ...alarm,
    kind: 'reject share',
    subject: 'last hour',
    value: 0.1,
    limit_value: 0.05,
    usual_value: null,
  }
  const text = renderFeeds([feed], [alarm, lag, share], 100)
  const tables = text.split('Alarms')[0]!
  expect(Math.max(...tables.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  expect(text).toMatch(/running +2026-06-15 +1 min SILENT +12,346 +<0\.01 +123\.5M +1 h 30 min/)
  expect(text).toMatch(/north +1,234\.6M +1,234\.6M +890 +0 +42 +3 +– +0/)
  expect(text).toContain(
    'silent feed   mediation-voice-north: nothing for 2 h, allowed 30 min, usual gap 10 min\n' +
      '  lag           mediation-voice-north (calls/0): the oldest waits for 20 min, allowed 15 min; 5000 waiting\n' +
      '  reject share  mediation-voice-north (last hour): 10.0 % refused (), allowed 5.0 %',
  )
  expect(renderFeeds([feed], null)).toContain('not known before the models are built')
  expect(renderFeeds([], [])).toContain('nothing has landed yet')
})

test('amounts of a column stand with their decimals, whole ones among them too', () => {
  const rows = [
    { set: '12', net: '15768.15', tax: '2996' },
    { set: '7', net: '2', tax: '-1.5' },
  ]
  expect(renderTable(rows).split('\n').slice(2)).toEqual([' 12  15,768.15  2,996.00', '  7       2.00     -1.50'])
})

test('money of a bill keeps the decimals of its currency', () => {
  const rows = [{ net: '10.005' }, { net: '2.250' }, { net: '-1300.100' }]
  expect(renderTable(rows, 80, ['net']).split('\n').slice(2)).toEqual(['    10.005', '     2.250', '-1,300.100'])
  const statement = [
    { currency: 'EUR', closing: '43.55' },
    { currency: 'VND', closing: '300000' },
  ]
  expect(renderTable(statement, 80, ['closing'])).toContain('VND       300,000')
})
