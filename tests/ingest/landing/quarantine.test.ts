import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { ndjsonDecoder } from '../../../ingest/codecs/ndjson.ts'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { landPartition } from '../../../ingest/landing/land_partition.ts'
import { recordMapper } from '../../../ingest/landing/map_record.ts'
import {
  countQuarantine,
  listQuarantine,
  quarantinedRecords,
  showQuarantine,
} from '../../../ingest/landing/quarantine.ts'
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import { csv, type Event, mapping, ndjson } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment, scratch } from './environment.ts'

const warehouse = testWarehouse()
const files = scratch()

type Message = { readonly number: string; readonly at: string; readonly seconds: string | number }
const usage = ({ number, at, seconds }: Message): Event => ({
  contract: 'usage',
  service: 'voice',
  started_at: at,
  served_number: number,
  duration_s: seconds as number,
})
const messages = builtInMapping(mapping<Message>({ name: 'messages', format: ndjson(), map: usage }))
const lenient = builtInMapping(
  mapping<Message>({
    name: 'messages',
    format: ndjson(),
    map: (row) => usage({ ...row, seconds: Number.parseInt(String(row.seconds), 10) || 0 }),
  }),
)

/** A topic's partition: message bytes by offset. Offset 0 is the first. */
async function landMessages(prefix: string, payloads: readonly (string | Uint8Array)[]): Promise<void> {
  const records = async function* () {
    yield payloads.flatMap((payload, offset) => {
      const codec = ndjsonDecoder({})
      return [...codec.push(Buffer.from(payload as string)), ...codec.end()].map((record, i) => ({
        ...record,
        frame: offset,
        record: i,
      }))
    })
  }
  const { mapping: definition, hash } = messages
  await landPartition(
    warehouse,
    {
      feed: 'messages',
      partition: 'calls/0',
      file: 'calls/0',
      mapping: definition.name,
      mappingHash: hash,
      endless: true,
      records,
      map: recordMapper(definition, 'calls/0'),
    },
    { prefix },
  )
}

const message = (number: number, seconds: string | number = 1) =>
  JSON.stringify({ number: String(number), at: '2026-01-01T00:00:00Z', seconds })

test('rejects of a topic are found by feed, partition, reason, field and time, at their offsets', async () => {
  const prefix = await environment(warehouse)
  await landMessages(prefix, [
    message(1, '7s'),
    message(2),
    `${message(3, '8s')}\n${message(4)}\n${message(5, 'x')}`,
    Buffer.from([0xff, 0x00, 0x7b]),
  ])
  const all = await quarantinedRecords(warehouse, { feed: 'messages' }, prefix)
  expect(all.map(({ partition, frame, record, field, binary }) => [partition, frame, record, field, binary])).toEqual([
    ['calls/0', 0, 0, 'duration_s', false],
    ['calls/0', 2, 0, 'duration_s', false],
    ['calls/0', 2, 2, 'duration_s', false],
    ['calls/0', 3, 0, null, true],
  ])
  const count = (filter: Parameters<typeof countQuarantine>[1]) => countQuarantine(warehouse, filter, prefix)
  expect(await count({})).toBe(4)
  expect(await count({ file: 'calls/0', field: 'duration_s' })).toBe(3)
  expect(await count({ file: 'calls/1' })).toBe(0)
  expect(await count({ reason: 'unreadable' })).toBe(1)
  expect(await count({ since: new Date(Date.now() - 60_000).toISOString() })).toBe(4)
  expect(await count({ since: new Date(Date.now() + 60_000).toISOString() })).toBe(0)
  expect(await count({ ids: [all[0]!.id, all[3]!.id] })).toBe(2)
  expect(await count({ ids: [] })).toBe(0)
  expect(await count({ feed: "it's no feed" })).toBe(0)
  expect(await listQuarantine(warehouse, { reason: 'bad value' }, prefix)).toMatchObject([
    { records: 3, field: 'duration_s', example: all[0]!.id, exampleGot: '7s' },
  ])
  // The bytes come back as they were.
  const shown = await showQuarantine(warehouse, all[3]!.id, prefix)
  expect([...Buffer.from(shown.payload, 'latin1')]).toEqual([0xff, 0x00, 0x7b])
})

test('a dry run says what a replay would do and writes nothing; then each lands once at its offset', async () => {
  const prefix = await environment(warehouse)
  await landMessages(prefix, [
    message(1, '7s'),
    `${message(2, '8s')}\n${message(3, '9s')}`,
    Buffer.from([0xff, 0x00, 0x7b]),
  ])
  const counts = () =>
    warehouse.rows(
      `SELECT (SELECT count() FROM ${prefix}raw.usage) AS usage, (SELECT count() FROM ${prefix}quarantine.replay) AS marks,
              (SELECT count() FROM ${prefix}trunkline.landing WHERE kind = 'replay') AS steps`,
    )
  const dry = await replayQuarantine(warehouse, lenient, { dryRun: true }, { prefix })
  expect(dry).toMatchObject({
    records: 4,
    events: 3,
    landed: { usage: 3 },
    refused: 1,
    refusals: { 'unreadable, expected text in UTF-8': 1 },
    remaining: 4,
    dryRun: true,
  })
  expect(await counts()).toEqual([{ usage: '0', marks: '0', steps: '0' }])

  const [first] = await quarantinedRecords(warehouse, {}, prefix)
  const one = await replayQuarantine(warehouse, lenient, { ids: [first!.id] }, { prefix })
  expect(one).toMatchObject({ records: 1, events: 1, remaining: 3, dryRun: false })
  const rest = await replayQuarantine(warehouse, lenient, { file: 'calls/0' }, { prefix })
  expect(rest).toMatchObject({ records: 3, events: 2, refused: 1, remaining: 1 })
  expect(
    await warehouse.rows(
      `SELECT served_number AS n, duration_s AS s, toUInt64(bitShiftRight(toUInt128(_position), 48)) AS offset FROM ${prefix}raw.usage ORDER BY n`,
    ),
  ).toEqual([
    { n: '1', s: 7, offset: '0' },
    { n: '2', s: 8, offset: '1' },
    { n: '3', s: 9, offset: '1' },
  ])
})

test('a replay killed at random moments lands each record once', { timeout: 120_000 }, async () => {
  const prefix = await environment(warehouse)
  const LINES = 20_000
  const path = files.write(
    'bad.csv',
    `number,at,seconds\n${Array.from({ length: LINES }, (_, i) => `${i + 1},2026-01-01T00:00:00Z,x\n`).join('')}`,
  )
  const strict = builtInMapping(
    mapping({ name: 'calls', format: csv(), map: (row) => usage(row as unknown as Message) }),
  )
  await landFiles(warehouse, path, { mapping: strict }, { prefix })
  let killed = 0
  for (let round = 0; ; round++) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'replay-process.ts'), inject('clickhouseUrl'), prefix],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const gone = once(child, 'exit')
    await Promise.race([once(child.stdout!, 'data'), gone])
    if (round < 6) {
      await sleep(100 + Math.random() * 900)
      if (child.kill('SIGKILL')) killed++
    }
    const [code] = await gone
    if (code === 0) break
  }
  expect(killed).toBeGreaterThan(0)
  for (const table of ['usage', 'interaction']) {
    expect(
      await warehouse.rows(`SELECT count() AS n, uniqExact(_position) AS once FROM ${prefix}raw.${table}`),
    ).toEqual([{ n: String(LINES), once: String(LINES) }])
  }
  expect(await countQuarantine(warehouse, {}, prefix)).toBe(0)
})
