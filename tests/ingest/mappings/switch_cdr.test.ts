import { expect, test } from 'vitest'
import { asteriskCdr } from '../../../ingest/mappings/switches/asterisk_cdr.ts'
import { freeswitchCdr } from '../../../ingest/mappings/switches/freeswitch_cdr.ts'
import { mapped } from './mapped.ts'

const CALL = {
  contract: 'usage',
  service: 'voice',
  direction: 'originating',
  started_at: '2026-07-01T08:00:10.000Z',
  served_number: '35312345678',
  other_party: '447700900123',
  answered: true,
  duration_s: 61,
  elapsed_s: 71,
  messages: 0,
  bytes_up: 0,
  bytes_down: 0,
  roaming: false,
}
const DUBLIN = { zone: 'Europe/Dublin', country: 'IE' }

const quoted = (...fields: readonly string[]) => `${fields.map((field) => `"${field}"`).join(',')}\n`

const freeswitch = (answer: string, billsec: string, cause: string, caller = '01 234 5678') =>
  quoted(
    'O Neill, Bob',
    caller,
    '00447700900123',
    'default',
    '2026-07-01 09:00:00',
    answer,
    '2026-07-01 09:01:11',
    '71',
    billsec,
    cause,
    '5f6d3e0e-0001',
    '5f6d3e0e-0002',
    'ACC-7',
    'PCMA',
    'PCMA',
  )

test('a FreeSWITCH call begins when it is answered, in the zone and country of the switch', () => {
  const text =
    freeswitch('2026-07-01 09:00:10', '61', 'NORMAL_CLEARING') +
    freeswitch('', '0', 'USER_BUSY') +
    freeswitch('', '0', 'ORIGINATOR_CANCEL')
  const unanswered = { ...CALL, started_at: '2026-07-01T08:00:00.000Z', answered: false, duration_s: 0 }
  expect(mapped(freeswitchCdr(DUBLIN), text)).toEqual([
    { ...CALL, event_id: '5f6d3e0e-0001', cause: '16' },
    { ...unanswered, event_id: '5f6d3e0e-0001', cause: '17' },
    { ...unanswered, event_id: '5f6d3e0e-0001', cause: 'ORIGINATOR_CANCEL' },
  ])
})

test('without a country numbers stay as dialled, without a zone times are UTC, without a number the account tells the line', () => {
  const row = freeswitch('2026-07-01 09:00:10', '61', 'NORMAL_CLEARING')
  expect(mapped(freeswitchCdr(), row)[0]).toMatchObject({
    served_number: '012345678',
    other_party: '00447700900123',
    started_at: '2026-07-01T09:00:10.000Z',
  })
  const hidden = freeswitch('2026-07-01 09:00:10', '61', 'NORMAL_CLEARING', '')
  expect(mapped(freeswitchCdr(), hidden)[0]).toMatchObject({ served_number: 'ACC-7' })
  expect(mapped(freeswitchCdr({ accountcode: 'subscription_id' }), row)[0]).toMatchObject({
    subscription_id: 'ACC-7',
    served_number: '012345678',
  })
})

test('another template names its own columns', () => {
  const columns = [
    'uuid',
    'caller_id_number',
    'destination_number',
    'start_stamp',
    'answer_stamp',
    'billsec',
    'duration',
    'hangup_cause',
  ]
  const row = quoted('u1', '012345678', '1800', '2026-07-01 09:00:00', '', '0', '5', 'NO_ANSWER')
  expect(mapped(freeswitchCdr({ ...DUBLIN, columns }), row)).toEqual([
    expect.objectContaining({
      event_id: 'u1',
      served_number: '35312345678',
      other_party: '1800',
      cause: '19',
      elapsed_s: 5,
    }),
  ])
})

const asterisk = (disposition: string, ...more: readonly string[]) =>
  [
    '"ACC-7"',
    '"012345678"',
    '"00447700900123"',
    '"from-internal"',
    '"""Bob ""the"" Builder"" <012345678>"',
    '"SIP/100-0001"',
    '"SIP/trunk-0002"',
    '"Dial"',
    '"SIP/trunk/00447700900123,30"',
    '"2026-07-01 09:00:00"',
    disposition === 'ANSWERED' ? '"2026-07-01 09:00:10"' : '',
    '"2026-07-01 09:01:11"',
    '71',
    '61',
    `"${disposition}"`,
    '"DOCUMENTATION"',
    ...more.map((field) => `"${field}"`),
  ]
    .join(',')
    .concat('\n')

test.each<[string, readonly string[], string | undefined]>([
  ['sixteen columns', [], undefined],
  ['an id', ['pbx1-1782896400.42'], 'pbx1-1782896400.42/2026-07-01 09:00:00/SIP/trunk-0002'],
  ['an id and a note', ['1782896400.42', 'note'], '1782896400.42/2026-07-01 09:00:00/SIP/trunk-0002'],
  ['a note alone', ['note'], undefined],
])('an Asterisk call with %s', (_, more, id) => {
  expect(mapped(asteriskCdr(DUBLIN), asterisk('ANSWERED', ...more))).toEqual([
    { ...CALL, cause: 'ANSWERED', ...(id === undefined ? {} : { event_id: id }) },
  ])
})

test('an attempt that was not answered charges nothing, whatever its seconds say', () => {
  for (const disposition of ['NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION']) {
    expect(mapped(asteriskCdr(DUBLIN), asterisk(disposition))).toEqual([
      { ...CALL, answered: false, duration_s: 0, started_at: '2026-07-01T08:00:00.000Z', cause: disposition },
    ])
  }
})

test('bad rows are refused with the field, and the rows around them land', () => {
  const good = asterisk('ANSWERED')
  const text =
    good +
    asterisk('HELD') +
    good.replace('2026-07-01 09:00:10', 'later') +
    '"a","b"\n' +
    good.replace(',61,', ',x,') +
    good
  expect(mapped(asteriskCdr(DUBLIN), text).map((each) => (typeof each === 'string' ? each : 'landed'))).toEqual([
    'landed',
    'refused: disposition, expected one of ANSWERED, NO ANSWER, BUSY, FAILED, CONGESTION, got HELD',
    expect.stringContaining('got later'),
    'refused: null, expected 16 fields, got 2 fields',
    expect.stringContaining('got x'),
    'landed',
  ])
  expect(mapped(asteriskCdr(), 'a,b\n')).toEqual(['refused: null, expected 16 columns at least, got number 2'])
})
