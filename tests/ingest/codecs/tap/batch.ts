import { Buffer } from 'node:buffer'
import { tapTags } from '../../../../ingest/codecs/tap/tap_tags.ts'
import { application, encode, integer, type Tlv } from '../ber/encode.ts'

/** An element by name: a list of others, a number, or text; digits as `{ bcd }`. */
export type Node = readonly [
  name: string,
  contents: number | bigint | string | { readonly bcd: string } | readonly Node[],
  number?: number,
]

const numbers = new Map([...tapTags].map(([number, { name, kind }]) => [`${name} ${kind === 'list'}`, number]))

/** The element as it is to be written; a name of a group and a list is the list when its contents say so. */
export function tlv([name, contents, given]: Node): Tlv {
  const list = Array.isArray(contents)
  const number = given ?? numbers.get(`${name} false`) ?? numbers.get(`${name} true`)
  if (number === undefined) throw new Error(`no element is called ${name}`)
  if (list) return application(number, (contents as readonly Node[]).map(tlv))
  if (typeof contents === 'string') return application(number, Buffer.from(contents, 'latin1'))
  if (typeof contents === 'object' && 'bcd' in contents) {
    const digits = contents.bcd.length % 2 === 0 ? contents.bcd : `${contents.bcd}f`
    return application(number, Buffer.from(digits, 'hex'))
  }
  return application(number, integer(contents as number | bigint))
}

export function written(node: Node): Uint8Array {
  return encode(tlv(node))
}

/** A local time with its offset, or the code of one. */
export function time(name: string, local: string, offset: string | number): Node {
  return [
    name,
    [['localTimeStamp', local], typeof offset === 'number' ? ['utcTimeOffsetCode', offset] : ['utcTimeOffset', offset]],
  ]
}

/** The head of a batch from UTOPA to UTOPB: three decimals, SDR to EUR at 1.16203, offsets 1 (+0200) and 2 (-0330). */
export const HEAD: readonly Node[] = [
  [
    'batchControlInfo',
    [
      ['sender', 'UTOPA'],
      ['recipient', 'UTOPB'],
      ['fileSequenceNumber', '31707'],
      time('fileCreationTimeStamp', '20260405090547', '+0200'),
      time('transferCutOffTimeStamp', '20260405090547', '+0200'),
      time('fileAvailableTimeStamp', '20260405091000', '+0200'),
      ['specificationVersionNumber', 3],
      ['releaseVersionNumber', 11],
    ],
  ],
  [
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
              ['numberOfDecimalPlaces', 5],
              ['exchangeRate', 116203],
            ],
          ],
        ],
      ],
      ['tapDecimalPlaces', 3],
    ],
  ],
  [
    'networkInfo',
    [
      [
        'utcTimeOffsetInfo',
        [
          [
            'utcTimeOffsetInfo',
            [
              ['utcTimeOffsetCode', 1],
              ['utcTimeOffset', '+0200'],
            ],
            233,
          ],
          [
            'utcTimeOffsetInfo',
            [
              ['utcTimeOffsetCode', 2],
              ['utcTimeOffset', '-0330'],
            ],
            233,
          ],
        ],
        234,
      ],
    ],
  ],
]

export function audit(count: number, total: number): Node {
  return [
    'auditControlInfo',
    [
      time('earliestCallTimeStamp', '20260404162453', '+0200'),
      time('latestCallTimeStamp', '20260405090059', '+0200'),
      ['totalCharge', total],
      ['totalTaxValue', 0],
      ['totalDiscountValue', 0],
      ['callEventDetailsCount', count],
    ],
  ]
}

/** What a charge is made of: the total that counts, and a part of it that does not. */
export function charged(amount: number): Node {
  return [
    'chargeInformationList',
    [
      [
        'chargeInformation',
        [
          ['chargedItem', 'D'],
          ['exchangeRateCode', 1],
          [
            'chargeDetailList',
            [
              [
                'chargeDetail',
                [
                  ['chargeType', '00'],
                  ['charge', amount],
                  ['chargeableUnits', 61],
                ],
              ],
              [
                'chargeDetail',
                [
                  ['chargeType', '01'],
                  ['charge', amount],
                ],
              ],
            ],
          ],
        ],
      ],
    ],
  ]
}

const subscriber: Node = [
  'chargeableSubscriber',
  [
    [
      'simChargeableSubscriber',
      [
        ['imsi', { bcd: '001019000000001' }],
        ['msisdn', { bcd: '491701000001' }],
      ],
    ],
  ],
  427,
]

export function call(amount: number, tele = '11', local = '20260404162453', code = 1): Node {
  return [
    'mobileOriginatedCall',
    [
      [
        'basicCallInformation',
        [
          subscriber,
          [
            'destination',
            [
              ['calledNumber', { bcd: '447700900123' }],
              ['sMSDestinationNumber', '+447700900124'],
            ],
          ],
          ['destinationNetwork', 'UTOPC'],
          time('callEventStartTimeStamp', local, code),
          ['totalCallEventDuration', 61],
          ['causeForTerm', 0],
        ],
        147,
      ],
      [
        'locationInformation',
        [
          [
            'networkLocation',
            [
              ['recEntityCode', 1],
              ['locationArea', 3505],
              ['cellId', 7182],
            ],
          ],
        ],
      ],
      [
        'basicServiceUsedList',
        [['basicServiceUsed', [['basicService', [['serviceCode', [['teleServiceCode', tele]]]]], charged(amount)]]],
      ],
    ],
  ]
}

export function terminating(): Node {
  return [
    'mobileTerminatedCall',
    [
      [
        'basicCallInformation',
        [
          subscriber,
          ['callOriginator', [['callingNumber', { bcd: '447700900125' }]]],
          time('callEventStartTimeStamp', '20260405090059', 1),
          ['totalCallEventDuration', 7],
        ],
        153,
      ],
    ],
  ]
}

export function gprs(amount: number): Node {
  return [
    'gprsCall',
    [
      [
        'gprsBasicCallInformation',
        [
          ['gprsChargeableSubscriber', [subscriber]],
          ['gprsDestination', [['accessPointNameNI', 'internet']]],
          time('callEventStartTimeStamp', '20260404230000', 2),
          ['totalCallEventDuration', 3600],
          ['chargingId', 4711],
        ],
      ],
      [
        'gprsServiceUsed',
        [['dataVolumeIncoming', 9_007_199_254_740_993n], ['dataVolumeOutgoing', 1024], charged(amount)],
      ],
    ],
  ]
}

export function batch(events: readonly Node[], end: readonly Node[], head: readonly Node[] = HEAD): Uint8Array {
  return written(['transferBatch', [...head, ['callEventDetails', events], ...end]])
}
