import { beforeAll, describe, expect, it } from 'vitest'
import {
  accepted,
  empty,
  expression,
  notEmpty,
  notNull,
  relationship,
  unique,
  warn,
} from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { checkModel } from '../../transforms/run/check.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const database = `${uniquePrefix()}checks`
const line = source('raw.line', {
  zone: t.nullable(t.string),
  band: t.nullable(t.string),
  number: t.nullable(t.uint32),
  day: t.date,
})
const zone = source('raw.zone', { zone: t.string })

describe('what a check counts and shows', () => {
  beforeAll(async () => {
    await warehouse.command(`CREATE DATABASE ${database}`)
    await warehouse.command(`CREATE TABLE ${database}.zone (zone String) ENGINE = MergeTree ORDER BY zone`)
    await warehouse.command(`INSERT INTO ${database}.zone VALUES ('eu')`)
    await warehouse.command(
      `CREATE TABLE ${database}.line (zone Nullable(String), band Nullable(String), number Nullable(UInt32), day Date)
        ENGINE = MergeTree ORDER BY day`,
    )
    await warehouse.command(`CREATE TABLE ${database}.one AS ${database}.line`)
    await warehouse.command(`CREATE TABLE ${database}.none AS ${database}.line`)
    await warehouse.command(
      `INSERT INTO ${database}.one VALUES (NULL, NULL, NULL, '2026-01-01'), ('eu', NULL, 1, '2026-01-02')`,
    )
    await warehouse.command(`INSERT INTO ${database}.line VALUES
      (NULL, 'x', NULL, '2026-01-01'), (NULL, 'x', NULL, '2026-01-01'), ('eu', NULL, 1, '2026-01-02'), ('us', NULL, 2, '2026-01-03')`)
  })

  const lines = model('checks.line', { line })
    .query((q) => q.selectFrom('line as l').select(['l.zone', 'l.band', 'l.number', 'l.day']))
    .table({ orderBy: ['day'] })
    .check(
      unique('zone'),
      unique('number'),
      unique('zone', 'band'),
      unique('day'),
      notNull('zone', 'band'),
      accepted('zone', ['eu', 'apac']),
      accepted('number', [1]),
      relationship('zone', zone, 'zone'),
      expression('a number is below two', (eb) => eb('number', '<', 2)),
      warn(notEmpty()),
      empty(),
    )
  const checked = async (name: string) =>
    Object.fromEntries(
      (await checkModel(warehouse, lines, { database, name }, () => ({ database, name: 'zone' }))).map(
        ({ check, failing, sample, error }) => [check, error || [failing, sample.length]],
      ),
    )

  it('counts NULL as one value of a key, and as a condition that does not hold; each check shows what it counts', async () => {
    expect(await checked('line')).toEqual({
      'unique: zone': [1, 1],
      'unique: number': [1, 1],
      'unique: zone, band': [1, 1],
      'unique: day': [1, 1],
      'not null: zone, band': [4, 4],
      'accepted: zone': [1, 1],
      'accepted: number': [1, 1],
      'zone is in raw.zone.zone': [1, 1],
      'a number is below two': [3, 3],
      'has rows': [0, 0],
      'has no rows': [4, 4],
    })
  })

  it('takes a single NULL in a key for no fault, and no row for one of notEmpty alone', async () => {
    expect(await checked('one')).toMatchObject({
      'unique: zone': [0, 0],
      'unique: number': [0, 0],
      'unique: zone, band': [0, 0],
    })
    const none = await checked('none')
    expect(Object.entries(none).filter(([, found]) => String(found) !== '0,0')).toEqual([['has rows', [1, 0]]])
  })
})
