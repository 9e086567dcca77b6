import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, inject, test } from 'vitest'
import type { OutboxDocument } from '../../operations/outbox/document.ts'
import { handOver } from '../../operations/outbox/hand-over.ts'
import { ConfigurationError, InputError } from '../../warehouse/errors.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { letters } from './letters.ts'

const warehouse = testWarehouse()
const base = temporaryFolder('outbox')
afterAll(() => rmSync(base, { recursive: true, force: true }))

const rows = (prefix: string) =>
  warehouse.rows<{ n: string; documents: string }>(
    `SELECT count() AS n, uniqExact(document_number, channel) AS documents FROM ${prefix}trunkline.outbox`,
  )

test('a document is handed over once, with its envelope', async () => {
  const [prefix, folder] = [uniquePrefix(), join(base, 'once')]
  const first = await handOver(warehouse, letters(3), { prefix, folder })
  expect(first.map(({ status }) => status)).toEqual(['now', 'now', 'now'])
  const again = await handOver(warehouse, letters(4), { prefix, folder, verify: true })
  expect(again.map(({ status }) => status)).toEqual(['before', 'before', 'before', 'now'])
  expect(readdirSync(join(folder, 'email')).sort()).toEqual(['N%2F0', 'N%2F1', 'N%2F2', 'N%2F3'])
  expect(JSON.parse(readFileSync(join(folder, 'email', 'N%2F2', 'envelope.json'), 'utf8'))).toEqual({
    number: 'N/2',
    kind: 'bill',
    channel: 'email',
    recipient: 'somebody@example.com',
    language: 'en',
    subject: 'Letter 2',
    // sha256 of the text 'letter 2'.
    files: [
      {
        name: 'letter.txt',
        mimeType: 'text/plain',
        sha256: 'd4b012495eac6a500791adb10d1ca7db036f9814705484abae80d37bf7d6baeb',
      },
    ],
  })
  expect(await rows(prefix)).toEqual([{ n: '4', documents: '4' }])
})

test('what was handed over never changes', async () => {
  const [prefix, folder] = [uniquePrefix(), join(base, 'changed')]
  await handOver(warehouse, letters(1), { prefix, folder })
  const other: OutboxDocument = {
    ...letters(1)[0]!,
    render: async () => [{ name: 'letter.txt', mimeType: 'text/plain', bytes: Buffer.from('another') }],
  }
  const wrong: OutboxDocument = {
    ...letters(1)[0]!,
    number: 'N/w',
    render: async () => {
      throw new InputError('three decimals', 'send it otherwise')
    },
  }
  // What cannot be, or is not what it was, holds no other up.
  const done = await handOver(warehouse, [other, wrong, ...letters(2)], { prefix, folder, verify: true })
  expect(done.map(({ number, status, because }) => [number, status, because])).toEqual([
    ['N/0', 'failed', expect.stringMatching(/^document N\/0 was handed over by email with other content/)],
    ['N/w', 'failed', 'three decimals; send it otherwise'],
    ['N/0', 'before', undefined],
    ['N/1', 'now', undefined],
  ])
})

test('a document that cannot be written is told with its place; nothing of it stays, and what went before does', async () => {
  const [prefix, folder] = [uniquePrefix(), join(base, 'unwritable')]
  const lost: OutboxDocument = {
    ...letters(1)[0]!,
    number: 'N/lost',
    render: async () => [{ name: 'no/such/folder.txt', mimeType: 'text/plain', bytes: Buffer.from('x') }],
  }
  const failure = await handOver(warehouse, [...letters(1), lost], { prefix, folder }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ConfigurationError)
  expect((failure as Error).message).toMatch(/email\/N%2Flost cannot be written: ENOENT/)
  expect(readdirSync(join(folder, 'email'))).toEqual(['N%2F0'])
  expect(await rows(prefix)).toEqual([{ n: '1', documents: '1' }])
})

test('killed at any moment, the next call completes it: each document is there whole and entered once', async () => {
  const [prefix, folder] = [uniquePrefix(), join(base, 'killed')]
  const script = fileURLToPath(new URL('hand-over-process.ts', import.meta.url))
  const start = (): ChildProcess =>
    spawn(process.execPath, [script, inject('clickhouseUrl'), prefix, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  for (let kill = 1; kill <= 6; kill++) {
    const child = start()
    const ended = once(child, 'exit')
    // A line a document: killed after some of them, in the middle of the next.
    let lines = 0
    for await (const chunk of child.stdout!) {
      lines += String(chunk).split('\n').length - 1
      if (lines >= kill * 3) {
        child.kill('SIGKILL')
        break
      }
    }
    await ended
  }
  const last = start()
  last.stdout!.resume()
  expect((await once(last, 'exit'))[0]).toBe(0)
  expect(await rows(prefix)).toEqual([{ n: '60', documents: '60' }])
  const places = readdirSync(join(folder, 'email'))
  expect(places.filter((name) => name.endsWith('.part'))).toEqual([])
  expect(places).toHaveLength(60)
  for (const [index, letter] of letters(60).entries()) {
    const place = join(folder, 'email', encodeURIComponent(letter.number))
    expect(readFileSync(join(place, 'letter.txt'), 'utf8')).toBe(`letter ${index}`)
    expect(readdirSync(place).sort()).toEqual(['envelope.json', 'letter.txt'])
  }
}, 60_000)
