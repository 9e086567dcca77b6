import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { csv, mapping } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from '../landing/environment.ts'
import { calls, HEADER, landedNumbers, lines, newFolder, numbers, until, watching } from './folder.ts'

const warehouse = testWarehouse()

test('files land as they come and are moved; sent again under any name, nothing lands and it is told', async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  const done = join(inbox, 'done')
  const feed = watching(warehouse, prefix, { path: inbox, pattern: '*.csv', done: { moveTo: done } })
  writeFileSync(join(inbox, 'b.csv'), HEADER + lines(10, 5))
  writeFileSync(join(inbox, 'a.csv'), HEADER + lines(1, 5))
  writeFileSync(join(inbox, 'other.txt'), 'no business of the feed\n')
  await until(() => readdirSync(done).length === 2)
  expect(feed.events.map((event) => 'file' in event && event.file)).toEqual(['a.csv', 'b.csv'])
  writeFileSync(join(inbox, 'again.csv'), HEADER + lines(1, 5))
  // The same name with other content is another file.
  writeFileSync(join(inbox, 'b.csv'), HEADER + lines(20, 3))
  await until(() => readdirSync(done).length === 4)
  await feed.stop()
  expect(await landedNumbers(warehouse, prefix)).toEqual([...numbers(1, 5), ...numbers(10, 5), ...numbers(20, 3)])
  expect(feed.events.filter(({ is }) => is === 'delivered again')).toEqual([
    { is: 'delivered again', file: 'again.csv', as: 'a.csv' },
  ])
  expect(readdirSync(inbox).sort()).toEqual(['done', 'other.txt'])
  // The second b.csv keeps away from the first.
  expect(readdirSync(done).filter((name) => /^b\.csv\.[0-9a-f]{8}$/.test(name))).toHaveLength(1)
  expect(readFileSync(join(done, 'b.csv'), 'utf8')).toBe(HEADER + lines(10, 5))
  expect(feed.observe()).toMatchObject([
    { records: 13, events: 13, quarantined: 0, lag: 0, lagMs: null, state: 'idle' },
  ])
  const [noted] = await warehouse.rows(
    `SELECT countIf(outcome = 'landed') AS landed, countIf(outcome = 'delivered again') AS again FROM ${prefix}trunkline.feed_file`,
  )
  expect(noted).toEqual({ landed: '3', again: '1' })
})

test('what is still being written is left alone until it keeps still', async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  for (const name of ['.hidden.csv', 'x.csv.part', 'x.csv.tmp', 'X.FILEPART']) {
    writeFileSync(join(inbox, name), HEADER + lines(900, 1))
  }
  const feed = watching(warehouse, prefix, { path: inbox, settleMs: 400 })
  writeFileSync(join(inbox, 'slow.csv'), HEADER)
  for (let i = 0; i < 6; i++) {
    await sleep(150)
    appendFileSync(join(inbox, 'slow.csv'), lines(1 + i, 1))
  }
  expect(feed.observe()).toMatchObject([{ lag: 1, records: 0 }])
  renameSync(join(inbox, 'x.csv.part'), join(inbox, 'x.csv'))
  await until(() => feed.events.length === 2)
  // Renamed where it lies, it is the same file.
  renameSync(join(inbox, 'slow.csv'), join(inbox, 'slow-2026.csv'))
  await sleep(800)
  await feed.stop()
  expect(feed.events.map((event) => [event.is, 'file' in event && event.file])).toEqual([
    ['landed', 'slow.csv'],
    ['landed', 'x.csv'],
  ])
  expect(await landedNumbers(warehouse, prefix)).toEqual([...numbers(1, 6), 900])
})

test('with a marker, a file is taken when its marker lies beside it, and both are put away', async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  const feed = watching(warehouse, prefix, { path: inbox, pattern: /\.csv$/, marker: '.ok', done: 'delete' })
  writeFileSync(join(inbox, 'a.csv'), HEADER + lines(1, 2))
  writeFileSync(join(inbox, 'b.csv'), HEADER + lines(3, 2))
  await sleep(300)
  expect(feed.observe()).toMatchObject([{ records: 0, lag: 0 }])
  writeFileSync(join(inbox, 'a.csv.ok'), '')
  await until(() => readdirSync(inbox).length === 1)
  writeFileSync(join(inbox, 'b.ok'), '')
  await until(() => readdirSync(inbox).length === 0)
  await feed.stop()
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 4))
})

test('a file that cannot be read goes to the failed ones with the reason, and the next one lands', async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  const failed = join(inbox, 'failed')
  writeFileSync(join(inbox, 'a.csv.gz'), gzipSync(HEADER + lines(1, 1000)).subarray(0, 500))
  writeFileSync(join(inbox, 'b.csv'), `${HEADER}1,2026-01-01T00:00:00Z,x\n${lines(2, 3)}`)
  const feed = watching(warehouse, prefix, { path: inbox, failed: { moveTo: failed } })
  await until(() => feed.events.length === 2)
  await feed.stop()
  expect(readdirSync(failed).sort()).toEqual(['a.csv.gz', 'a.csv.gz.reason.txt'])
  const reason = readFileSync(join(failed, 'a.csv.gz.reason.txt'), 'utf8')
  expect(reason).toContain('file:  a.csv.gz')
  expect(reason).toContain('the gzip ends too early')
  expect(reason).toContain('give it again when it is complete')
  // A bad record is quarantined, which is no reason to refuse its file.
  expect(feed.observe()).toMatchObject([{ records: 4, events: 3, quarantined: 1, state: 'idle', lag: 0 }])
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(2, 3))
})

test.each([
  ['short', 3],
  ['longer than the head that files are known by', 1000],
])(
  'a file that begins with the whole of a landed one is refused: its records would count twice (%s)',
  async (_, size) => {
    const prefix = await environment(warehouse)
    const inbox = newFolder()
    const first = watching(warehouse, prefix, { path: inbox })
    writeFileSync(join(inbox, 'empty.csv'), HEADER)
    writeFileSync(join(inbox, 'log.csv'), HEADER + lines(1, size))
    await until(() => first.events.filter(({ is }) => is === 'landed').length === 2)
    appendFileSync(join(inbox, 'log.csv'), lines(1 + size, 2))
    await until(() => first.events.some(({ is }) => is === 'refused'))
    await first.stop()
    // A process that begins anew knows it as well; and a header alone is no landed file that others go on with.
    writeFileSync(join(inbox, 'renamed.csv'), HEADER + lines(1, size + 1))
    writeFileSync(join(inbox, 'shorter.csv'), HEADER + lines(2, 1))
    const second = watching(warehouse, prefix, { path: inbox })
    await until(() => second.events.length >= 3)
    await second.stop()
    expect(await landedNumbers(warehouse, prefix)).toEqual([...numbers(1, size), 2].sort((a, b) => a - b))
    const refusals = second.events.flatMap((event) => (event.is === 'refused' ? [[event.file, event.reason]] : []))
    expect(refusals.map(([file]) => file)).toEqual(['log.csv', 'renamed.csv'])
    expect(refusals[1]![1]).toMatch(/begins with the whole of a file that has landed \(log\.csv, .*would count twice/)
  },
)

test('a grown file is known also where the first landing was done by hand', async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  writeFileSync(join(inbox, 'log.csv'), HEADER + lines(1, 3))
  await landFiles(warehouse, join(inbox, 'log.csv'), { mapping: calls }, { prefix })
  const feed = watching(warehouse, prefix, { path: inbox })
  await sleep(300)
  appendFileSync(join(inbox, 'log.csv'), lines(4, 2))
  await until(() => feed.events.some(({ is }) => is === 'refused'))
  await feed.stop()
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 3))
})

test('numbered names land as file_control, also of files whose content is alike', async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  const sequence = { pattern: /^(?<origin>SW\d+)_(?<sequence>\d{4})\.csv$/, modulus: 10_000 }
  for (const [name, content] of [
    ['SW1_0007.csv', HEADER],
    ['SW1_0008.csv', HEADER],
    ['SW1_0010.csv', HEADER + lines(1, 2)],
    ['SW2_9999.csv', HEADER + lines(3, 2)],
    ['unnumbered.csv', HEADER + lines(5, 1)],
  ] as const) {
    writeFileSync(join(inbox, name), content)
  }
  const feed = watching(warehouse, prefix, { path: inbox, sequence, done: 'delete' })
  await until(() => readdirSync(inbox).length === 0)
  // Sent again under its own name, its number is the same number.
  writeFileSync(join(inbox, 'SW1_0010.csv'), HEADER + lines(1, 2))
  await until(() => readdirSync(inbox).length === 0)
  await feed.stop()
  const rows = await warehouse.rows(
    `SELECT origin, file, sequence_number AS n, sequence_modulus AS modulus, sequence_first AS first FROM ${prefix}raw.file_control ORDER BY origin, n`,
  )
  const row = (origin: string, n: string) => ({
    origin,
    file: `${origin}_${n.padStart(4, '0')}.csv`,
    n,
    modulus: '10000',
    first: '0',
  })
  expect(rows).toEqual([row('SW1', '7'), row('SW1', '8'), row('SW1', '10'), row('SW2', '9999')])
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 5))
  expect(feed.events.filter(({ is }) => is === 'notice')).toMatchObject([{ file: 'unnumbered.csv' }])
})

test('a mapping that fails on everything ends the feed and fills no quarantine', async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  writeFileSync(join(inbox, 'SW1_1.csv'), HEADER + lines(1, 200))
  const broken = builtInMapping(
    mapping({
      name: 'broken',
      format: csv(),
      map: () => {
        throw new TypeError('row.datum is undefined')
      },
    }),
  )
  const sequence = { pattern: /SW1_(?<sequence>\d+)/ }
  const feed = watching(warehouse, prefix, { path: inbox, mapping: broken, sequence })
  await expect(feed.ended).rejects.toThrow('Mapping broken failed on each of the first 100 records')
  expect(await warehouse.rows(`SELECT count() AS n FROM ${prefix}quarantine.record`)).toEqual([{ n: '0' }])
})

test('options that contradict each other are told before anything runs', async () => {
  const prefix = await environment(warehouse)
  const inbox = newFolder()
  const watch = (options: object) => () => watching(warehouse, prefix, { path: inbox, ...options })
  expect(watch({ done: { moveTo: inbox } })).toThrow('moved into the folder they come from')
  expect(watch({ growing: true, done: 'delete' })).toThrow('cannot be read while they grow')
  expect(
    watch({ growing: true, mapping: builtInMapping(mapping({ name: 'c', format: csv(), map: () => [] })) }),
  ).toThrow('cannot be read while they grow')
  expect(watch({ sequence: { pattern: /_(\d+)/ } })).toThrow('no group named sequence')
  expect(watch({ feed: 'a b' })).toThrow('is no name for a feed')
  mkdirSync(join(inbox, 'sub.csv'))
  copyFileSync('/dev/null', join(inbox, 'empty.csv'))
  const feed = watching(warehouse, prefix, { path: inbox })
  await until(() => feed.observe()[0]!.lag === 0 && feed.observe()[0]!.batches > 0)
  await feed.stop()
})
