import { expect, test } from 'vitest'
import { t } from '../../warehouse/columns.ts'
import { NativeBlock } from '../../warehouse/native.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()

test('every kind of column reads back as it was written, at its bounds', async () => {
  const database = `${uniquePrefix()}native`
  const columns = {
    s: t.string,
    word: t.nullable(t.lowCardinality),
    flag: t.bool,
    tiny: t.uint8,
    small: t.uint16,
    whole: t.uint32,
    signed: t.int32,
    long: t.uint64,
    deep: t.int64,
    real: t.float64,
    day: t.nullable(t.date),
    born: t.date32,
    at: t.instant,
    rate: t.decimal(18, 9),
    amount: t.nullable(t.decimal(38, 9)),
    fraction: t.decimal(9, 6),
  }
  const ddl = Object.entries(columns).map(([name, column]) => `\`${name}\` ${column.ddl}`)
  await warehouse.command(`CREATE DATABASE ${database}`)
  await warehouse.command(`CREATE TABLE ${database}.rows (${ddl.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`)
  const block = new NativeBlock(columns)
  const long = 'é'.repeat(5000)
  block.add([
    '',
    null,
    true,
    255,
    65535,
    4294967295,
    -2147483648,
    2n ** 64n - 1n,
    -(2n ** 63n),
    -0.5,
    0,
    -25567,
    0,
    -1n,
    null,
    -190000n,
  ])
  block.add([
    long,
    'w',
    false,
    0,
    0,
    0,
    0,
    7,
    -7,
    1e300,
    20000,
    120529,
    1700000000123,
    999999999999999999n,
    -(10n ** 37n),
    999999999n,
  ])
  await warehouse.insertNative(`${database}.rows`, columns, block.take())
  expect(await warehouse.rows(`SELECT * FROM ${database}.rows ORDER BY flag DESC`)).toEqual([
    {
      s: '',
      word: null,
      flag: true,
      tiny: 255,
      small: 65535,
      whole: 4294967295,
      signed: -2147483648,
      long: '18446744073709551615',
      deep: '-9223372036854775808',
      real: -0.5,
      day: '1970-01-01',
      born: '1900-01-01',
      at: '1970-01-01T00:00:00.000Z',
      rate: '-0.000000001',
      amount: null,
      fraction: '-0.19',
    },
    {
      s: long,
      word: 'w',
      flag: false,
      tiny: 0,
      small: 0,
      whole: 0,
      signed: 0,
      long: '7',
      deep: '-7',
      real: 1e300,
      day: '2024-10-04',
      born: '2299-12-31',
      at: '2023-11-14T22:13:20.123Z',
      rate: '999999999.999999999',
      amount: '-10000000000000000000000000000',
      fraction: '999.999999',
    },
  ])
})

test('columns that are the same in every row are given once, and a block that was taken is filled anew', async () => {
  const database = `${uniquePrefix()}same`
  const columns = {
    n: t.uint32,
    feed: t.lowCardinality,
    note: t.nullable(t.string),
    none: t.nullable(t.uint32),
    at: t.instant,
  }
  const ddl = Object.entries(columns).map(([name, column]) => `\`${name}\` ${column.ddl}`)
  await warehouse.command(`CREATE DATABASE ${database}`)
  await warehouse.command(`CREATE TABLE ${database}.rows (${ddl.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`)
  const block = new NativeBlock(columns, { constants: { feed: 'calls', none: null, at: 1_700_000_000_123 } })
  for (const [from, to] of [
    [0, 1000],
    [1000, 1003],
  ] as const) {
    for (let n = from; n < to; n++) block.add([n, n % 2 === 0 ? null : `odd ${n}`])
    expect(block.rows).toBe(to - from)
    await warehouse.insertNative(`${database}.rows`, columns, block.take())
  }
  expect(
    await warehouse.rows(
      `SELECT feed, none, at, count() AS rows, uniqExact(n) AS numbers, countIf(note IS NULL) AS nulls,
              countIf(note = concat('odd ', toString(n))) AS notes
         FROM ${database}.rows GROUP BY ALL`,
    ),
  ).toEqual([
    {
      feed: 'calls',
      none: null,
      at: '2023-11-14T22:13:20.123Z',
      rows: '1003',
      numbers: '1003',
      nulls: '502',
      notes: '501',
    },
  ])
})
