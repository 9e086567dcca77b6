import { Buffer } from 'node:buffer'
import { context, encode, hex, integer, sequence, type Tlv, tbcd, text } from '../ber/encode.ts'

/** A 9-octet TimeStamp of `YYMMDDhhmmss` and an offset such as `+0200`. */
export function stamp(wall: string, offset = '+0200'): Uint8Array {
  return Buffer.concat([hex(wall), Buffer.from(offset[0]!), hex(offset.slice(1))])
}

/** ISDN-AddressString of an international number: type and plan 91. */
export function address(digits: string): Uint8Array {
  return Buffer.concat([hex('91'), tbcd(digits)])
}

/** BCDDirectoryNumber whose first octet is given: 91 international, 81 unknown, A1 national. */
export function dialled(digits: string, first = '91'): Uint8Array {
  return Buffer.concat([hex(first), tbcd(digits)])
}

/** A record's fields by tag number; an undefined one is left out. */
export type Given = Readonly<Record<number, Uint8Array | readonly Tlv[] | number | undefined>>

function record(tag: number, given: Given): Uint8Array {
  const fields = Object.entries(given).flatMap(([number, value]) =>
    value === undefined ? [] : [context(Number(number), typeof value === 'number' ? integer(value) : value)],
  )
  return encode(context(tag, fields))
}

const location = [context(0, hex('1267')), context(1, hex('0011')), context(2, hex('62f210'))]

/** 49 170 1000001 calls +44 7700 900123 from cell 262-01-4711-17 and talks for 61 seconds on 31 March 2026. */
export function moCall(more: Given = {}): Uint8Array {
  return record(0, {
    0: 0,
    1: tbcd('262011234567890'),
    3: address('491701000001'),
    5: dialled('447700900123'),
    9: address('491710000000'),
    12: location,
    22: stamp('260331230000'),
    23: stamp('260331230007'),
    24: stamp('260331230108'),
    25: 61,
    30: 0,
    32: hex('0102030405'),
    ...more,
  })
}

export function mtCall(more: Given = {}): Uint8Array {
  return record(1, {
    0: 1,
    1: tbcd('262011234567890'),
    3: dialled('491701000001'),
    4: dialled('07700900123', '81'),
    6: address('447700000000'),
    19: stamp('260401090000', '+0100'),
    20: stamp('260401090004', '+0100'),
    21: stamp('260401090034', '+0100'),
    22: 30,
    27: 0,
    29: hex('0a0b'),
    ...more,
  })
}

export function moSms(more: Given = {}): Uint8Array {
  return record(6, {
    0: 6,
    1: tbcd('262011234567890'),
    3: address('491701000001'),
    5: address('491720000000'),
    6: address('491710000000'),
    7: location,
    8: hex('2a'),
    9: stamp('260331120000', '+0000'),
    // 12 digits, international: an address field of TS 23.040.
    12: Buffer.concat([hex('0c91'), tbcd('447700900123')]),
    ...more,
  })
}

export function mtSms(more: Given = {}): Uint8Array {
  return record(7, {
    0: 7,
    1: address('491720000000'),
    2: tbcd('262011234567890'),
    4: address('491701000001'),
    6: address('491710000000'),
    8: stamp('260331120100', '-0330'),
    ...more,
  })
}

/** One container of listOfServiceData: rating group, octets up and down. */
export function serviceData(ratingGroup: number, up: number, down: number): Tlv {
  return sequence([
    context(1, integer(ratingGroup)),
    context(5, stamp('260331100500', '+0000')),
    context(8, hex('0700000080')),
    context(12, integer(up)),
    context(13, integer(down)),
    context(14, stamp('260331101000', '+0000')),
  ])
}

export function pgw(more: Given = {}): Uint8Array {
  return record(79, {
    0: 85,
    3: tbcd('262011234567890'),
    4: [context(0, hex('0a010203'))],
    5: 4711,
    6: [context(0, hex('0a010204'))],
    7: text('internet'),
    13: stamp('260331100000', '+0000'),
    14: 600,
    15: 16,
    17: 1,
    22: address('491701000001'),
    23: hex('0800'),
    27: hex('62f210'),
    // ECGI and TAI of TS 29.274: 262-01, TAC 4711, ECI 0x0012d687 = 1234567.
    32: hex('18 62f210 1267 62f210 0012d687'),
    34: [serviceData(10, 100, 2_000), serviceData(20, 5, 7), serviceData(10, 1, 1)],
    ...more,
  })
}

export function sgw(more: Given = {}): Uint8Array {
  return record(78, {
    0: 84,
    3: tbcd('208011234567890'),
    4: [context(0, hex('0a010299'))],
    5: 4712,
    12: [
      sequence([
        context(3, integer(10)),
        context(4, integer(20)),
        context(5, integer(2)),
        context(6, stamp('260331101000', '+0000')),
      ]),
    ],
    13: stamp('260331100000', '+0000'),
    14: 600,
    15: 0,
    22: address('33612345678'),
    27: hex('62f210'),
    // 208-01: the guest's home network.
    37: hex('02f810'),
    ...more,
  })
}

export function chf(more: Given = {}): Uint8Array {
  return record(200, {
    0: 200,
    1: text('8b7c1f6e-0000-4000-8000-000000000001'),
    2: [context(0, integer(1)), context(1, text('imsi-262011234567890'))],
    3: [context(0, integer(1)), context(3, hex('62f210'))],
    5: [
      sequence([
        context(0, integer(10)),
        context(1, [
          sequence([context(5, integer(1_000)), context(6, integer(9_000))]),
          sequence([context(4, integer(500))]),
        ]),
      ]),
    ],
    6: stamp('260331100000', '+0000'),
    7: 300,
    8: 2,
    9: 0,
    13: [
      context(0, integer(99)),
      context(1, [context(2 + 1, text('+491701000001'))]),
      context(3, text('{"nrLocation":{"ncgi":{"plmnId":{"mcc":"262","mnc":"01"},"nrCellId":"0000abcde"}}}')),
      context(13, text('internet')),
    ],
    ...more,
  })
}

export interface FileOptions {
  readonly count?: number
  readonly sequence?: number
  readonly lost?: number
  readonly closure?: number
  /** 16 octets in hex, or the last four. */
  readonly release10?: boolean
  readonly filter?: string
  readonly privateExtension?: string
}

/** A CDR file of TS 32.297, opened on 31 March at 22:00 +0200 and last appended to at 23:05 +0200, by node 10.1.2.3. */
export function cdrFile(records: readonly Uint8Array[], options: FileOptions = {}): Uint8Array {
  const { release10 = false, filter = '', privateExtension = '' } = options
  const cdrs = records.map((each) => cdr(each, release10))
  const tail = Buffer.concat([counted(hex(filter)), counted(hex(privateExtension)), hex(release10 ? '0805' : '')])
  const head = Buffer.alloc(48)
  head.writeUInt32BE(48 + tail.length + cdrs.reduce((sum, { length }) => sum + length, 0), 0)
  head.writeUInt32BE(48 + tail.length, 4)
  head.set(hex(release10 ? 'e2e1' : 'c381'), 8)
  // 0011 11111 10110 000000 1 00010 000000: 31 March 22:00 +02:00; then 23:05 of that day.
  head.writeUInt32BE(0b00111111_11011000_00001000_10000000, 10)
  head.writeUInt32BE(0b00111111_11011100_01011000_10000000, 14)
  head.writeUInt32BE(options.count ?? records.length, 18)
  head.writeUInt32BE(options.sequence ?? 123, 22)
  head[26] = options.closure ?? 0
  head.set(hex('ffffffff 00000000000000000000ffff 0a010203'), 27)
  head[47] = options.lost ?? 0
  return Buffer.concat([head, tail, ...cdrs])
}

/** A CDR with its header: release 9 version 3, or release 10 + 8; BER; TS 32.251. */
export function cdr(record: Uint8Array, release10 = false, format = 1): Uint8Array {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(record.length)
  const identifiers = release10 ? [0xe2, format * 32 + 7, 8] : [0xc3, format * 32 + 7]
  return Buffer.concat([length, Buffer.from(identifiers), record])
}

function counted(octets: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([octets.length >> 8, octets.length & 255]), octets])
}
