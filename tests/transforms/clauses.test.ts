import type { Expression, QueryCreator } from 'kysely'
import { describe, expect, it } from 'vitest'
import { compileBuild, compileModel } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { type AnyBuild, type Model, model } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { withTotals } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const place = published({ prefix })
const digits = source('raw.digits', { n: t.uint8, half: t.uint8 })
const onDigits = model('x.y', { d: digits })

/** A query over 0, 1, ... 5 with their halves rounded down, as text without the settings. */
const textOf = (m: Model) =>
  compileModel(m, published({ prefix: '' })).sql.replace(/ settings join_use_nulls.*?= 1, prefer\S+ = 1/g, '')

async function land(): Promise<void> {
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${prefix}raw`)
  await warehouse.command(
    `CREATE OR REPLACE TABLE ${prefix}raw.digits ORDER BY n AS
     SELECT toUInt8(number) AS n, toUInt8(intDiv(number, 2)) AS half FROM numbers(6)`,
  )
}

describe('WITH TOTALS', () => {
  type Build = (q: QueryCreator<{ d: { n: number; half: number } }>) => Expression<unknown>
  const totals: Build = (q) =>
    q
      .selectFrom('d')
      .select(['d.half', ch.count().as('rows')])
      .groupBy('d.half')
      .$call(withTotals)
      .having((eb) => eb(ch.count(), '>', 0n))
      .orderBy('half')
  const stored = (build: Build) => (onDigits.query(build as never) as unknown as { view(): Model }).view()

  it('is read by a query', async () => {
    await land()
    const { sql } = compileBuild('test.totals', { d: digits }, totals as unknown as AnyBuild, place)
    expect(sql).toContain(' group by `d`.`half` with totals having count() > toInt64(0) order by `half`')
    expect(await warehouse.rows(sql)).toEqual([
      { half: 0, rows: '2' },
      { half: 1, rows: '2' },
      { half: 2, rows: '2' },
    ])
  })

  it('is refused in a model, also inside a subquery, where tsc was not heard', () => {
    expect(() => textOf(stored(totals))).toThrow('x.y: WITH TOTALS answers a row beside the others')
    const within: Build = (q) =>
      q.selectFrom((w) => (totals(w as never) as never as { as(n: 's'): never }).as('s')).selectAll()
    expect(() => textOf(stored(within))).toThrow('x.y: WITH TOTALS answers a row beside the others')
  })
})
