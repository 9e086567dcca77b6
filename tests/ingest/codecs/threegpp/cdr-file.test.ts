import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CdrFile } from '../../../../ingest/codecs/threegpp/file_header.ts'
import type { ThreeGppRecord } from '../../../../ingest/codecs/threegpp/record.ts'
import { threegppBer, threegppCdrFile } from '../../../../ingest/mapping.ts'
import { context, encode, hex } from '../ber/encode.ts'
import { decodeAll } from '../decode.ts'
import { cdr, cdrFile, chf, moCall, moSms, mtCall, pgw, stamp } from './cdr-files.ts'

const read = (bytes: Uint8Array, step?: number) => decodeAll(threegppCdrFile(), bytes, step)
const kinds = (records: ReturnType<typeof read>) =>
  records.map(({ value, unreadable }) => unreadable?.got ?? Object.keys(value as object)[0])
const control = (records: ReturnType<typeof read>): CdrFile => (records.at(-1)!.value as { cdrFile: CdrFile }).cdrFile

describe('a CDR file of TS 32.297', () => {
  test('is its CDRs, numbered, and last what it says of itself', () => {
    const records = read(cdrFile([moCall(), mtCall(), pgw()], { filter: '4142', privateExtension: '99', lost: 0x83 }))
    expect(records.map(({ frame, record }) => [frame, record])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
    ])
    expect(kinds(records)).toEqual(['moCallRecord', 'mtCallRecord', 'pGWRecord', 'cdrFile'])
    expect(control(records)).toEqual({
      fileLength: cdrFile([moCall(), mtCall(), pgw()], { filter: '4142', privateExtension: '99' }).length,
      headerLength: 48 + 4 + 3,
      highRelease: { release: 9, version: 3 },
      lowRelease: { release: 7, version: 1 },
      fileOpeningTimestamp: '2026-03-31T20:00:00.000Z',
      lastCdrAppendTimestamp: '2026-03-31T21:05:00.000Z',
      numberOfCdrsInFile: 3,
      fileSequenceNumber: 123,
      fileClosureTriggerReason: 'normal',
      nodeIpAddress: '10.1.2.3',
      lostCdrs: { count: 3, atLeast: false },
      cdrRouteingFilter: '4142',
      privateExtension: '99',
      cdrsRead: 3,
      octetsRead: cdrFile([moCall(), mtCall(), pgw()], { filter: '4142', privateExtension: '99' }).length,
    })
  })

  test('of release 10 and later has an octet more in the file header for each release and in each CDR', () => {
    const records = read(cdrFile([chf(), chf()], { release10: true, closure: 131 }))
    expect(kinds(records)).toEqual(['chargingFunctionRecord', 'chargingFunctionRecord', 'cdrFile'])
    expect(control(records)).toMatchObject({
      highRelease: { release: 18, version: 2 },
      lowRelease: { release: 15, version: 1 },
      fileClosureTriggerReason: 'file integrity error',
    })
  })

  test.each([
    [0x00, 0, false],
    [0x05, 5, true],
    [0x7f, 127, true],
    [0x80, 1, true],
    [0x81, 1, false],
    [0xfe, 126, false],
    [0xff, 127, true],
  ])('with lost-CDR indicator %i has lost %i CDRs, at least: %s', (lost, count, atLeast) => {
    expect(control(read(cdrFile([], { lost }))).lostCdrs).toEqual({ count, atLeast })
  })

  test('loses only the CDR that cannot be read: the length in its header tells where the next begins', () => {
    const whole = cdrFile([moCall(), moCall()])
    const file = Buffer.concat([
      whole,
      cdr(hex('a0 7f 00')),
      cdr(moSms(), false, 3),
      cdr(encode(context(20, []))),
      cdr(Buffer.concat([moSms(), hex('00 00')])),
      cdr(Buffer.concat([moSms(), hex('00 01')])),
      cdr(moSms()),
    ])
    const records = read(file)
    expect(kinds(records)).toEqual([
      'moCallRecord',
      'moCallRecord',
      'the end of what holds it after 1, at octet 2 of the record',
      'aligned PER',
      '[20]',
      'moSMSRecord',
      '2 octets behind it',
      'moSMSRecord',
      'cdrFile',
    ])
    expect(records[4]!.unreadable!.expected).toContain('pGWRecord [79]')
    expect(control(records)).toMatchObject({ numberOfCdrsInFile: 2, cdrsRead: 8 })
  })

  test('that is cut off has its last octets as one reject; zeros that fill it up are nothing', () => {
    const file = cdrFile([moSms(), moSms()])
    const cut = read(file.subarray(0, file.length - 3))
    expect(kinds(cut).slice(0, 1)).toEqual(['moSMSRecord'])
    const size = moSms().length + 4
    expect(cut[1]!.unreadable).toEqual({
      expected: `a CDR of ${size} octets`,
      got: `${size - 3} octets to the end of the file, from octet ${file.length - size} on`,
    })
    expect(control(cut)).toMatchObject({ numberOfCdrsInFile: 2, cdrsRead: 1 })
    const filled = read(Buffer.concat([file, Buffer.alloc(5_000)]))
    expect(kinds(filled)).toEqual(['moSMSRecord', 'moSMSRecord', 'cdrFile'])
    const spoiled = read(Buffer.concat([file, Buffer.alloc(5_000), hex('07')]))
    expect(spoiled[2]!.unreadable!.expected).toBe('zeros to the end of the file')
  })

  test('without a file header is refused, saying what to do', () => {
    expect(() => read(moCall())).toThrow('no file header of TS 32.297')
    expect(() => read(hex('00000010'))).toThrow('ends within the file header')
    expect(() => read(cdrFile([]).subarray(0, 50))).toThrow('ends within its header, after 50 of 52 octets')
  })

  test('of any CDRs in any pieces is one record a CDR; none throws', () => {
    const good = fc.constantFrom(moCall(), mtCall(), moSms(), pgw(), chf())
    const bad = fc
      .tuple(good, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }))
      .map(([bytes, changes]) => {
        const changed = Uint8Array.from(bytes)
        for (const [at, octet] of changes) changed[at % changed.length] = octet
        return changed
      })
    const any = fc.oneof(good, bad, fc.uint8Array({ minLength: 1, maxLength: 400 }))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.integer({ min: 1, max: 999 }), (cdrs, step) => {
        const file = cdrFile(cdrs)
        const records = read(file, step)
        expect(records).toHaveLength(cdrs.length + 1)
        for (const [i, each] of cdrs.entries()) {
          expect(Buffer.from(records[i]!.raw as Uint8Array).subarray(4)).toEqual(Buffer.from(each))
        }
        expect(control(records)).toMatchObject({ cdrsRead: cdrs.length, octetsRead: file.length })
        expect(records.map(({ value, unreadable }) => [value, unreadable])).toEqual(
          read(file, file.length).map(({ value, unreadable }) => [value, unreadable]),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('and any bytes behind a header are records and at most one reject more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.integer({ min: 1, max: 700 }), (rest, step) => {
        const file = Buffer.concat([cdrFile([]), rest])
        const records = read(file, step)
        const { cdrsRead, octetsRead } = control(records)
        expect(octetsRead).toBe(file.length)
        expect([cdrsRead + 1, cdrsRead + 2]).toContain(records.length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('records without a file header', () => {
  test('are read one behind the other; what follows an unreadable length is one reject', () => {
    const stream = Buffer.concat([moCall(), Buffer.alloc(7), pgw(), hex('a0 ff 01 02 03'), moSms()])
    const records = decodeAll(threegppBer(), stream, 13)
    expect(records.map(({ frame }) => frame)).toEqual([1, 2, 3])
    expect(kinds(records)).toEqual([
      'moCallRecord',
      'pGWRecord',
      `127 octets, at octet ${moCall().length + 7 + pgw().length} of the file`,
    ])
    expect(records[2]!.raw).toHaveLength(5 + moSms().length)
  })
})

describe('records of TS 32.298', () => {
  const value = (bytes: Uint8Array) => decodeAll(threegppBer(), bytes)[0]!.value as ThreeGppRecord

  test('have the names and values of the standard', () => {
    expect(value(moCall())).toEqual({
      moCallRecord: {
        recordType: 0,
        servedIMSI: '262011234567890',
        servedMSISDN: { typeOfNumber: 'international', digits: '491701000001' },
        calledNumber: { typeOfNumber: 'international', digits: '447700900123' },
        recordingEntity: { typeOfNumber: 'international', digits: '491710000000' },
        location: { locationAreaCode: 4711, cellId: 17, 'mCC-MNC': '262-01' },
        seizureTime: '2026-03-31T21:00:00.000Z',
        answerTime: '2026-03-31T21:00:07.000Z',
        releaseTime: '2026-03-31T21:01:08.000Z',
        callDuration: 61,
        causeForTerm: 0,
        callReference: '0102030405',
      },
    })
    expect(value(pgw()).pGWRecord).toMatchObject({
      recordType: 85,
      'p-GWAddress': '10.1.2.3',
      chargingID: 4711,
      accessPointNameNI: 'internet',
      userLocationInformation: { plmn: '262-01', cell: '262-01-4711-1234567' },
      listOfServiceData: [
        { ratingGroup: 10, datavolumeFBCUplink: 100, datavolumeFBCDownlink: 2_000 },
        { ratingGroup: 20 },
        { ratingGroup: 10 },
      ],
    })
  })

  test('name the field that is wrong, and where', () => {
    const [record] = decodeAll(threegppBer(), moCall({ 23: hex('2613312300072b0200') }))
    expect(record!.unreadable).toMatchObject({ expected: 'answerTime: a time stamp YYMMDDhhmmssShhmm' })
    expect(record!.unreadable!.got).toMatch(/^2613312300072b0200, at octet \d+ of the record$/)
  })

  test('pass over fields that are not known, of any form', () => {
    expect(value(moCall({ 77: hex('00'), 120: [context(5, hex('01'))] })).moCallRecord).toMatchObject({
      callDuration: 61,
    })
  })

  test('have presentation in octet 3a of a number where its first octet says so', () => {
    expect(value(moCall({ 5: hex('21 81 44 77 00 09 10 32 f4') })).moCallRecord!.calledNumber).toEqual({
      typeOfNumber: 'national',
      digits: '4477009001234',
    })
  })
})

test('a time stamp is local time and its offset, every digit and date looked at', () => {
  const value = (octets: Uint8Array) => {
    const [record] = decodeAll(threegppBer(), moSms({ 9: octets }))
    return (record!.value as ThreeGppRecord | undefined)?.moSMSRecord?.originationTime ?? 'refused'
  }
  expect(value(stamp('240229235959', '-0330'))).toBe('2024-03-01T03:29:59.000Z')
  expect(value(stamp('691231120000', '+1400'))).toBe('2069-12-30T22:00:00.000Z')
  expect(value(stamp('700101000000', '+0000'))).toBe('1970-01-01T00:00:00.000Z')
  for (const wrong of [
    '260229000000',
    '261301000000',
    '260001000000',
    '260100000000',
    '260101240000',
    '260101006000',
    '2601010000a0',
  ]) {
    expect([wrong, value(stamp(wrong))]).toEqual([wrong, 'refused'])
  }
  expect(value(stamp('260101000000', '+1401'))).toBe('refused')
  expect(value(hex('260101000000 00 0200'))).toBe('refused')
  const instant = fc.date({
    min: new Date('1970-01-02T00:00:00Z'),
    max: new Date('2069-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(instant, fc.integer({ min: -840, max: 840 }), (at, offset) => {
      const wall = new Date(at.getTime() + offset * 60_000).toISOString().replace(/\D/g, '').slice(2, 14)
      const digits = (minutes: number) =>
        `${Math.floor(minutes / 60)}`.padStart(2, '0') + `${minutes % 60}`.padStart(2, '0')
      const zone = `${offset < 0 ? '-' : '+'}${digits(Math.abs(offset))}`
      expect(value(stamp(wall, zone))).toBe(`${at.toISOString().slice(0, 19)}.000Z`)
    }),
  )
})
