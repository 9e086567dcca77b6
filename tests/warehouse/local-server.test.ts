import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { connect } from '../../warehouse/connect.ts'
import { startLocalServer } from '../../warehouse/local/start.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const dir = temporaryFolder('server-test')
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('a second owner of the data directory gets a clear error, and the first goes on', async () => {
  const first = await startLocalServer({ dir })
  await expect(startLocalServer({ dir })).rejects.toThrow(/is in use by another ClickHouse server process/)
  const warehouse = connect({ url: first.url })
  expect(await warehouse.rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
  await warehouse.close()
  await first.stop()
})

test('kill -9 right after an acknowledged insert loses nothing, five times', async () => {
  for (let round = 1; round <= 5; round++) {
    const server = await startLocalServer({ dir })
    const warehouse = connect({ url: server.url })
    await warehouse.command('CREATE TABLE IF NOT EXISTS kept (n UInt32) ENGINE = MergeTree ORDER BY n')
    await warehouse.command(`INSERT INTO kept SELECT number FROM numbers(1000)`)
    await server.kill()
    await warehouse.close()
    const next = await startLocalServer({ dir })
    const after = connect({ url: next.url })
    expect(await after.rows('SELECT count() AS n FROM kept')).toEqual([{ n: String(round * 1000) }])
    await after.close()
    await next.stop()
  }
})

test('a server that has gone is an error that names the address and what to do', async () => {
  const warehouse = connect({ url: 'http://127.0.0.1:1' })
  await expect(warehouse.command('SELECT 1')).rejects.toThrow(/ClickHouse at http:\/\/127\.0\.0\.1:1 does not answer/)
  await warehouse.close()
})
