import { expect, test } from 'vitest'
import { dropForgotten, throwAwayName } from '../../transforms/run/throw-away.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()

test('what killed processes left is dropped, also without a table in it, and nothing that may be in use, by several at once', async () => {
  const prefix = uniquePrefix()
  const daysAgo = (days: number) =>
    throwAwayName(prefix).replace(/_\d{10}_/, `_${Math.floor(Date.now() / 1000) - days * 86_400}_`)
  const [made, old, recent, filled] = [throwAwayName(prefix), daysAgo(3), daysAgo(1), daysAgo(4)]
  // Of a name that does not say when.
  const unnamed = `${prefix}0123456789ab`
  for (const name of [made, old, recent, filled, unnamed]) await warehouse.command(`CREATE DATABASE ${name}`)
  await warehouse.command(`CREATE TABLE ${filled}.made_just_now (a UInt8) ENGINE = Memory`)
  // The server does not know when a table of a database in memory was made.
  const [inMemory, oldInMemory] = [throwAwayName(prefix), daysAgo(5)]
  for (const name of [inMemory, oldInMemory]) {
    await warehouse.command(`CREATE DATABASE ${name} ENGINE = Memory`)
    await warehouse.command(`CREATE TABLE ${name}.used (a UInt8) ENGINE = Memory`)
  }
  await Promise.all([1, 2, 3].map(() => dropForgotten(warehouse, prefix, 2)))
  const left = await warehouse.rows<{ name: string }>(
    `SELECT name FROM system.databases WHERE startsWith(name, '${prefix}')`,
  )
  expect(left.map(({ name }) => name).sort()).toEqual([made, recent, filled, unnamed, inMemory].sort())
})
