import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, inject, test } from 'vitest'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from '../landing/environment.ts'
import { HEADER, landedNumbers, lines, newFolder, numbers, until } from './folder.ts'

const warehouse = testWarehouse()
/** The soak asks for more: `TRUNKLINE_KILLS=20 npx vitest run tests/ingest/watch/crash.test.ts`. */
const KILLS = Number(process.env.TRUNKLINE_KILLS ?? 2)
const PATIENCE = 90_000 + KILLS * 8_000

const children = new Set<ChildProcess>()
// A test that fails leaves none behind.
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})

function watcher(
  prefix: string,
  folder: string,
  kind: 'files' | 'growing',
): ChildProcess & { readonly errors: string[] } {
  const script = join(import.meta.dirname, 'watch-process.ts')
  const child = spawn(process.execPath, [script, inject('clickhouseUrl'), prefix, folder, kind], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  const errors: string[] = []
  child.stderr.on('data', (chunk) => errors.push(String(chunk)))
  return Object.assign(child, { errors })
}

/** Kills watchers at random moments of their work, one after the other; the last one is to be stopped. */
async function killed(prefix: string, folder: string, kind: 'files' | 'growing') {
  for (let i = 0; i < KILLS; i++) {
    const child = watcher(prefix, folder, kind)
    const gone = once(child, 'exit')
    await Promise.race([once(child.stdout!, 'data'), gone, sleep(5_000)])
    await sleep(Math.random() * 120)
    child.kill('SIGKILL')
    await gone
    expect(child.errors).toEqual([])
  }
  return watcher(prefix, folder, kind)
}

async function stopped(child: ChildProcess & { readonly errors: string[] }): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await gone).toEqual([0, null])
  expect(child.errors).toEqual([])
}

async function expectExact(prefix: string, count: number): Promise<void> {
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, count))
  expect(
    await warehouse.rows(`SELECT count() - uniqExact(_partition, _position) AS twice FROM ${prefix}raw.usage`),
  ).toEqual([{ twice: '0' }])
}

async function count(prefix: string): Promise<number> {
  const [row] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${prefix}raw.usage`)
  return Number(row!.n)
}

test('a watcher killed at random moments lands each file once and puts it away', { timeout: PATIENCE }, async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  const FILES = 12 + KILLS * 2
  const LINES = 1_000
  let sent = 0
  const send = () => {
    const path = join(inbox, `f_${String(sent).padStart(4, '0')}.csv`)
    writeFileSync(`${path}.part`, HEADER + lines(1 + sent * LINES, LINES))
    renameSync(`${path}.part`, path)
    sent++
  }
  while (sent < FILES) send()
  const last = await killed(prefix, inbox, 'files')
  // One that has landed comes again while the last one works.
  writeFileSync(join(inbox, 'again.csv'), HEADER + lines(1, LINES))
  await until(() => readdirSync(inbox).join() === 'done', 60_000)
  await stopped(last)
  await expectExact(prefix, FILES * LINES)
  expect(readdirSync(join(inbox, 'done'))).toHaveLength(FILES + 1)
  const control = await warehouse.rows(
    `SELECT count() AS n, uniqExact(sequence_number) AS numbers FROM ${prefix}raw.file_control`,
  )
  expect(control).toEqual([{ n: String(FILES), numbers: String(FILES) }])
  // The last words of the process that was stopped, and none of those that were killed.
  const states = await warehouse.rows(
    `SELECT argMax(s.state, at) AS state, countIf(s.state = 'stopped') AS said FROM ${prefix}trunkline.feed_state AS s WHERE feed = 'calls'`,
  )
  expect(states).toEqual([{ state: 'stopped', said: '1' }])
})

test('a watcher of a growing file, killed and rotated meanwhile, lands each line once', {
  timeout: PATIENCE,
}, async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  let written = 0
  let file = 0
  const write = () => {
    const path = join(inbox, 'live.csv')
    if (written > 0 && written % 5_000 === 0) renameSync(path, join(inbox, `old-${++file}.csv`))
    appendFileSync(path, (written % 5_000 === 0 ? HEADER : '') + lines(written + 1, 100))
    written += 100
  }
  const writing = new AbortController()
  const writer = (async () => {
    while (!writing.signal.aborted) {
      write()
      await sleep(40)
    }
  })()
  const last = await killed(prefix, inbox, 'growing')
  await sleep(1_000)
  writing.abort()
  await writer
  expect(file).toBeGreaterThan(0)
  await until(async () => (await count(prefix)) >= written, 60_000)
  await stopped(last)
  await expectExact(prefix, written)
})
