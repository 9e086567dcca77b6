import { describe, expect, inject, it } from 'vitest'
import { columnOf } from '../../dashboards/plugins/clickhouse/column.js'
import { getRunner, testConnection } from '../../dashboards/plugins/clickhouse/index.js'

/** A source query's column types and rows, as Evidence would store them. */
async function ask(sql: string, batchSize = 1000) {
  const table = await getRunner({ url: inject('clickhouseUrl') })(sql, 'some.sql', batchSize)
  const batches: unknown[][] = []
  for await (const batch of table!.rows()) batches.push(batch)
  const types = (table!.columnTypes as { name: string; evidenceType: string }[]).map((c) => [c.name, c.evidenceType])
  return { types: Object.fromEntries(types), batches }
}

describe('the ClickHouse datasource of the dashboards', () => {
  it('keeps ClickHouse’s types', async () => {
    const { types, batches } =
      await ask(`select toDecimal64('12.340', 3) as amount, toUInt64(7) as many, toDate('2026-06-30') as day,
      toDateTime64('2026-06-30 23:59:59.999', 3, 'UTC') as at, toDateTime('2026-07-01 01:00:00', 'Europe/Berlin') as local,
      true as yes, 'x'::LowCardinality(Nullable(String)) as text, null::Nullable(Date) as never, ['a', 'b'] as list`)
    expect(types).toEqual({
      amount: 'number',
      many: 'number',
      day: 'date',
      at: 'date',
      local: 'date',
      yes: 'boolean',
      text: 'string',
      never: 'date',
      list: 'string',
    })
    expect(batches).toEqual([
      [
        {
          amount: 12.34,
          many: 7,
          day: new Date('2026-06-30T00:00:00Z'),
          at: new Date('2026-06-30T23:59:59.999Z'),
          local: new Date('2026-06-30T23:00:00Z'),
          yes: true,
          text: 'x',
          never: null,
          list: '["a","b"]',
        },
      ],
    ])
  })

  it('hands over rows in batches', async () => {
    const { batches } = await ask('select number from numbers(25)', 10)
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 5])
  })

  it('turns an empty result into one row of nulls, which keeps its columns and types', async () => {
    const { types, batches } = await ask(`select 'EUR' as currency, toDecimal64(1, 2) as net where 0;`)
    expect(types).toEqual({ currency: 'string', net: 'number' })
    expect(batches).toEqual([[{ currency: null, net: null }]])
  })

  it('leaves files alone that are no queries', async () => {
    expect(await getRunner({ url: inject('clickhouseUrl') })('', 'notes.txt', 10)).toBeNull()
  })

  it('fails with ClickHouse’s words, and says where it could not connect', async () => {
    await expect(ask('select nothing from nowhere')).rejects.toThrow(/nowhere/)
    await expect(testConnection({ url: 'http://127.0.0.1:1' })).resolves.toMatchObject({
      reason: expect.stringContaining('http://127.0.0.1:1'),
    })
    await expect(testConnection({ url: inject('clickhouseUrl') })).resolves.toBe(true)
  })

  it.each([
    ['SimpleAggregateFunction(sum, Decimal(38, 9))', 'number'],
    ['LowCardinality(Nullable(FixedString(3)))', 'string'],
    ["Nullable(DateTime64(3, 'UTC'))", 'date'],
    ["Enum8('a' = 1)", 'string'],
    ['Nullable(Bool)', 'boolean'],
    ['Int256', 'number'],
  ])('reads %s as %s', (type, expected) => {
    expect(columnOf(type).evidenceType).toBe(expected)
  })
})
