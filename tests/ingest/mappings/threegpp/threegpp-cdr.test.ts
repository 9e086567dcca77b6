import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordMapper } from '../../../../ingest/landing/map_record.ts'
import { threegppBerRecords, threegppCdr } from '../../../../ingest/mappings/threegpp/threegpp_cdr.ts'
import { context, hex, integer, sequence, tbcd, text } from '../../codecs/ber/encode.ts'
import { decodeAll } from '../../codecs/decode.ts'
import {
  cdrFile,
  chf,
  moCall,
  moSms,
  mtCall,
  mtSms,
  pgw,
  serviceData,
  sgw,
  stamp,
} from '../../codecs/threegpp/cdr-files.ts'

/** What the mapping answers, and that it is valid. */
function events(record: Uint8Array) {
  const [read] = decodeAll(threegppBerRecords.format, record)
  expect(read!.unreadable).toBeUndefined()
  const outcome = recordMapper(threegppBerRecords as never, 'f')(read!)
  expect(outcome).toMatchObject({ is: expect.stringMatching(/events|skipped/) })
  const answer = threegppBerRecords.map(read!.value as never, { file: 'f' } as never)
  return Array.isArray(answer) ? answer : [answer]
}

describe('calls', () => {
  test('an answered call is one use, in E.164, with its cell and cause', () => {
    expect(events(moCall())).toEqual([
      {
        contract: 'usage',
        event_id: '491710000000/originating/0102030405/2026-03-31T21:00:07.000Z',
        service: 'voice',
        direction: 'originating',
        started_at: '2026-03-31T21:00:07.000Z',
        served_number: '491701000001',
        imsi: '262011234567890',
        other_party: '447700900123',
        answered: true,
        duration_s: 61,
        elapsed_s: 68,
        roaming: false,
        visited_network: null,
        cell_id: '262-01-4711-17',
        cause: 'normalRelease',
      },
    ])
  })

  test('a terminating call names the caller; a national number is of the country where the line is served', () => {
    expect(events(mtCall())).toMatchObject([
      {
        direction: 'terminating',
        started_at: '2026-04-01T08:00:04.000Z',
        other_party: '07700900123',
        duration_s: 30,
        // Recorded by a node of +44; the home is Germany; the network is not named.
        roaming: true,
        visited_network: null,
        cell_id: null,
      },
    ])
    const inBritain = [context(0, hex('1267')), context(1, hex('0011')), context(2, hex('32f451'))]
    expect(events(mtCall({ 9: inBritain }))).toMatchObject([
      { other_party: '447700900123', roaming: true, visited_network: '234-15', cell_id: '234-15-4711-17' },
    ])
  })

  test('an attempt is not answered and charges nothing; its cause is that of the network', () => {
    const attempt = moCall({ 23: undefined, 25: 9, 30: 3, 31: [context(0, integer(17))] })
    expect(events(attempt)).toMatchObject([
      { started_at: '2026-03-31T21:00:00.000Z', answered: false, duration_s: 0, elapsed_s: 68, cause: '17' },
    ])
  })

  test('partial records are reports of one session, in order', () => {
    const reports = [
      moCall({ 25: 1_800, 30: 1, 33: 1, 69: 0, 24: stamp('260331233007') }),
      moCall({ 25: 1_800, 30: 1, 33: 2, 69: 0, 23: stamp('260331233007'), 24: stamp('260401000007') }),
      moCall({ 25: 100, 30: 0, 33: 3, 23: stamp('260401000007'), 24: stamp('260401000147') }),
    ].flatMap(events)
    expect(reports).toMatchObject([
      { step: 'start', sequence: 1, duration_s: 1_800, started_at: '2026-03-31T21:00:07.000Z' },
      { step: 'interim', sequence: 2, duration_s: 1_800, started_at: '2026-03-31T21:30:07.000Z' },
      { step: 'stop', sequence: 3, duration_s: 100, reported_at: '2026-03-31T22:01:47.000Z' },
    ])
    for (const report of reports) {
      expect(report).toMatchObject({
        contract: 'usage_partial',
        session_id: '491710000000/originating/0102030405',
        counts: 'since previous',
      })
    }
  })
})

describe('messages', () => {
  test('are uses of one message; a result says that it failed', () => {
    expect(events(moSms())).toMatchObject([
      {
        event_id: '491710000000/originating/262011234567890/2a/2026-03-31T12:00:00.000Z',
        service: 'sms',
        messages: 1,
        other_party: '447700900123',
        answered: true,
        cell_id: '262-01-4711-17',
      },
    ])
    expect(events(mtSms({ 9: [context(1, integer(27))] }))).toMatchObject([
      {
        direction: 'terminating',
        started_at: '2026-03-31T15:31:00.000Z',
        answered: false,
        other_party: null,
        cause: 'failed',
      },
    ])
  })

  test('may be sent to a name or a short number', () => {
    // "Bank" in seven bits (TS 23.038): 28 bits in four octets, seven half octets.
    expect(events(moSms({ 12: hex('07 d0 c2 b0 7b 0d') }))).toMatchObject([{ other_party: 'Bank' }])
    expect(events(moSms({ 12: Buffer.concat([hex('05 a1'), tbcd('12345')]) }))).toMatchObject([
      { other_party: '12345' },
    ])
  })
})

describe('data sessions', () => {
  test('a PGW record is a report for each rating group, its containers added', () => {
    const reports = events(pgw())
    expect(reports).toHaveLength(2)
    expect(reports[0]).toEqual({
      contract: 'usage_partial',
      session_id: '10.1.2.3/4711',
      part: '10',
      step: 'start',
      sequence: 1,
      counts: 'since previous',
      reported_at: '2026-03-31T10:10:00.000Z',
      started_at: '2026-03-31T10:05:00.000Z',
      service: 'data',
      served_number: '491701000001',
      imsi: '262011234567890',
      duration_s: 600,
      bytes_up: 101n,
      bytes_down: 2_001n,
      service_name: 'internet',
      roaming: false,
      visited_network: null,
      cell_id: '262-01-4711-1234567',
      cause: 'volumeLimit',
    })
    expect(reports[1]).toMatchObject({ part: '20', bytes_up: 5n, bytes_down: 7n })
  })

  test('steps follow the number and the cause', () => {
    const step = (more: Parameters<typeof pgw>[0]) => (events(pgw(more))[0] as { step: string }).step
    expect(step({ 15: 17, 17: 2 })).toBe('interim')
    expect(step({ 15: 0, 17: 3 })).toBe('stop')
    expect(step({ 15: 4, 17: 1 })).toBe('event')
    // A change of SGW does not end the session in the PGW.
    expect(step({ 15: 25, 17: 2 })).toBe('interim')
  })

  test('a record without volumes is a report of none, so that its number is not missed', () => {
    expect(events(pgw({ 34: [], 17: 2, 15: 17 }))).toMatchObject([
      { part: '', sequence: 2, bytes_up: 0n, bytes_down: 0n },
    ])
  })

  test('a duration that no session has refuses the record', () => {
    const [read] = decodeAll(threegppBerRecords.format, pgw({ 14: Number.MAX_SAFE_INTEGER }))
    expect(recordMapper(threegppBerRecords as never, 'f')(read!)).toMatchObject({
      problem: { reason: 'bad value', expected: 'a duration of up to a year in seconds' },
    })
  })

  test('volumes are exact beyond 2^53', () => {
    const large = [serviceData(10, Number.MAX_SAFE_INTEGER, 1), serviceData(10, 2, 1)]
    expect(events(pgw({ 34: large }))).toMatchObject([{ bytes_up: 9_007_199_254_740_993n }])
  })

  test('an SGW record counts only when the PGW is another network’s', () => {
    expect(events(sgw())).toMatchObject([
      {
        session_id: '10.1.2.153/4712',
        step: 'event',
        bytes_up: 10n,
        bytes_down: 20n,
        served_number: '33612345678',
        roaming: true,
        visited_network: '262-01',
      },
    ])
    const skipped = { skip: 'SGW record of a session that the PGW counts' }
    expect(events(sgw({ 37: hex('62f210') }))).toEqual([skipped])
  })

  test('a charging function record has its used units by rating group', () => {
    expect(events(chf())).toMatchObject([
      {
        session_id: '8b7c1f6e-0000-4000-8000-000000000001/99',
        part: '10',
        step: 'stop',
        sequence: 2,
        reported_at: '2026-03-31T10:05:00.000Z',
        served_number: '491701000001',
        imsi: '262011234567890',
        bytes_up: 1_000n,
        bytes_down: 9_500n,
        service_name: 'internet',
        roaming: false,
        cell_id: '262-01-0000abcde',
      },
    ])
    const units = [sequence([context(0, integer(7)), context(1, [sequence([context(4, integer(5))])])])]
    expect(
      events(
        chf({ 2: [context(0, integer(0)), context(1, text('491701000002'))], 5: units, 13: [context(0, integer(8))] }),
      ),
    ).toMatchObject([{ part: '7', bytes_up: 0n, bytes_down: 5n, served_number: '491701000002', imsi: null }])
  })
})

test('a file is one file_control event, with what it states and what was read', () => {
  const records = decodeAll(
    threegppCdr.format,
    cdrFile([moCall(), hex('a0 7f')], { count: 3, lost: 0xff, sequence: 7 }),
  )
  expect(threegppCdr.map(records.at(-1)!.value as never, { file: 'node1_7.cdr' } as never)).toEqual({
    contract: 'file_control',
    file: 'node1_7.cdr',
    origin: '10.1.2.3',
    sequence_number: 7,
    sequence_modulus: 4_294_967_296,
    opened_at: '2026-03-31T20:00:00.000Z',
    closed_at: '2026-03-31T21:05:00.000Z',
    records_stated: 3,
    records_read: 2,
    lost_stated: 127,
    lost_at_least: true,
    closure: 'normal',
  })
})

test('whatever a record holds, the mapping answers events, skips it, or names what is wrong with it', () => {
  const record = fc.constantFrom(moCall(), mtCall(), moSms(), mtSms(), pgw(), sgw(), chf())
  const map = recordMapper(threegppBerRecords as never, 'f')
  fc.assert(
    fc.property(record, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }), (bytes, changes) => {
      const changed = Uint8Array.from(bytes)
      for (const [at, octet] of changes) changed[at % changed.length] = octet
      for (const read of decodeAll(threegppBerRecords.format, changed)) {
        const outcome = map(read)
        if (outcome.is === 'refused') expect(outcome.thrown).toBeUndefined()
      }
    }),
    { numRuns: 2_000 },
  )
})
