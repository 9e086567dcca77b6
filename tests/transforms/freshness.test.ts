import { beforeAll, describe, expect, it } from 'vitest'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { type Freshness, source } from '../../transforms/project/source.ts'
import { freshnessChecks, readFreshness } from '../../transforms/run/freshness.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()

async function statuses(now: string, freshness: Freshness<'at'>) {
  const sources = ['full', 'none', 'gone'].map((name) =>
    source(`raw.${name}`, { id: t.string, at: t.instant }, { freshness }),
  )
  const models = sources.map((each) =>
    model(`a.${each.name.slice(4)}`, { each })
      .query((q) => q.selectFrom('each').select('each.id'))
      .view(),
  )
  return readFreshness(warehouse, { prefix }, defineProject({ models }).graph, () => Date.parse(now))
}

describe('freshness of sources', () => {
  beforeAll(async () => {
    await warehouse.command(`CREATE DATABASE ${prefix}raw`)
    for (const name of ['full', 'none']) {
      await warehouse.command(
        `CREATE TABLE ${prefix}raw.${name} (id String, at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY id`,
      )
    }
    await warehouse.command(
      `INSERT INTO ${prefix}raw.full VALUES ('a', '2026-01-01 06:00:00'), ('b', '2026-01-01 12:00:00')`,
    )
  })

  it.each([
    ['2026-01-01T11:00:00Z', 'fresh'], // before the newest row
    ['2026-01-01T18:00:00.000Z', 'fresh'], // exactly six hours
    ['2026-01-01T18:00:00.001Z', 'warn'],
    ['2026-01-02T12:00:00.000Z', 'warn'],
    ['2026-01-02T12:00:00.001Z', 'error'],
  ])('at %s it is %s', async (now, status) => {
    const found = await statuses(now, { column: 'at', warnAfterHours: 6, errorAfterHours: 24 })
    expect(Object.fromEntries(found.map((each) => [each.source, each.status]))).toEqual({
      'raw.full': status,
      'raw.none': 'empty',
      'raw.gone': 'missing',
    })
    expect(found.find((each) => each.source === 'raw.full')?.newest).toBe('2026-01-01T12:00:00.000Z')
  })

  it('is told as checks, where one without an error limit only warns', async () => {
    const late = '2026-01-03T00:00:00Z'
    const told = async (freshness: Freshness<'at'>) =>
      freshnessChecks(await statuses(late, freshness)).map(({ model: name, check, status }) => [name, check, status])
    expect(await told({ column: 'at', warnAfterHours: 6, errorAfterHours: 24 })).toEqual([
      ['raw.full', 'newest row within 24 hours', 'failed'],
      ['raw.gone', 'newest row within 24 hours', 'failed'],
      ['raw.none', 'newest row within 24 hours', 'failed'],
    ])
    expect((await told({ column: 'at', warnAfterHours: 6 })).map(([, , status]) => status)).toEqual(
      Array(3).fill('warned'),
    )
    expect((await told({ column: 'at', warnAfterHours: 36 }))[0]).toEqual([
      'raw.full',
      'newest row within 36 hours',
      'passed',
    ])
  })

  it('needs a column of instants', () => {
    // @ts-expect-error there is no such column
    expect(() => source('raw.x', { id: t.string }, { freshness: { column: 'at' } })).toThrow(
      'raw.x: freshness is told by an instant',
    )
    expect(() => source('raw.x', { id: t.string }, { freshness: { column: 'id' } })).toThrow('id is none')
  })
})
