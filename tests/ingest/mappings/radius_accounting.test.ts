import fc from 'fast-check'
import { expect, test } from 'vitest'
import { radiusAccounting, radiusDetailAccounting } from '../../../ingest/mappings/radius/radius_accounting.ts'
import { mapped } from './mapped.ts'

const HEAD = 'Sat Mar 28 23:30:05 2026\n'
/** 1774740605 is 2026-03-28T23:30:05Z. */
const packet = (...lines: readonly string[]) => `${HEAD}${lines.map((line) => `\t${line}\n`).join('')}\n`
const SESSION = ['Acct-Session-Id = "00000098"', 'NAS-IP-Address = 192.0.2.7', 'User-Name = "flat4@example.ie"']

test('start, interim and stop count since the start, and say when they began', () => {
  const text =
    packet('Acct-Status-Type = Start', ...SESSION, 'Event-Timestamp = "Mar 28 2026 23:00:00 UTC"') +
    packet(
      'Acct-Status-Type = Interim-Update',
      ...SESSION,
      'Acct-Session-Time = 600',
      'Acct-Input-Octets = 1000',
      'Acct-Output-Octets = 4294967295',
      'Acct-Delay-Time = 5',
      'Timestamp = 1774740605',
    ) +
    packet(
      'Acct-Status-Type = 2',
      ...SESSION,
      'Acct-Session-Time = 1800',
      'Acct-Input-Octets = 5',
      'Acct-Input-Gigawords = 2',
      'Acct-Output-Octets = 7',
      'Acct-Terminate-Cause = User-Request',
      'Event-Timestamp = 1774740605',
    )
  const same = {
    contract: 'usage_partial',
    session_id: '192.0.2.7/00000098',
    part: '',
    counts: 'since start',
    service: 'data',
    direction: 'originating',
    served_number: 'flat4@example.ie',
    messages: 0,
    roaming: false,
  }
  expect(mapped(radiusDetailAccounting, text)).toEqual([
    {
      ...same,
      step: 'start',
      sequence: '0',
      wraps_at: '4294967296',
      reported_at: '2026-03-28T23:00:00.000Z',
      started_at: '2026-03-28T23:00:00.000Z',
      duration_s: 0,
      bytes_up: '0',
      bytes_down: '0',
    },
    {
      ...same,
      step: 'interim',
      sequence: '600',
      wraps_at: '4294967296',
      // 23:30:05 less 5 s that the NAS had tried; 10 minutes before it began.
      reported_at: '2026-03-28T23:30:00.000Z',
      started_at: '2026-03-28T23:20:00.000Z',
      duration_s: 600,
      bytes_up: '1000',
      bytes_down: '4294967295',
    },
    {
      ...same,
      step: 'stop',
      sequence: '1800',
      reported_at: '2026-03-28T23:30:05.000Z',
      started_at: '2026-03-28T23:00:05.000Z',
      duration_s: 1800,
      // 2 x 4294967296 + 5; the other way has no gigawords yet, and does not wrap.
      bytes_up: '8589934597',
      bytes_down: '7',
      cause: 'User-Request',
    },
  ])
})

test('any octets and gigawords are one exact number', () => {
  const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })
  fc.assert(
    fc.property(word, word, (low, high) => {
      const lines = [`Acct-Output-Octets = ${low}`, `Acct-Output-Gigawords = ${high}`, 'Timestamp = 1774740605']
      const [report] = mapped(radiusDetailAccounting, packet('Acct-Status-Type = Stop', ...SESSION, ...lines))
      // The two words side by side in hexadecimal are the number.
      const hex = (value: number) => value.toString(16).padStart(8, '0')
      expect(report).toMatchObject({ bytes_down: String(BigInt(`0x${hex(high)}${hex(low)}`)) })
    }),
  )
})

test('a packet that is sent again has the identity of the first', () => {
  const sent = (delay: number, received: number) =>
    packet(
      'Acct-Status-Type = Interim-Update',
      ...SESSION,
      'Acct-Session-Time = 600',
      `Acct-Delay-Time = ${delay}`,
      `Timestamp = ${received}`,
    )
  const [first, again] = mapped(radiusDetailAccounting, sent(0, 1774740605) + sent(10, 1774740615))
  expect(again).toEqual(first)
})

test('a mobile session is of its number and IMSI; another network than the home one is roaming', () => {
  const text = packet(
    'Acct-Status-Type = Alive',
    'Acct-Session-Id = "C0000201"',
    'NAS-Identifier = "pgw1"',
    'User-Name = "guest"',
    'Calling-Station-Id = "+491701000001"',
    'Called-Station-Id = "internet"',
    '3GPP-IMSI = "262019000000001"',
    '3GPP-IMSI-MCC-MNC = "26201"',
    '3GPP-SGSN-MCC-MNC = "27203"',
    'Event-Timestamp = 1774740605',
  )
  expect(mapped(radiusDetailAccounting, text)).toEqual([
    expect.objectContaining({
      session_id: 'pgw1/C0000201',
      served_number: '491701000001',
      imsi: '262019000000001',
      service_name: 'internet',
      roaming: true,
      visited_network: '272-03',
      sequence: '1774740605',
    }),
  ])
})

test('a date with the letters of a zone is read in the zone of the server when that is known, else the epoch counts', () => {
  const lines = ['Acct-Status-Type = Start', ...SESSION, 'Event-Timestamp = "Jul 28 2026 10:00:00 IST"']
  const at = (name: Parameters<typeof radiusAccounting>[0], more: readonly string[]) =>
    (mapped(radiusAccounting(name), packet(...lines, ...more))[0] as { reported_at: string }).reported_at
  // IST is Irish, Indian and Israel time.
  expect(at({ zone: 'Europe/Dublin' }, [])).toBe('2026-07-28T09:00:00.000Z')
  expect(at({ zone: 'Asia/Kolkata' }, [])).toBe('2026-07-28T04:30:00.000Z')
  expect(at({}, ['Timestamp = 1785229200'])).toBe('2026-07-28T09:00:00.000Z')
  expect(at({ zone: 'America/New_York' }, []).slice(11, 16)).toBe('14:00')
  const headed = `2026-07-28T10:00:00+01:00\n${['Acct-Status-Type = Start', ...SESSION].map((each) => `\t${each}\n`).join('')}`
  expect(mapped(radiusDetailAccounting, headed)).toMatchObject([{ reported_at: '2026-07-28T09:00:00.000Z' }])
  const fraction = packet('Acct-Status-Type = Start', ...SESSION, 'Event-Timestamp = "Jul 28 2026 09:00:00.250000 UTC"')
  expect(mapped(radiusDetailAccounting, fraction)).toMatchObject([{ reported_at: '2026-07-28T09:00:00.000Z' }])
})

test.each<[string, readonly string[], string]>([
  ['no status', [...SESSION], 'refused: Acct-Status-Type'],
  ['an unknown status', ['Acct-Status-Type = 99', ...SESSION], 'refused: Acct-Status-Type'],
  ['no session id', ['Acct-Status-Type = Start', 'NAS-IP-Address = 192.0.2.7'], 'refused: Acct-Session-Id'],
  ['no NAS', ['Acct-Status-Type = Start', 'Acct-Session-Id = 1'], 'refused: NAS-IP-Address'],
  ['nobody', ['Acct-Status-Type = Start', ...SESSION.slice(0, 2)], 'refused: served_number'],
  [
    'octets that are none',
    ['Acct-Status-Type = Stop', ...SESSION, 'Acct-Input-Octets = -1'],
    'refused: Acct-Input-Octets',
  ],
  [
    'octets past their width beside gigawords',
    ['Acct-Status-Type = Stop', ...SESSION, 'Acct-Input-Octets = 4294967296', 'Acct-Input-Gigawords = 1'],
    'refused: Acct-Input-Octets',
  ],
  [
    'a session longer than all time',
    ['Acct-Status-Type = Stop', ...SESSION, 'Acct-Session-Time = 18446744073709551615', 'Timestamp = 1774740605'],
    'refused: Acct-Session-Time',
  ],
  [
    'a date that is none',
    ['Acct-Status-Type = Start', ...SESSION, 'Event-Timestamp = "soon"'],
    'refused: Event-Timestamp',
  ],
  ['a NAS that starts', ['Acct-Status-Type = Accounting-On', ...SESSION], 'skipped: Accounting-On'],
  ['a NAS that stops', ['Acct-Status-Type = 8', ...SESSION], 'skipped: Accounting-Off'],
  ['a tunnel', ['Acct-Status-Type = Tunnel-Link-Stop', ...SESSION], 'skipped: Tunnel-Link-Stop'],
  ['a log-in', ['Packet-Type = Access-Request', ...SESSION], 'skipped: Access-Request'],
])('a packet with %s is refused or left out, with a reason', (_, lines, outcome) => {
  expect(mapped(radiusDetailAccounting, packet(...lines))).toEqual([expect.stringContaining(outcome)])
})
