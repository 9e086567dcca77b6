import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tapFiles, tapRoaming } from '../../../ingest/mappings/tap/tap_roaming.ts'
import { audit, batch, call, charged, gprs, HEAD, type Node, terminating, time, written } from '../codecs/tap/batch.ts'
import { mapped } from './mapped.ts'

const USE = {
  contract: 'usage',
  direction: 'originating',
  served_number: '491701000001',
  imsi: '001019000000001',
  answered: true,
  messages: 0,
  bytes_up: 0,
  bytes_down: 0,
  roaming: true,
}

test('calls, messages and data sessions are usage, with their time in UTC and what they cost in local currency', () => {
  const bytes = batch([call(1234), call(10, '22'), terminating(), gprs(1)], [audit(4, 1245)])
  expect(mapped(tapRoaming({ networks: { UTOPA: '001-01' } }), bytes, 'CDUTOPAUTOPB31707')).toEqual([
    {
      ...USE,
      event_id: 'UTOPA/UTOPB/31707/1',
      service: 'voice',
      started_at: '2026-04-04T14:24:53.000Z',
      other_party: '447700900123',
      other_network: 'UTOPC',
      duration_s: 61,
      visited_network: '001-01',
      cell_id: '3505-7182',
      cause: '0',
      // 1.234 SDR x 1.16203
      stated_amount: '1.433945020',
      stated_currency: 'EUR',
    },
    {
      ...USE,
      event_id: 'UTOPA/UTOPB/31707/2',
      service: 'sms',
      messages: 1,
      started_at: '2026-04-04T14:24:53.000Z',
      other_party: '447700900124',
      other_network: 'UTOPC',
      duration_s: 0,
      visited_network: '001-01',
      cell_id: '3505-7182',
      cause: '0',
      stated_amount: '0.011620300',
      stated_currency: 'EUR',
    },
    {
      ...USE,
      event_id: 'UTOPA/UTOPB/31707/3',
      service: 'voice',
      direction: 'terminating',
      started_at: '2026-04-05T07:00:59.000Z',
      other_party: '447700900125',
      duration_s: 7,
      visited_network: '001-01',
    },
    {
      ...USE,
      event_id: 'UTOPA/UTOPB/31707/4',
      service: 'data',
      started_at: '2026-04-05T02:30:00.000Z',
      duration_s: 3600,
      bytes_up: '1024',
      bytes_down: '9007199254740993',
      service_name: 'internet',
      visited_network: '001-01',
      stated_amount: '0.001162030',
      stated_currency: 'EUR',
    },
    {
      contract: 'file_control',
      file: 'CDUTOPAUTOPB31707',
      origin: 'UTOPA/UTOPB',
      sequence_number: 31707,
      sequence_modulus: 100000,
      sequence_first: 1,
      opened_at: '2026-04-05T07:05:47.000Z',
      closed_at: '2026-04-05T07:10:00.000Z',
      records_stated: '4',
      records_read: 4,
      lost_at_least: false,
      amount_stated: '1.245000000',
      amount_read: '1.245000000',
      currency: 'XDR',
      earliest_stated: '2026-04-04T14:24:53.000Z',
      latest_stated: '2026-04-05T07:00:59.000Z',
      earliest_read: '2026-04-04T14:24:53.000Z',
      latest_read: '2026-04-05T07:00:59.000Z',
      closure: 'transfer batch',
    },
  ])
})

test('totals that do not hold are told beside what was read', () => {
  expect(mapped(tapFiles, batch([call(1)], [audit(3, 99)])).at(-1)).toMatchObject({
    records_stated: '3',
    records_read: 1,
    amount_stated: '0.099000000',
    amount_read: '0.001000000',
  })
})

test('newer sessions and messages, content, location and service centre events are usage', () => {
  const party: Node = [
    'chargedParty',
    [
      ['imsi', { bcd: '001019000000001' }],
      ['msisdn', { bcd: '491701000001' }],
    ],
  ]
  const other: Node = ['nonChargedParty', [['nonChargedPartyNumber', { bcd: '447700900126' }]]]
  const started = time('serviceStartTimestamp', '20260404162453', 1)
  const [, list] = charged(100)
  const events: Node[] = [
    [
      'mobileSession',
      [
        party,
        started,
        ['totalCallEventDuration', 30],
        other,
        ['sessionChargeInfoList', [['sessionChargeInformation', (list as Node[])[0]![1]]]],
      ],
    ],
    ['messagingEvent', [party, started, other, ['exchangeRateCode', 1], ['charge', 5]]],
    [
      'contentTransaction',
      [
        ['contentTransactionBasicInfo', [time('orderPlacedTimeStamp', '20260404162453', 1)]],
        [
          'chargedPartyInformation',
          [
            [
              'chargedPartyIdList',
              [
                [
                  'chargedPartyIdentification',
                  [
                    ['chargedPartyIdType', 1],
                    ['chargedPartyIdentifier', '491701000001'],
                  ],
                ],
              ],
            ],
          ],
        ],
        ['servingPartiesInformation', [['contentProviderName', 'Tunes']]],
        [
          'contentServiceUsed',
          [
            ['contentServiceUsed', [['chargeRefundIndicator', 0], charged(100)], 352],
            ['contentServiceUsed', [['chargeRefundIndicator', 1], charged(40)], 352],
          ],
          285,
        ],
      ],
    ],
    [
      'serviceCentreUsage',
      [
        [
          'basicInformation',
          [
            ['chargeableSubscriber', [['gsmChargeableSubscriber', [['imsi', { bcd: '001019000000001' }]]]], 430],
            ['nonChargedNumber', '447700900127'],
          ],
        ],
        ['chargeInformation', ((list as Node[])[0] as Node)[1]],
        ['scuTimeStamps', [time('depositTimeStamp', '20260404162453', 1)]],
      ],
    ],
  ]
  const at = { started_at: '2026-04-04T14:24:53.000Z', roaming: true, stated_currency: 'EUR' }
  expect(mapped(tapFiles, batch(events, [audit(4, 305)]))).toEqual([
    expect.objectContaining({
      ...at,
      service: 'voice',
      duration_s: 30,
      other_party: '447700900126',
      stated_amount: '0.116203000',
    }),
    expect.objectContaining({ ...at, service: 'sms', messages: 1, stated_amount: '0.005810150' }),
    expect.objectContaining({
      ...at,
      service: 'content',
      service_name: 'Tunes',
      served_number: '491701000001',
      stated_amount: '0.116203000',
    }),
    expect.objectContaining({
      ...at,
      service: 'content',
      event_id: 'UTOPA/UTOPB/31707/3/2',
      stated_amount: '-0.046481200',
    }),
    expect.objectContaining({
      ...at,
      service: 'sms',
      other_party: '447700900127',
      imsi: '001019000000001',
      stated_amount: '0.116203000',
    }),
    // 100 + 5 + 100 + 100; what is given back is no charge.
    expect.objectContaining({ amount_stated: '0.305000000', amount_read: '0.305000000', records_read: 4 }),
  ])
})

test('amounts are rounded once, half up, past nine decimals', () => {
  const accounting = (decimals: number, places: number, rate: number): Node => [
    'accountingInfo',
    [
      ['localCurrency', 'EUR'],
      [
        'currencyConversionInfo',
        [
          [
            'currencyConversion',
            [
              ['exchangeRateCode', 1],
              ['numberOfDecimalPlaces', places],
              ['exchangeRate', rate],
            ],
          ],
        ],
      ],
      ['tapDecimalPlaces', decimals],
    ],
  ]
  const amount = (decimals: number, places: number, rate: number, charge: number) =>
    (
      mapped(tapFiles, batch([call(charge)], [], [HEAD[0]!, accounting(decimals, places, rate), HEAD[2]!]))[0] as {
        stated_amount: string
      }
    ).stated_amount
  // 0.00001 x 0.00015 = 0.0000000015
  expect(amount(5, 5, 15, 1)).toBe('0.000000002')
  expect(amount(5, 5, 14, 1)).toBe('0.000000001')
  expect(amount(0, 0, 3, 7)).toBe('21.000000000')
  fc.assert(
    fc.property(fc.nat(999_999), fc.nat(6), (charge, decimals) => {
      const text = String(charge).padStart(decimals + 1, '0')
      const cut = text.length - decimals
      // At a rate of 1.00000 only the point moves.
      expect(amount(decimals, 5, 100_000, charge)).toBe(`${text.slice(0, cut)}.${text.slice(cut).padEnd(9, '0')}`)
    }),
  )
})

test('what an event or batch lacks refuses that record', () => {
  const [control, , network] = HEAD
  const outcomes = mapped(
    tapFiles,
    batch(
      [call(1), call(1, '11', '20260231000000'), call(1, '11', '20260404162453', 9), terminating()],
      [audit(4, 3)],
      [control!, network!],
    ),
  )
  expect(
    outcomes.map((each) => (typeof each === 'string' ? each.split(',')[0] : (each as { contract: string }).contract)),
  ).toEqual([
    'refused: localCurrency',
    'refused: callEventStartTimeStamp',
    'refused: callEventStartTimeStamp',
    'usage',
    'file_control',
  ])
  const unknown = batch(
    [
      [
        'mobileOriginatedCall',
        [
          ['charge', 1],
          ['exchangeRateCode', 7],
        ],
      ],
    ],
    [],
  )
  expect(mapped(tapFiles, unknown)[0]).toContain('refused: callEventStartTimeStamp')
})

test('a test file is left out; a notification says that there is nothing', () => {
  const [[, control], ...rest] = HEAD as [Node, ...Node[]]
  const head: Node[] = [['batchControlInfo', [...(control as Node[]), ['fileTypeIndicator', 'T']]], ...rest]
  expect(mapped(tapFiles, batch([call(1)], [audit(1, 1)], head))).toEqual([
    'skipped: a test file',
    'skipped: a test file',
  ])
  const notification = written(['notification', control as Node[]])
  expect(mapped(tapFiles, notification)).toEqual([
    expect.objectContaining({
      contract: 'file_control',
      closure: 'notification',
      sequence_number: 31707,
      records_stated: 0,
      closed_at: '2026-04-05T07:10:00.000Z',
    }),
  ])
})
