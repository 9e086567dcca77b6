import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { quarantinedRecords } from '../../../ingest/landing/quarantine.ts'
import { chooseMapping, mappingRegistry } from '../../../ingest/mappings/registry.ts'
import { InputError } from '../../../warehouse/errors.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment, scratch } from './environment.ts'

const warehouse = testWarehouse()
const files = scratch()

const HEADER = 'event_id,service,started_at,subscription_id,duration_s,stated_amount,stated_currency\n'
const GOOD = 'ok-1,voice,2026-01-01T00:00:00Z,S-1,61,0.99,EUR\n'
const ALSO = 'ok-2,voice,2026-01-01T00:00:00Z,S-1,61,,\n'
const J =
  '{"contract":"usage","event_id":"ok-1","service":"voice","started_at":"2026-01-01T00:00:00Z","subscription_id":"S-1"}\n'
const K = J.replace('ok-1', 'ok-2')
const json = (part: string) =>
  J.replace('"subscription_id":"S-1"', `"subscription_id":"S-1",${part}`).replace('ok-1', 'bad')
const latin = (text: string) => Buffer.from(text, 'latin1')
const join3 = (bad: string | Uint8Array) =>
  Buffer.concat([Buffer.from(HEADER + GOOD), Buffer.from(bad as string), Buffer.from(ALSO)])

interface Reject {
  readonly reason: string
  readonly field?: string | null
  readonly got?: unknown
  readonly line?: number
}

/** One bad record between two good ones: the good ones land, the bad one says what is wrong with it. */
const records: readonly [string, 'csv' | 'ndjson', string | Uint8Array, Reject][] = [
  [
    'a quote that is never closed',
    'csv',
    join3('"bad,voice,2026-01-01T00:00:00Z,S-1,1,,\n'),
    { reason: 'unreadable', line: 3 },
  ],
  ['text after a closing quote', 'csv', join3('"bad"x,voice,2026-01-01T00:00:00Z,S-1,1,,\n'), { reason: 'unreadable' }],
  ['too few fields', 'csv', join3('bad,voice\n'), { reason: 'unreadable', got: '2 fields' }],
  [
    'too many fields',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,1,,,,\n'),
    { reason: 'unreadable', got: '9 fields' },
  ],
  [
    'bytes that are no UTF-8',
    'csv',
    join3(latin('bad\xff,voice,2026-01-01T00:00:00Z,S-1,1,,\n')),
    { reason: 'unreadable', got: 'bytes that are no UTF-8' },
  ],
  [
    'a cut-off UTF-8 character',
    'csv',
    join3(latin('bad\xe2\x82,voice,2026-01-01T00:00:00Z,S-1,1,,\n')),
    { reason: 'unreadable' },
  ],
  [
    'a huge line',
    'csv',
    join3(`bad${'x'.repeat(17_000_000)},voice,2026-01-01T00:00:00Z,S-1,1,,\n`),
    { reason: 'unreadable', line: 3 },
  ],
  [
    'a word for a number',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,one,,\n'),
    { reason: 'bad value', field: 'duration_s', got: 'one' },
  ],
  [
    'a fraction for a whole number',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,1.5,,\n'),
    { reason: 'bad value', field: 'duration_s' },
  ],
  [
    'a negative duration',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,-1,,\n'),
    { reason: 'bad value', field: 'duration_s' },
  ],
  [
    'a number past 32 bits',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,4294967296,,\n'),
    { reason: 'bad value', field: 'duration_s' },
  ],
  [
    'a word not on the list',
    'csv',
    join3('bad,fax,2026-01-01T00:00:00Z,S-1,1,,\n'),
    { reason: 'bad value', field: 'service', got: 'fax' },
  ],
  [
    'a missing word',
    'csv',
    join3('bad,,2026-01-01T00:00:00Z,S-1,1,,\n'),
    { reason: 'missing field', field: 'service' },
  ],
  ['a missing time', 'csv', join3('bad,voice,,S-1,1,,\n'), { reason: 'missing field', field: 'started_at' }],
  [
    'a time without a zone',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00,S-1,1,,\n'),
    { reason: 'bad value', field: 'started_at' },
  ],
  [
    'a day that is not',
    'csv',
    join3('bad,voice,2026-02-30T00:00:00Z,S-1,1,,\n'),
    { reason: 'bad value', field: 'started_at' },
  ],
  [
    'a time before all days',
    'csv',
    join3('bad,voice,1970-01-01T23:59:59Z,S-1,1,,\n'),
    { reason: 'bad value', field: 'started_at' },
  ],
  [
    'a time after all days',
    'csv',
    join3('bad,voice,2149-06-06T00:00:00Z,S-1,1,,\n'),
    { reason: 'bad value', field: 'started_at' },
  ],
  ['hour 24', 'csv', join3('bad,voice,2026-01-01T24:00:00Z,S-1,1,,\n'), { reason: 'bad value', field: 'started_at' }],
  [
    'an amount with a comma',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,1,"0,99",EUR\n'),
    { reason: 'bad value', field: 'stated_amount', got: '0,99' },
  ],
  [
    'more decimals than are held',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,1,0.0000000001,EUR\n'),
    { reason: 'bad value', field: 'stated_amount' },
  ],
  [
    'an amount too large',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,1,1000000000,EUR\n'),
    { reason: 'bad value', field: 'stated_amount' },
  ],
  [
    'a currency in small letters',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,S-1,1,1,eur\n'),
    { reason: 'bad value', field: 'stated_currency' },
  ],
  [
    'no line at all',
    'csv',
    join3('bad,voice,2026-01-01T00:00:00Z,,1,,\n'),
    { reason: 'bad value', field: 'served_number' },
  ],
  [
    'a message without a count',
    'csv',
    join3('bad,sms,2026-01-01T00:00:00Z,S-1,1,,\n'),
    { reason: 'bad value', field: 'messages' },
  ],
  ['JSON cut off', 'ndjson', `${J}{"contract":"usage","event_id":"bad\n${K}`, { reason: 'unreadable', line: 2 }],
  ['a JSON array', 'ndjson', `${J}[1,2]\n${K}`, { reason: 'unreadable', got: 'an array' }],
  ['a JSON null', 'ndjson', `${J}null\n${K}`, { reason: 'unreadable', got: 'null' }],
  ['no JSON', 'ndjson', `${J}<xml/>\n${K}`, { reason: 'unreadable' }],
  [
    'an unknown contract',
    'ndjson',
    `${J}{"contract":"usages"}\n${K}`,
    { reason: 'bad value', field: 'contract', got: 'usages' },
  ],
  ['no contract', 'ndjson', `${J}{"service":"voice"}\n${K}`, { reason: 'missing field', field: 'contract' }],
  ['a field that is not there', 'ndjson', J + json('"durations":1') + K, { reason: 'bad value', field: 'durations' }],
  ['a text for a flag', 'ndjson', J + json('"roaming":"no"') + K, { reason: 'bad value', field: 'roaming' }],
  [
    'a number for a text',
    'ndjson',
    J + json('"served_number":491701') + K,
    { reason: 'bad value', field: 'served_number', got: 'number 491701' },
  ],
  [
    'an object for a number',
    'ndjson',
    J + json('"duration_s":{"s":1}') + K,
    { reason: 'bad value', field: 'duration_s', got: '{"s":1}' },
  ],
  [
    'a number that is no number',
    'ndjson',
    J + json('"duration_s":1e400') + K,
    { reason: 'bad value', field: 'duration_s' },
  ],
  [
    'an amount that a float would round',
    'ndjson',
    J + json('"stated_amount":0.12345678901234567890') + K,
    { reason: 'bad value', field: 'stated_amount' },
  ],
  [
    'half of a character',
    'ndjson',
    J + K.replace('ok-2', '\\ud800') + K,
    { reason: 'bad value', field: 'event_id', got: '"\\ud800"' },
  ],
  [
    'an id that is no text',
    'ndjson',
    J + K.replace('"ok-2"', '{"a":1}') + K,
    { reason: 'bad value', field: 'event_id' },
  ],
  ['an IMSI with letters', 'ndjson', J + json('"imsi":"26201x"') + K, { reason: 'bad value', field: 'imsi' }],
  [
    'a name that every object has',
    'ndjson',
    J + json('"__proto__":{"service":"sms"}') + K,
    { reason: 'bad value', field: '__proto__' },
  ],
]

describe('a bad record is kept with its reason, and the good ones around it land', () => {
  test.each(records)('%s', async (name, kind, content, expected) => {
    const prefix = await environment(warehouse)
    const path = files.write(`${name.replace(/\W/g, '_')}.${kind}`, content)
    const mapping = await chooseMapping(mappingRegistry(), {
      input: path,
      ...(kind === 'csv' ? { contract: 'usage' } : {}),
    })
    const [report] = await landFiles(warehouse, path, { mapping }, { prefix })
    expect(report).toMatchObject({ events: 2, landed: { usage: 2 }, quarantined: 1, skipped: 0 })
    expect(await warehouse.rows(`SELECT event_id AS id FROM ${prefix}raw.usage ORDER BY id`)).toEqual([
      { id: 'ok-1' },
      { id: 'ok-2' },
    ])
    const [reject] = await quarantinedRecords(warehouse, {}, prefix)
    expect(reject).toMatchObject(expected)
    expect(reject!.expected).not.toBe('')
  })
})

/** Inputs that cannot be read at all: one clear sentence, and what to do. */
const inputs: readonly [string, () => string, string][] = [
  ['no such file', () => join(files.folder, 'none.csv'), 'there is no such file'],
  ['an empty folder', () => folder('empty'), 'holds no files'],
  [
    'a folder in a path that is a file',
    () => join(files.write('file.csv', HEADER), 'x.csv'),
    'a part of the path is no directory',
  ],
  ['links in a circle', () => circle(), 'lead in a circle'],
  ['a pipe', () => pipe(), 'is no regular file'],
  ['a zip archive', () => files.write('a.zip', Buffer.from('PK\x03\x04xxxx')), 'is a zip archive or spreadsheet'],
  ['a Parquet file', () => files.write('a.parquet', 'PAR1xxxx'), 'is a Parquet file'],
  [
    'gzip that ends too early',
    () => files.write('cut.csv.gz', gzipSync(HEADER + GOOD.repeat(5000)).subarray(0, 200)),
    'ends too early',
  ],
  ['gzip that is damaged', () => files.write('bad.csv.gz', damaged()), 'the gzip is damaged'],
  [
    'UTF-16 without its mark',
    () => files.write('wide.csv', Buffer.from(HEADER + GOOD, 'utf16le')),
    'UTF-16 without a byte order mark',
  ],
  [
    'a header that is no text',
    () => files.write('head.csv', latin(`a\xff,b\n${GOOD}`)),
    'head.csv: the header on line 1 cannot be read',
  ],
]

describe('an input that cannot be read is one clear sentence and lands nothing', () => {
  test.each(inputs)('%s', async (_, path, message) => {
    const prefix = await environment(warehouse)
    const mapping = await chooseMapping(mappingRegistry(), { input: 'x.csv', contract: 'usage' })
    const input = path()
    const failure: unknown = await landFiles(warehouse, input, { mapping }, { prefix }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(InputError)
    expect((failure as InputError).message).toContain(input)
    expect((failure as InputError).message).toContain(message)
    expect((failure as InputError).hint).toBeTruthy()
    expect(await warehouse.rows(`SELECT count() AS n FROM ${prefix}raw.usage`)).toEqual([{ n: '0' }])
  })
})

/** Inputs that hold nothing: no fault, no rows. */
test.each([
  ['an empty file', ''],
  ['a header alone', HEADER],
  ['blank lines', '\n\n\r\n'],
])('%s lands nothing and is no fault', async (name, content) => {
  const prefix = await environment(warehouse)
  const mapping = await chooseMapping(mappingRegistry(), { input: 'x.csv', contract: 'usage' })
  const [report] = await landFiles(warehouse, files.write(`${name}.csv`, content), { mapping }, { prefix })
  expect(report).toMatchObject({ records: 0, events: 0, quarantined: 0 })
})

test('columns that the contract does not have are named, record by record', async () => {
  const prefix = await environment(warehouse)
  const mapping = await chooseMapping(mappingRegistry(), { input: 'x.csv', contract: 'usage' })
  const path = files.write(
    'columns.csv',
    'service,started_at,subscription,duration_s\nvoice,2026-01-01T00:00:00Z,S-1,1\n',
  )
  await landFiles(warehouse, path, { mapping }, { prefix })
  expect(await quarantinedRecords(warehouse, {}, prefix)).toMatchObject([
    { reason: 'bad value', field: 'subscription', expected: 'a field of the contract, such as subscription_id' },
  ])
})

function folder(name: string): string {
  const path = join(files.folder, name)
  mkdirSync(path)
  return path
}

function circle(): string {
  const path = join(files.folder, 'circle.csv')
  symlinkSync(path, path)
  return path
}

function pipe(): string {
  const path = join(files.folder, 'pipe.csv')
  execFileSync('mkfifo', [path])
  return path
}

function damaged(): Uint8Array {
  const bytes = gzipSync(HEADER + GOOD.repeat(5000))
  bytes.fill(0x55, 40, 80)
  return bytes
}
