import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { dryRun } from '../../../ingest/landing/dry_run.ts'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { quarantinedRecords } from '../../../ingest/landing/quarantine.ts'
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import { mapping, skip, type ThreeGppRecord, threegppEvents } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { mappingRegistry } from '../../../ingest/mappings/registry.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { hex } from '../codecs/ber/encode.ts'
import { cdrFile, moCall, moSms, pgw, stamp } from '../codecs/threegpp/cdr-files.ts'
import { environment, scratch } from './environment.ts'

const warehouse = testWarehouse()
const files = scratch()
const known = (name: string) => mappingRegistry().get(name)!

test('a CDR file lands as uses, reports and its own control, whether plain or gzipped', async () => {
  const prefix = await environment(warehouse)
  const file = cdrFile([moCall(), moSms(), pgw(), hex('a0 7f')], { sequence: 7, lost: 0x82 })
  const path = files.write('node1_7.cdr', file)
  const dry = await dryRun(path, known('threegpp_cdr'))
  expect(dry).toMatchObject({ records: 5, rejected: 1, events: { usage: 2, usage_partial: 2, file_control: 1 } })
  const [report] = await landFiles(warehouse, path, { mapping: known('threegpp_cdr') }, { prefix })
  expect(report).toMatchObject({
    feed: 'threegpp_cdr',
    records: 5,
    landed: { usage: 2, usage_partial: 2, file_control: 1 },
    quarantined: 1,
  })
  const again = files.write('again.cdr.gz', gzipSync(file))
  expect(await landFiles(warehouse, again, { mapping: known('threegpp_cdr') }, { prefix })).toMatchObject([
    { records: 0, alreadyLanded: 5 },
  ])
  const rows = await warehouse.rows(
    `SELECT session_id, part, toString(bytes_up) AS up, toString(bytes_down) AS down, reported_at
       FROM ${prefix}raw.usage_partial ORDER BY part`,
  )
  expect(rows).toEqual([
    { session_id: '10.1.2.3/4711', part: '10', up: '101', down: '2001', reported_at: '2026-03-31T10:10:00.000Z' },
    { session_id: '10.1.2.3/4711', part: '20', up: '5', down: '7', reported_at: '2026-03-31T10:10:00.000Z' },
  ])
  const [control] = await warehouse.rows(
    `SELECT file, origin, toString(sequence_number) AS n, toString(records_stated) AS stated,
            toString(records_read) AS read, lost_stated, lost_at_least FROM ${prefix}raw.file_control`,
  )
  expect(control).toEqual({
    file: 'node1_7.cdr',
    origin: '10.1.2.3',
    n: '7',
    stated: '4',
    read: '4',
    lost_stated: 2,
    lost_at_least: false,
  })
})

test('refused records are kept verbatim and land once under a better mapping, the file’s own among them', async () => {
  const prefix = await environment(warehouse)
  const bad = moCall({ 25: undefined })
  const file = cdrFile([moCall(), bad, moSms({ 9: stamp('261331120000') }), moSms()], { release10: true, sequence: 8 })
  const path = files.write('node1_8.cdr', file)
  const refusing = builtInMapping(
    mapping<ThreeGppRecord>({
      ...known('threegpp_cdr').mapping,
      map(record, context) {
        if (record.cdrFile) throw new Error('not yet')
        return threegppEvents(record, context)
      },
    }),
  )
  const feed = { feed: 'msc' }
  const [report] = await landFiles(warehouse, path, { mapping: refusing, ...feed }, { prefix })
  expect(report).toMatchObject({ landed: { usage: 2 }, quarantined: 3 })
  const held = await quarantinedRecords(warehouse, {}, prefix)
  expect(held.map(({ reason, field, expected }) => [reason, field, expected])).toEqual([
    ['bad value', 'callDuration', 'a duration in seconds'],
    ['unreadable', null, 'originationTime: a time stamp YYMMDDhhmmssShhmm'],
    ['bad value', null, 'a record that the mapping can map'],
  ])
  // With the CDR's own header of five octets.
  expect(Buffer.from(held[0]!.payload, 'latin1').subarray(5)).toEqual(Buffer.from(bad))

  const better = builtInMapping(
    mapping<ThreeGppRecord>({
      ...known('threegpp_cdr').mapping,
      map(record, context) {
        if (record.moCallRecord?.callDuration === undefined && record.moCallRecord) return skip('no duration')
        return threegppEvents(record, context)
      },
    }),
  )
  const replay = await replayQuarantine(warehouse, better, feed, { prefix })
  expect(replay).toMatchObject({ records: 3, landed: { file_control: 1 }, skipped: 1, refused: 1 })
  const [control] = await warehouse.rows(
    `SELECT toString(sequence_number) AS n, toString(records_read) AS read, closed_at, toString(bitShiftRight(toInt128(_position), 48)) AS frame
       FROM ${prefix}raw.file_control`,
  )
  expect(control).toEqual({ n: '8', read: '4', closed_at: '2026-03-31T21:05:00.000Z', frame: '5' })
  expect(await replayQuarantine(warehouse, better, feed, { prefix })).toMatchObject({
    records: 1,
    events: 0,
    refused: 1,
  })
})

test('records without a file header are read again alone too', async () => {
  const prefix = await environment(warehouse)
  const path = files.write('bare.ber', Buffer.concat([moSms(), moCall({ 25: undefined }), pgw(), hex('a0 ff 00')]))
  const feed = { feed: 'bare' }
  const [report] = await landFiles(warehouse, path, { mapping: known('threegpp_ber'), ...feed }, { prefix })
  expect(report).toMatchObject({ records: 4, landed: { usage: 1, usage_partial: 2 }, quarantined: 2 })
  const better = builtInMapping(
    mapping<ThreeGppRecord>({ ...known('threegpp_ber').mapping, map: () => skip('left out') }),
  )
  expect(await replayQuarantine(warehouse, better, feed, { prefix })).toMatchObject({
    records: 2,
    skipped: 1,
    refused: 1,
  })
})

test('a file that is no CDR file is refused as a whole, and nothing of it lands', async () => {
  const prefix = await environment(warehouse)
  const path = files.write('text.cdr', 'event_id,service\n1,voice\n'.repeat(10))
  await expect(landFiles(warehouse, path, { mapping: known('threegpp_cdr') }, { prefix })).rejects.toThrow(
    'text.cdr: the file has no file header of TS 32.297',
  )
})
