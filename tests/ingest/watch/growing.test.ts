import {
  appendFileSync,
  closeSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from '../landing/environment.ts'
import { HEADER, landedNumbers, lines, newFolder, numbers, until, watching } from './folder.ts'

const warehouse = testWarehouse()

function setUp(prefix: string) {
  const inbox = newFolder()
  const log = join(inbox, 'cdr.log')
  const watch = (pattern = 'cdr.log') =>
    watching(warehouse, prefix, { path: inbox, pattern, growing: true, settleMs: 20 })
  const landed = async (count: number) => until(async () => (await landedNumbers(warehouse, prefix)).length === count)
  return { inbox, log, watch, landed }
}

test('whole lines land as they are written, a half one waits, and a restart goes on where it was', async () => {
  const prefix = await environment(warehouse)
  const { log, watch, landed } = setUp(prefix)
  writeFileSync(log, HEADER + lines(1, 3))
  const first = watch()
  await landed(3)
  appendFileSync(log, '4,2026-01-01T00')
  await sleep(300)
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 3))
  appendFileSync(log, ':00:00Z,60\nno record\n')
  await landed(4)
  await until(async () => first.observe()[0]!.quarantined === 1)
  await first.stop()
  appendFileSync(log, lines(5, 3))
  const second = watch()
  await landed(7)
  appendFileSync(log, lines(8, 1000))
  await landed(1007)
  await second.stop()
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 1007))
  expect(await warehouse.rows(`SELECT frame, payload FROM ${prefix}quarantine.record`)).toEqual([
    { frame: '6', payload: 'no record' },
  ])
  // One file is one partition, whatever was known of its beginning when; it is never complete.
  expect(
    await warehouse.rows(
      `SELECT uniqExact(partition) AS partitions, countIf(state = 'complete') AS complete FROM ${prefix}trunkline.landing`,
    ),
  ).toEqual([{ partitions: '1', complete: '0' }])
})

test('a file that is rotated away is read to its end, and the new one from its beginning', async () => {
  const prefix = await environment(warehouse)
  const { inbox, log, watch, landed } = setUp(prefix)
  const writer = openSync(log, 'a')
  writeSync(writer, HEADER + lines(1, 3))
  const feed = watch()
  await landed(3)
  renameSync(log, join(inbox, 'rotated-1'))
  // The switch writes on until it is told: its last line has no end.
  writeSync(writer, `${lines(4, 2)}6,2026-01-01T00:00:00Z,60`)
  writeFileSync(log, HEADER)
  await sleep(100)
  appendFileSync(log, lines(7, 2))
  await landed(8)
  closeSync(writer)
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 8))
  await until(() => feed.events.some(({ is }) => is === 'rotated'))
  expect(feed.events).toMatchObject([{ is: 'rotated', file: 'rotated-1' }])
  await feed.stop()
})

test('after a restart a rotated file goes on under its new name, and equal headers tell no two files apart wrongly', async () => {
  const prefix = await environment(warehouse)
  const { inbox, log, watch, landed } = setUp(prefix)
  writeFileSync(log, HEADER)
  const first = watch('cdr.log*')
  await until(async () => (await warehouse.rows(`SELECT 1 FROM ${prefix}trunkline.feed_file`)).length > 0)
  appendFileSync(log, lines(1, 2))
  await landed(2)
  await first.stop()
  appendFileSync(log, lines(3, 2))
  renameSync(log, join(inbox, 'cdr.log.1'))
  writeFileSync(log, HEADER + lines(5, 2))
  writeFileSync(join(inbox, 'cdr.log.2.gz'), gzipSync(HEADER + lines(1, 2)))
  const second = watch('cdr.log*')
  await landed(6)
  await second.stop()
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 6))
  expect(second.events).toMatchObject([{ is: 'notice', file: 'cdr.log.2.gz' }])
})

test('a file that is cut off and written anew is a new one, also where it was written past the old length', async () => {
  const prefix = await environment(warehouse)
  const { log, watch, landed } = setUp(prefix)
  writeFileSync(log, HEADER + lines(1, 3))
  const feed = watch()
  await landed(3)
  truncateSync(log, 0)
  appendFileSync(log, HEADER + lines(4, 1))
  await landed(4)
  writeFileSync(log, HEADER + lines(5, 50))
  await landed(54)
  await feed.stop()
  expect(await landedNumbers(warehouse, prefix)).toEqual(numbers(1, 54))
  expect(feed.events.filter(({ is }) => is === 'rotated')).toHaveLength(2)
  rmSync(log)
})
