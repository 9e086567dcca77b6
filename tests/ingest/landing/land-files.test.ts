import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { dryRun } from '../../../ingest/landing/dry_run.ts'
import { landFiles, landStdin } from '../../../ingest/landing/land_files.ts'
import { listQuarantine, quarantinedRecords, showQuarantine } from '../../../ingest/landing/quarantine.ts'
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import { landTimeZones } from '../../../ingest/landing/time_zones.ts'
import { csv, instant, integer, mapping, skip } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { chooseMapping, mappingRegistry } from '../../../ingest/mappings/registry.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment, scratch } from './environment.ts'

const warehouse = testWarehouse()
const files = scratch()

const calls = builtInMapping(
  mapping({
    name: 'calls',
    format: csv(),
    map(row) {
      if (row.kind === 'test') return skip('test call')
      return {
        contract: 'usage',
        service: 'voice',
        started_at: instant(row.start!, ['dd/MM/yy HH:mm'], 'Europe/Berlin'),
        served_number: row.number!,
        duration_s: integer(row.seconds!),
      }
    },
  }),
)

const TEXT = `number;start;seconds;kind
491701;15/10/14 06:58;61;call
491702;15/10/14 06:59;x;call
491703;15/10/14 07:00;3;test
491704;32/10/14 07:00;3;call
491705;15/10/14
491706;15/10/14 07:01;4;call
`

async function count(prefix: string, table = 'raw.usage'): Promise<number> {
  const [row] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${prefix}${table}`)
  return Number(row!.n)
}

test('a file lands once, under whatever name and however packed; what is refused says why, where, and what it was', async () => {
  const prefix = await environment(warehouse)
  const path = files.write('calls.csv', TEXT)
  const [report] = await landFiles(warehouse, path, { mapping: calls }, { prefix })
  expect(report).toMatchObject({
    feed: 'calls',
    file: 'calls.csv',
    records: 6,
    frames: 6,
    events: 2,
    landed: { usage: 2 },
    quarantined: 3,
    skipped: 1,
    skips: { 'test call': 1 },
    alreadyLanded: 0,
  })
  copyFileSync(path, join(files.folder, 'again.csv'))
  for (const other of [path, join(files.folder, 'again.csv'), files.write('calls.csv.gz', gzipSync(TEXT))]) {
    const [again] = await landFiles(warehouse, other, { mapping: calls }, { prefix })
    expect(again).toMatchObject({ records: 0, alreadyLanded: 6 })
  }
  expect(await count(prefix)).toBe(2)
  expect(
    await warehouse.rows(
      `SELECT _source, started_at, duration_s, served_number, bitShiftRight(toUInt128(_position), 48) AS frame FROM ${prefix}raw.usage ORDER BY _position LIMIT 1`,
    ),
  ).toEqual([
    {
      _source: 'calls',
      started_at: '2014-10-15T04:58:00.000Z',
      duration_s: 61,
      served_number: '491701',
      frame: '2',
    },
  ])
  const rejects = await quarantinedRecords(warehouse, {}, prefix)
  expect(rejects.map(({ line, reason, field, got, payload }) => ({ line, reason, field, got, payload }))).toEqual([
    { line: 3, reason: 'bad value', field: 'seconds', got: 'x', payload: '491702;15/10/14 06:59;x;call' },
    { line: 5, reason: 'bad value', field: 'start', got: '32/10/14 07:00', payload: '491704;32/10/14 07:00;3;call' },
    { line: 6, reason: 'unreadable', field: null, got: '2 fields', payload: '491705;15/10/14' },
  ])
  expect(await listQuarantine(warehouse, { field: 'seconds' }, prefix)).toMatchObject([
    { feed: 'calls', reason: 'bad value', field: 'seconds', records: 1, example: rejects[0]!.id },
  ])
  expect(await showQuarantine(warehouse, rejects[2]!.id, prefix)).toMatchObject({ line: 6, replayed: '' })
  await expect(showQuarantine(warehouse, 'nothing-1', prefix)).rejects.toThrow('Nothing in quarantine has the id')
})

test('a better mapping replays what was refused, once, at the place it always had', async () => {
  const prefix = await environment(warehouse)
  await landFiles(warehouse, files.write('replay.csv', TEXT), { mapping: calls }, { prefix })
  const better = builtInMapping(
    mapping({
      name: 'calls',
      format: csv(),
      map: (row) => ({
        contract: 'usage',
        service: 'voice',
        started_at: instant(row.start!.replace('32/', '31/'), ['dd/MM/yy HH:mm'], 'Europe/Berlin'),
        served_number: row.number!,
        duration_s: row.seconds === 'x' ? 0 : integer(row.seconds!),
      }),
    }),
  )
  const report = await replayQuarantine(warehouse, better, {}, { prefix })
  expect(report).toMatchObject({ feed: 'calls', records: 3, events: 2, landed: { usage: 2 }, refused: 1 })
  expect(report.refusals).toEqual({ 'unreadable, expected 4 fields': 1 })
  expect(await replayQuarantine(warehouse, better, {}, { prefix })).toMatchObject({ records: 1, events: 0, refused: 1 })
  const rows = await warehouse.rows(
    `SELECT served_number AS n, bitShiftRight(toUInt128(_position), 48) AS frame, startsWith(_batch, 'replay/') AS replayed
       FROM ${prefix}raw.usage ORDER BY _position`,
  )
  expect(rows).toEqual([
    { n: '491701', frame: '2', replayed: 0 },
    { n: '491702', frame: '3', replayed: 1 },
    { n: '491704', frame: '5', replayed: 1 },
    { n: '491706', frame: '7', replayed: 0 },
  ])
  expect(await quarantinedRecords(warehouse, {}, prefix)).toHaveLength(1)
  // The file itself still counts as landed.
  const [again] = await landFiles(warehouse, join(files.folder, 'replay.csv'), { mapping: better }, { prefix })
  expect(again).toMatchObject({ records: 0 })
})

test('events are marked before the crash of a replay can double them', async () => {
  const prefix = await environment(warehouse)
  await landFiles(
    warehouse,
    files.write('crash.csv', TEXT.replace('x;call', 'x;call\n491799;15/10/14 08:00;y;call')),
    { mapping: calls },
    { prefix },
  )
  const lenient = builtInMapping(
    mapping({
      name: 'calls',
      format: csv(),
      map: (row) => ({
        contract: 'usage',
        service: 'voice',
        started_at: '2026-01-01T00:00:00Z',
        served_number: row.number!,
      }),
    }),
  )
  await replayQuarantine(warehouse, lenient, {}, { prefix })
  const before = await count(prefix)
  // What a kill between events and marks leaves: an intended batch and events without marks.
  await warehouse.command(`TRUNCATE TABLE ${prefix}quarantine.replay`)
  await warehouse.command(`ALTER TABLE ${prefix}trunkline.landing DELETE WHERE kind = 'replay' AND state = 'done'`, {
    settings: { mutations_sync: 1 },
  })
  await replayQuarantine(warehouse, lenient, {}, { prefix })
  expect(await count(prefix)).toBe(before)
  expect(await count(prefix, 'quarantine.replay')).toBe(3)
})

test('bytes that are no UTF-8 stay as they are and can be replayed in their encoding', async () => {
  const prefix = await environment(warehouse)
  const path = files.write(
    'latin.csv',
    Buffer.from('number;start;seconds;kind\nM\xfcller;15/10/14 06:58;1;call\n', 'latin1'),
  )
  expect(await landFiles(warehouse, path, { mapping: calls }, { prefix })).toMatchObject([
    { events: 0, quarantined: 1 },
  ])
  const latin = builtInMapping(
    mapping({ ...calls.mapping, format: csv({ encoding: 'windows-1252' }) } as Parameters<typeof mapping>[0]),
  )
  expect(await replayQuarantine(warehouse, latin, {}, { prefix })).toMatchObject({ records: 1, events: 1 })
  expect(await warehouse.rows(`SELECT served_number FROM ${prefix}raw.usage`)).toEqual([{ served_number: 'Müller' }])
})

test('a folder lands file by file in the order of names; hidden and unfinished files wait', async () => {
  const prefix = await environment(warehouse)
  const folder = join(files.folder, 'folder')
  mkdirSync(folder)
  for (const [name, number] of [
    ['b.csv', 2],
    ['a.csv', 1],
    ['.hidden.csv', 3],
    ['c.csv.part', 4],
  ] as const) {
    writeFileSync(join(folder, name), `number;start;seconds;kind\n${number};15/10/14 06:58;1;call\n`)
  }
  const reports = await landFiles(warehouse, folder, { mapping: calls }, { prefix })
  expect(reports.map(({ file, events }) => [file, events])).toEqual([
    ['a.csv', 1],
    ['b.csv', 1],
  ])
})

test('a file of a folder that cannot be read does not keep the others out', async () => {
  const prefix = await environment(warehouse)
  const folder = join(files.folder, 'mixed')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.csv.gz'), gzipSync(TEXT).subarray(0, 60))
  writeFileSync(join(folder, 'b.csv'), TEXT)
  await expect(landFiles(warehouse, folder, { mapping: calls }, { prefix })).rejects.toThrow(
    /1 of 2 files could not be read: .*a\.csv\.gz: the gzip ends too early/,
  )
  expect(await count(prefix)).toBe(2)
})

test('standard input is kept until it has landed', async () => {
  const prefix = await environment(warehouse)
  const home = join(files.folder, 'home')
  const land = () => landStdin(warehouse, Readable.from([Buffer.from(TEXT)]), { mapping: calls, home }, { prefix })
  expect(await land()).toMatchObject({ file: 'stdin', events: 2, quarantined: 3 })
  expect(await land()).toMatchObject({ records: 0, alreadyLanded: 6 })
  expect(readdirSync(join(home, 'spool'))).toEqual([])
  await expect(landStdin(warehouse, Readable.from([]), { mapping: calls, home }, { prefix })).rejects.toThrow(
    'Nothing came in',
  )
})

test('a dry run shows events and rejects and writes nothing', async () => {
  const path = files.write('dry.csv', TEXT)
  const run = await dryRun(path, calls, { first: 1 })
  expect(run).toMatchObject({ records: 6, events: { usage: 2 }, rejected: 3, skips: { 'test call': 1 } })
  expect(run.first).toMatchObject([
    { contract: 'usage', started_at: '2014-10-15T04:58:00.000Z', duration_s: 61, roaming: false },
  ])
  expect(run.rejects[0]).toMatchObject({ file: 'dry.csv', line: 3, field: 'seconds', got: 'x' })
})

test('contract-shaped input needs no mapping', async () => {
  const prefix = await environment(warehouse)
  const registry = mappingRegistry()
  const ndjson = files.write(
    'events.ndjson',
    '{"contract":"adjustment","adjustment_id":"J-1","billing_account_id":"A","adjusted_at":"2026-01-01T00:00:00+02:00","amount":-5.125,"currency":"EUR"}\n' +
      '{"contract":"adjustment","adjustment_id":"J-2","billing_account_id":"A","adjusted_at":"2026-01-01T00:00:00Z","amount":12345678901234.567,"currency":"EUR"}\n' +
      '{"contract":"recharge","recharge_id":"R"}\n',
  )
  const mapped = await chooseMapping(registry, { input: ndjson })
  expect(await landFiles(warehouse, ndjson, { mapping: mapped }, { prefix })).toMatchObject([
    { landed: { adjustment: 2 }, quarantined: 1 },
  ])
  expect(
    await warehouse.rows(`SELECT amount, adjusted_at, reason FROM ${prefix}raw.adjustment ORDER BY amount`),
  ).toEqual([
    { amount: '-5.125', adjusted_at: '2025-12-31T22:00:00.000Z', reason: 'not stated' },
    { amount: '12345678901234.567', adjusted_at: '2026-01-01T00:00:00.000Z', reason: 'not stated' },
  ])
  const rows = files.write(
    'consents.csv',
    'customer_id,channel,purpose,granted,decided_at\nC-1,sms,marketing,yes,2026-01-01T00:00:00Z\nC-2,sms,marketing,maybe,2026-01-01T00:00:00Z\n',
  )
  const byName = await chooseMapping(registry, { input: rows, contract: 'consent' })
  expect(await landFiles(warehouse, rows, { mapping: byName }, { prefix })).toMatchObject([
    { landed: { consent: 1 }, quarantined: 1 },
  ])
  expect(await quarantinedRecords(warehouse, { feed: 'consent_rows' }, prefix)).toMatchObject([
    { field: 'granted', got: 'maybe' },
  ])
})

test('time zones land once', async () => {
  const prefix = await environment(warehouse)
  const zones = ['Europe/Berlin', 'Asia/Kolkata', 'Asia/Bangkok', 'Europe/Berlin']
  const [berlin] = await landTimeZones(warehouse, zones, { prefix })
  expect(berlin!.events).toBeGreaterThan(99)
  expect(await landTimeZones(warehouse, zones, { prefix })).toMatchObject([
    { records: 0 },
    { records: 0 },
    { records: 0 },
  ])
  expect(
    await warehouse.rows(
      `SELECT zone, offset_s FROM ${prefix}raw.time_zone_offset WHERE from_at <= '2026-03-29 01:00:00' AND to_at > '2026-03-29 01:00:00' ORDER BY zone`,
    ),
  ).toEqual([
    { zone: 'Asia/Bangkok', offset_s: 25200 },
    { zone: 'Asia/Kolkata', offset_s: 19800 },
    { zone: 'Europe/Berlin', offset_s: 7200 },
  ])
  await expect(landTimeZones(warehouse, ['Mars/Olympus'], { prefix })).rejects.toThrow('"Mars/Olympus" is no time zone')
})
