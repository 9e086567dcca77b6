import { expect, it } from 'vitest'
import { columnsRead } from '../../transforms/plan/columns-read.ts'
import { source } from '../../transforms/project/source.ts'
import { t } from '../../warehouse/columns.ts'

const rate = source('raw.rate', { zone: t.string, price: t.string, note: t.string })

it.each([
  ['select `r`.`zone` as `z`, count(*) as n, r.price * 2 as twice from raw.rate as r', [], ['zone', 'price']],
  ["select dictGet('raw.rate', 'price', tuple(u.zone)) as p from u", [], ['zone', 'price']],
  ['select 1 as one from raw.rate', [], []],
  ['select 1 as one from raw.rate', ['note'], ['note']],
  ['select * from raw.rate', [], undefined],
  ['SELECT DISTINCT * FROM raw.rate', [], undefined],
  ['select u.a, r.* from u, rate as r', [], undefined],
  ['select cityHash64(*) as h from raw.rate', [], undefined],
] as const)('of %s', (sql, always, columns) => {
  expect(columnsRead(sql, rate, always)).toEqual(columns)
})

it('are any where a name is no word', () => {
  expect(columnsRead('select a from raw.odd', source('raw.odd', { a: t.string, 'b c': t.string }))).toBeUndefined()
})
