import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creditControl, creditControlCsv, diameterCcr } from '../../../ingest/mappings/diameter/credit_control.ts'
import { mapped } from './mapped.ts'

const BASE = {
  'Session-Id': 'pgw1.example;1743200000;17',
  'CC-Request-Type': 'UPDATE_REQUEST',
  'CC-Request-Number': 2,
  'Service-Context-Id': '32251@3gpp.org',
  'Event-Timestamp': '2026-03-28T23:30:05Z',
  'Subscription-Id': [
    { 'Subscription-Id-Type': 'END_USER_E164', 'Subscription-Id-Data': '491701000001' },
    { 'Subscription-Id-Type': 1, 'Subscription-Id-Data': '262019000000001' },
  ],
}
const line = (...changes: readonly object[]) => `${JSON.stringify(Object.assign({}, BASE, ...changes))}\n`
const one = (...changes: readonly object[]) => mapped(diameterCcr, line(...changes))[0]

test('a request with two rating groups is two reports; parts around a tariff change add up', () => {
  const used = [
    {
      'Rating-Group': 10,
      'Used-Service-Unit': [
        {
          'Tariff-Change-Usage': 'UNIT_BEFORE_TARIFF_CHANGE',
          'CC-Input-Octets': 100,
          'CC-Output-Octets': 900,
          'CC-Time': 40,
        },
        { 'Tariff-Change-Usage': 1, 'CC-Input-Octets': 1, 'CC-Output-Octets': 2, 'CC-Time': 20 },
      ],
    },
    { 'Rating-Group': '20', 'Service-Identifier': 7, 'Used-Service-Unit': { 'CC-Total-Octets': '9007199254740993' } },
  ]
  const same = {
    contract: 'usage_partial',
    session_id: 'pgw1.example;1743200000;17',
    step: 'interim',
    sequence: '2',
    counts: 'since previous',
    reported_at: '2026-03-28T23:30:05.000Z',
    service: 'data',
    direction: 'originating',
    served_number: '491701000001',
    imsi: '262019000000001',
    messages: 0,
    roaming: true,
    visited_network: '272-03',
    service_name: 'internet',
  }
  const information = {
    'Service-Information': {
      'PS-Information': { 'Called-Station-Id': 'internet', '3GPP-SGSN-MCC-MNC': '27203', '3GPP-IMSI-MCC-MNC': '26201' },
    },
  }
  expect(mapped(diameterCcr, line({ 'Multiple-Services-Credit-Control': used }, information))).toEqual([
    { ...same, part: '10', started_at: '2026-03-28T23:29:05.000Z', duration_s: 60, bytes_up: '101', bytes_down: '902' },
    {
      ...same,
      part: '20/7',
      started_at: '2026-03-28T23:30:05.000Z',
      duration_s: 0,
      bytes_up: '0',
      bytes_down: '9007199254740993',
    },
  ])
})

test.each<[unknown, string]>([
  ['INITIAL_REQUEST', 'start'],
  ['INITIAL', 'start'],
  [1, 'start'],
  ['2', 'interim'],
  ['UPDATE_REQUEST (2)', 'interim'],
  ['TERMINATION_REQUEST', 'stop'],
  [3, 'stop'],
  ['event_request', 'event'],
  [4, 'event'],
])('request type %s is %s', (type, step) => {
  expect(one({ 'CC-Request-Type': type })).toMatchObject({ step })
})

test('names as other logs write them, within a group of AVPs, mean the same', () => {
  const other = {
    timestamp: '2026-03-28T23:30:05Z',
    command: 'CCR',
    avps: {
      session_id: 's',
      ccRequestType: 3,
      CC_Request_Number: 9,
      subscription_id: { subscription_id_data: '491701000001' },
    },
  }
  expect(mapped(diameterCcr, JSON.stringify(other))).toEqual([
    expect.objectContaining({ session_id: 's', step: 'stop', sequence: '9', served_number: '491701000001' }),
  ])
})

test('an event says what was debited, exactly; a refund gives it back', () => {
  const money = (digits: string, exponent: number, code: unknown) => ({
    'CC-Request-Type': 'EVENT_REQUEST',
    'Service-Context-Id': '32274@3gpp.org',
    'Requested-Service-Unit': {
      'CC-Money': { 'Unit-Value': { 'Value-Digits': digits, Exponent: exponent }, 'Currency-Code': code },
    },
    'Service-Information': {
      'SMS-Information': { 'Recipient-Info': { 'Recipient-Address': { 'Address-Data': '+447700900123' } } },
    },
  })
  expect(one(money('99', -2, 978))).toMatchObject({
    step: 'event',
    service: 'sms',
    messages: 1,
    other_party: '447700900123',
    stated_amount: '0.990000000',
    stated_currency: 'EUR',
  })
  expect(one(money('123456789', -9, '840'))).toMatchObject({ stated_amount: '0.123456789', stated_currency: 'USD' })
  expect(one(money('5', 1, 704))).toMatchObject({ stated_amount: '50.000000000', stated_currency: 'VND' })
  expect(one(money('99', -2, 978), { 'Requested-Action': 'REFUND_ACCOUNT' })).toMatchObject({
    messages: 0,
    stated_amount: '-0.990000000',
  })
  expect(one(money('1', -10, 978))).toContain('refused: Exponent')
  expect(one(money('1', 0, 999))).toContain('refused: Currency-Code')
})

test('any amount of up to nine decimals is stated as it is written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n - 1n }), fc.integer({ min: -9, max: 0 }), (digits, exponent) => {
      const group = {
        'CC-Money': { 'Unit-Value': { 'Value-Digits': String(digits), Exponent: exponent }, 'Currency-Code': 978 },
      }
      const text = String(digits).padStart(1 - exponent, '0')
      const whole = text.slice(0, text.length + exponent)
      const decimals = text.slice(text.length + exponent).padEnd(9, '0')
      expect(one({ 'CC-Request-Type': 4, 'Requested-Service-Unit': group })).toMatchObject({
        stated_amount: `${whole}.${decimals}`,
      })
    }),
  )
})

test('a call names the other party by its role', () => {
  const call = (role: unknown) => ({
    'Service-Context-Id': '32260@3gpp.org',
    'Used-Service-Unit': { 'CC-Time': 61 },
    'Service-Information': {
      'IMS-Information': {
        'Role-Of-Node': role,
        'Calling-Party-Address': 'sip:+441632960001@ims.example;user=phone',
        'Called-Party-Address': 'tel:+447700900123',
      },
    },
  })
  expect(one(call('ORIGINATING_ROLE'))).toMatchObject({
    service: 'voice',
    direction: 'originating',
    other_party: '447700900123',
    duration_s: 61,
  })
  expect(one(call(1))).toMatchObject({ direction: 'terminating', other_party: '441632960001' })
})

test.each<[unknown, string]>([
  ['2026-03-28T23:30:05Z', '2026-03-28T23:30:05.000Z'],
  [1774740605, '2026-03-28T23:30:05.000Z'],
  [1774740605123, '2026-03-28T23:30:05.123Z'],
  // 1774740605 + 2208988800, as it goes over the wire.
  [3983729405, '2026-03-28T23:30:05.000Z'],
  ['Mar 28, 2026 23:30:05.000000000 UTC', '2026-03-28T23:30:05.000Z'],
  ['2026-03-29T05:00:05', '2026-03-28T23:30:05.000Z'],
])('the time %s is read', (written, at) => {
  const text = line({ 'Event-Timestamp': written })
  expect(mapped(creditControl({ zone: 'Asia/Kolkata' }), text)).toEqual([expect.objectContaining({ reported_at: at })])
})

test.each<[string, object, string]>([
  ['no session', { 'Session-Id': '' }, 'refused: Session-Id'],
  ['no type', { 'CC-Request-Type': undefined }, 'refused: CC-Request-Type'],
  ['an unknown type', { 'CC-Request-Type': 'ROLLBACK' }, 'refused: CC-Request-Type'],
  ['no number', { 'CC-Request-Number': null }, 'refused: CC-Request-Number'],
  ['no time', { 'Event-Timestamp': undefined }, 'refused: Event-Timestamp'],
  ['a time that is none', { 'Event-Timestamp': 'now' }, 'refused: Event-Timestamp'],
  ['units that are none', { 'Used-Service-Unit': { 'CC-Input-Octets': -1 } }, 'refused: CC-Input-Octets'],
  ['a fraction of an octet', { 'Used-Service-Unit': { 'CC-Input-Octets': 1.5 } }, 'refused: CC-Input-Octets'],
  [
    'more one way than in total',
    { 'Used-Service-Unit': { 'CC-Input-Octets': 5, 'CC-Total-Octets': 4 } },
    'refused: CC-Total-Octets',
  ],
  ['more time than there was', { 'Used-Service-Unit': { 'CC-Time': '99999999999999999999' } }, 'refused: CC-Time'],
  ['a group that is none', { 'Multiple-Services-Credit-Control': 'x' }, 'refused: Multiple-Services-Credit-Control'],
  ['nobody', { 'Subscription-Id': undefined }, 'refused: served_number'],
  ['an answer', { 'Result-Code': 2001, 'Subscription-Id': undefined }, 'skipped: an answer'],
  ['a balance check', { 'CC-Request-Type': 4, 'Requested-Action': 2 }, 'skipped: CHECK_BALANCE'],
  ['another command', { command: 'RAR' }, 'skipped: RAR'],
])('a message with %s is refused or left out, with a reason', (_, change, outcome) => {
  expect(one(change)).toContain(outcome)
})

test('separated values name AVPs by their columns, or by paths', () => {
  const flat = [
    'Session-Id;CC-Request-Type;CC-Request-Number;Event-Timestamp;MSISDN;IMSI;Rating-Group;CC-Input-Octets;CC-Output-Octets;CC-Time',
    's1;UPDATE_REQUEST;1;2026-03-28T23:30:05Z;491701000001;262019000000001;10;5;6;60',
    's1;TERMINATION_REQUEST;2;2026-03-28T23:31:05Z;491701000001;;10;;;',
  ].join('\n')
  expect(mapped(creditControlCsv(), flat)).toEqual([
    expect.objectContaining({
      part: '10',
      step: 'interim',
      bytes_up: '5',
      bytes_down: '6',
      duration_s: 60,
      imsi: '262019000000001',
    }),
    expect.objectContaining({ part: '10', step: 'stop', bytes_up: '0', served_number: '491701000001' }),
  ])
  const mscc = 'Multiple-Services-Credit-Control'
  const paths = [
    `Session-Id,CC-Request-Type,CC-Request-Number,Event-Timestamp,Subscription-Id.0.Subscription-Id-Type,Subscription-Id.0.Subscription-Id-Data,${mscc}[0].Rating-Group,${mscc}[0].Used-Service-Unit.CC-Time,${mscc}[1].Rating-Group,${mscc}[1].Used-Service-Unit.CC-Time`,
    's1,2,1,1774740605,0,491701000001,10,60,20,30',
    's1,2,2,1774740605,0,491701000001,,,20,31',
  ].join('\n')
  expect(mapped(creditControlCsv(), paths)).toEqual([
    expect.objectContaining({ part: '10', duration_s: 60, sequence: '1' }),
    expect.objectContaining({ part: '20', duration_s: 30, sequence: '1' }),
    expect.objectContaining({ part: '20', duration_s: 31, sequence: '2' }),
  ])
})

test('no message, however odd, is anything but mapped, left out or refused, and never blamed on the mapping', () => {
  const names = [
    ...Object.keys(BASE),
    'Multiple-Services-Credit-Control',
    'Used-Service-Unit',
    'CC-Money',
    'Service-Information',
    '__proto__',
  ]
  const odd = fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 6 })
  fc.assert(
    fc.property(odd, (change) => {
      for (const outcome of mapped(diameterCcr, line(change))) expect(String(outcome)).not.toContain('mapping failed')
    }),
    { numRuns: 500 },
  )
})
