import { expect, test } from 'vitest'
import { published } from '../../transforms/project/environment.ts'
import { type Model, model } from '../../transforms/project/model.ts'
import type { RelationName } from '../../transforms/project/relation.ts'
import { type Source, source } from '../../transforms/project/source.ts'
import { columnMemory } from '../../transforms/run/column-memory.ts'
import { t } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()

const calls = source('raw.calls', { zone: t.lowCardinality, seconds: t.uint32 })

/** A model with so many columns that its SELECT is long; another name is another definition. */
const wide = (last: string) =>
  model('rating.wide', { calls })
    .query((q) =>
      q
        .selectFrom('calls as c')
        .select((eb) => [
          'c.zone',
          ...Array.from({ length: 150 }, (_, index) => eb.ref('c.seconds').as(`duration_in_seconds_${index}`)),
          eb.ref('c.seconds').as(last),
        ]),
    )
    .table({ orderBy: ['zone'] })

/** Makes models' tables, in order, over calls whose seconds are of this type; `through` changes what is asked. */
async function makeTables(models: readonly Model[], type: string, through = (sql: string) => sql) {
  const prefix = uniquePrefix()
  const place = published({ prefix })
  for (const name of ['raw', 'rating']) await warehouse.command(`CREATE DATABASE ${prefix}${name}`)
  await warehouse.command(
    `CREATE TABLE ${prefix}raw.calls (zone LowCardinality(String), seconds ${type}) ENGINE = MergeTree ORDER BY zone`,
  )
  const sent: string[] = []
  const watched: Warehouse = {
    ...warehouse,
    command: (sql, options) => {
      sent.push(sql)
      return warehouse.command(sql, options)
    },
    rows: (sql, options) => warehouse.rows(through(sql), options),
  }
  const memory = columnMemory(watched, models)
  for (const each of models) await memory.createTable(each, place(each), place)
  await memory.keep()
  return { prefix, analysed: sent.filter((sql) => sql.includes('EMPTY AS')).length }
}

/** How often the wide model was analysed, and the columns of the table that was made. */
async function made(last: string, type: string, through?: (sql: string) => string) {
  const { prefix, analysed } = await makeTables([wide(last)], type, through)
  const columns = await warehouse.rows<{ name: string; type: string }>(
    `SELECT name, type FROM system.columns WHERE database = '${prefix}rating' AND table = 'wide' ORDER BY position`,
  )
  const [layout] = await warehouse.rows<{ text: string }>(
    `SELECT engine_full AS text FROM system.tables WHERE database = '${prefix}rating' AND name = 'wide'`,
  )
  return { analysed, columns, layout }
}

test('the columns of a long SELECT are worked out once, and are the same in the next environment', async () => {
  const last = uniquePrefix()
  const first = await made(last, 'UInt32')
  expect(first.analysed).toBe(1)
  expect(first.columns.length).toBe(152)
  expect([first.columns[0], first.columns.at(-1)]).toEqual([
    { name: 'zone', type: 'LowCardinality(String)' },
    { name: last, type: 'UInt32' },
  ])
  expect(await made(last, 'UInt32')).toEqual({ ...first, analysed: 0 })
})

test('they are worked out again where an input has other types, the SELECT is another, or ClickHouse is', async () => {
  const last = uniquePrefix()
  expect((await made(last, 'UInt32')).analysed).toBe(1)
  const longer = await made(last, 'UInt64')
  expect([longer.analysed, longer.columns.at(-1)!.type]).toEqual([1, 'UInt64'])
  expect((await made(uniquePrefix(), 'UInt32')).analysed).toBe(1)
  const newer = (sql: string) => sql.replace('version()', "'99.1.1.1'")
  expect((await made(last, 'UInt32', newer)).analysed).toBe(1)
  expect((await made(last, 'UInt32', newer)).analysed).toBe(0)
})

test('what a SELECT reads and does not stand is ClickHouse’s error, as ever', async () => {
  const prefix = uniquePrefix()
  await warehouse.command(`CREATE DATABASE ${prefix}rating`)
  const wanted = wide(uniquePrefix())
  const place = published({ prefix })
  await expect(columnMemory(warehouse, [wanted]).createTable(wanted, place(wanted), place)).rejects.toThrow(
    /raw.*does not exist/,
  )
})

test('of models made together all are known, however short, and what their parents have decides on them', async () => {
  const suffix = uniquePrefix()
  const named = (name: string): RelationName => `rating.${suffix}${name}`
  const over = (name: string, input: Source<RelationName, typeof calls.columns>) =>
    model(named(name), { calls: input })
      .query((q) => q.selectFrom('calls as c').select(['c.zone', 'c.seconds']))
      .table({ orderBy: ['zone'] })
  const after = (name: string) => source(named(name), calls.columns)
  const chain = [
    over('one', calls),
    over('two', after('one')),
    over('three', after('two')),
    over('four', after('three')),
  ]
  const build = async (type: string) => {
    const { prefix, analysed } = await makeTables(chain, type)
    const types = await warehouse.rows<{ type: string }>(
      `SELECT type FROM system.columns WHERE database = '${prefix}rating' AND name = 'seconds'`,
    )
    return { analysed, types: types.map(({ type: own }) => own) }
  }
  expect(await build('UInt32')).toEqual({ analysed: 4, types: Array(4).fill('UInt32') })
  expect(await build('UInt32')).toEqual({ analysed: 0, types: Array(4).fill('UInt32') })
  expect(await build('UInt64')).toEqual({ analysed: 4, types: Array(4).fill('UInt64') })
  expect(await build('UInt64')).toEqual({ analysed: 0, types: Array(4).fill('UInt64') })
})
