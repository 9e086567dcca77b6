import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modelFlow } from '../../transforms/docs/lineage.ts'
import { model } from '../../transforms/project/model.ts'
import { given, modelTest } from '../../transforms/project/model-test.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { describeRelation } from '../../transforms/run/describe.ts'
import { dropEnvironment } from '../../transforms/run/environments.ts'
import { runModelTest } from '../../transforms/run/model-test.ts'
import { promote } from '../../transforms/run/promote.ts'
import { rollback } from '../../transforms/run/rollback.ts'
import { dryRunProject, runProject } from '../../transforms/run/run.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { connect } from '../../warehouse/connect.ts'
import { startLocalServer } from '../../warehouse/local/start.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const environment = { prefix }
const calls = source('raw.calls', { id: t.string, zone: t.lowCardinality, band: t.uint32 })
const rates = source('raw.rates', {
  zone: t.lowCardinality,
  band: t.uint8,
  price: t.decimal(18, 9),
  note: t.nullable(t.string),
})

const rate = model('rating.rate', { rates })
  .query((q) => q.selectFrom('rates as r').select(['r.zone', 'r.band', 'r.price', 'r.note']))
  .dictionary({ key: ['zone', 'band'] })

const shop = ({ decimals = 9 }: { readonly decimals?: 2 | 9 } = {}) => {
  const rated = model('rating.rated', { calls, rate })
    .query((q, { dictGet, dictGetOrNull, dictHas }) =>
      q.selectFrom('calls as c').select((eb) => {
        // Named in another order than the dictionary has them.
        const key = { band: eb.ref('c.band'), zone: eb.ref('c.zone') }
        return [
          'c.id',
          ch.decimal(ch.roundHalfUp(dictGet('rate', 'price', key), decimals), 9).as('price'),
          dictGetOrNull('rate', 'price', key).as('price_or_null'),
          dictGet('rate', 'note', key).as('note'),
          dictHas('rate', key).as('has_rate'),
        ]
      }),
    )
    .table({ orderBy: ['id'] })
  return defineProject({ models: [rate, rated] })
}
const rated = shop().graph.models.get('rating.rated')!

const priced = [
  { id: '1', price: '0.5', price_or_null: '0.5', note: 'peak', has_rate: true },
  { id: '2', price: '0.255', price_or_null: '0.255', note: null, has_rate: true },
  { id: '3', price: '0', price_or_null: null, note: null, has_rate: false },
]
const ratedIn = (name: string) => warehouse.rows(`SELECT * FROM ${name}rating.rated ORDER BY id`)
const dictionaries = async (name = prefix) =>
  (
    await warehouse.rows<{ n: string }>(
      `SELECT count() AS n FROM system.tables WHERE database = '${name}trunkline_build' AND engine = 'Dictionary'`,
    )
  )[0]!.n

describe('a dictionary', () => {
  it('is looked up by key, and says what a join would', async () => {
    await warehouse.command(`CREATE DATABASE ${prefix}raw`)
    await warehouse.command(
      `CREATE TABLE ${prefix}raw.calls (id String, zone LowCardinality(String), band UInt32) ORDER BY id`,
    )
    await warehouse.command(
      `CREATE TABLE ${prefix}raw.rates (zone LowCardinality(String), band UInt8, price Decimal(18, 9), note Nullable(String)) ORDER BY zone`,
    )
    await warehouse.command(`INSERT INTO ${prefix}raw.calls VALUES ('1', 'eu', 1), ('2', 'eu', 2), ('3', 'us', 1)`)
    await warehouse.command(`INSERT INTO ${prefix}raw.rates VALUES ('eu', 1, 0.5, 'peak'), ('eu', 2, 0.255, NULL)`)
    const result = await runProject(shop(), { warehouse, environment })
    expect(result.failure).toBeUndefined()
    expect(await ratedIn(prefix)).toEqual(priced)
  })

  it('is of one build: a run that changes it has another, and rolling back has the first again', async () => {
    await warehouse.command(`INSERT INTO ${prefix}raw.rates VALUES ('us', 1, 0.75, '')`)
    const { steps } = await dryRunProject(shop(), { warehouse, environment })
    const made = steps.find(({ model: name }) => name === 'rating.rate')!.statements
    expect(made[2]).toMatch(/^CREATE DICTIONARY .*PRIMARY KEY `zone`, `band` SOURCE\(CLICKHOUSE\(DB '.*LIFETIME\(0\)$/)
    expect(made[3]).toMatch(/^SYSTEM RELOAD DICTIONARY /)
    await runProject(shop(), { warehouse, environment })
    expect((await ratedIn(prefix))[2]).toMatchObject({ price: '0.75', note: '', has_rate: true })
    expect(await dictionaries()).toBe('2')
    await rollback(warehouse, environment)
    expect(await ratedIn(prefix)).toEqual(priced)
    await runProject(shop(), { warehouse, environment })
    expect((await ratedIn(prefix))[2]).toMatchObject({ price: '0.75' })
    // Of each model two generations stay, of the dictionary too.
    expect(await dictionaries()).toBe('2')
  })

  it('that has a key twice is not published', async () => {
    await warehouse.command(`INSERT INTO ${prefix}raw.rates VALUES ('us', 1, 0.80, '')`)
    const result = await runProject(shop(), { warehouse, environment })
    expect(result.failure?.message).toContain('rating.rate, unique: zone, band')
    await warehouse.command(`ALTER TABLE ${prefix}raw.rates DELETE WHERE price = 0.80 SETTINGS mutations_sync = 1`)
    await runProject(shop(), { warehouse, environment })
    expect((await ratedIn(prefix))[2]).toMatchObject({ price: '0.75' })
  })

  it('of production is read by an environment, and an own one is promoted and dropped with it', async () => {
    const dev = { prefix: uniquePrefix(), sourcePrefix: prefix }
    const result = await runProject(shop({ decimals: 2 }), { warehouse, environment: dev })
    expect(result.steps.map(({ model: name }) => name)).toEqual(['rating.rated'])
    expect((await ratedIn(dev.prefix)).map((row) => (row as { price: string }).price)).toEqual(['0.5', '0.26', '0.75'])
    const own = { prefix: uniquePrefix(), sourcePrefix: prefix }
    const cheaper = model('rating.rate', { rates })
      .query((q) => q.selectFrom('rates as r').select(['r.zone', 'r.band', ch.amount('0.1', 9).as('price'), 'r.note']))
      .dictionary({ key: ['zone', 'band'] })
    const changed = defineProject({ models: [cheaper] })
    await runProject(changed, { warehouse, environment: own })
    expect(await dictionaries(own.prefix)).toBe('1')
    expect((await promote(changed, { warehouse, environment: own })).status).toBe('published')
    await dropEnvironment(warehouse, own)
    const last = await warehouse.rows<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = '${prefix}trunkline_build' AND engine = 'Dictionary'
        ORDER BY metadata_modification_time DESC LIMIT 1`,
    )
    expect(
      await warehouse.rows(
        `SELECT dictGet('${prefix}trunkline_build.${last[0]!.name}', 'price', tuple('eu', 1)) AS price`,
      ),
    ).toEqual([{ price: '0.1' }])
  })

  it('is known to lineage, to DESCRIBE and to unit tests', async () => {
    const { columns } = modelFlow(rated)
    expect([...columns.get('price')!].sort()).toEqual([
      'rating.rate.band',
      'rating.rate.price',
      'rating.rate.zone',
      'raw.calls.band',
      'raw.calls.zone',
    ])
    expect(await describeRelation(warehouse, rated)).toEqual({
      id: 'String',
      price: 'Decimal(38, 9)',
      price_or_null: 'Nullable(Decimal(18, 9))',
      note: 'Nullable(String)',
      has_rate: 'Bool',
    })
    const test = modelTest('looked up', rated, {
      given: [
        given(calls, { id: '1', zone: 'eu', band: 1 }, { id: '3', zone: 'us', band: 1 }),
        given(rate, { zone: 'eu', band: 1, price: '0.5', note: 'peak' }),
      ],
      expect: [priced[0]!, priced[2]!],
    })
    expect(await runModelTest(warehouse, test)).toMatchObject({ status: 'passed' })
  })

  it('is refused without a key, by another key, and where there is none', () => {
    expect(() =>
      model('x.y', { rates })
        .query((q) => q.selectFrom('rates').select('zone'))
        .dictionary({ key: [] }),
    ).toThrow('x.y: a dictionary needs a key')
    const by = (ref: string, key: object) =>
      model('x.y', { calls, rate })
        .query((q, { dictGet }) =>
          q.selectFrom('calls as c').select((eb) => {
            const column = eb.ref('c.zone')
            const given = Object.fromEntries(Object.keys(key).map((name) => [name, column]))
            return dictGet(ref as 'rate', 'price', given as never).as('price')
          }),
        )
        .view()
    expect(() => defineProject({ models: [rate, by('rate', { zone: 1 })] })).toThrow('x.y: rate is looked up by zone')
    expect(() => defineProject({ models: [rate, by('calls', { zone: 1 })] })).toThrow('x.y: calls is no dictionary')
  })
})

describe('a server whose users have passwords', () => {
  it('reads the table as whoever made the dictionary', async () => {
    const dir = temporaryFolder('passwords')
    // The embedded server adds what is in users.d to its own users, and starts as `default`, which here may read nothing.
    mkdirSync(join(dir, 'users.d'))
    writeFileSync(
      join(dir, 'users.d', 'passwords.xml'),
      `<clickhouse><users>
        <default><grants><query>GRANT SHOW, CREATE, SYSTEM ON *.*</query><query>GRANT TABLE ENGINE ON *</query><query>GRANT READ, WRITE ON *</query><query>GRANT SELECT ON system.*</query></grants></default>
        <builder><password>it's</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></builder>
      </users></clickhouse>`,
    )
    const server = await startLocalServer({ dir })
    const guarded = connect({ url: server.url, username: 'builder', password: "it's" })
    try {
      await guarded.command('CREATE DATABASE raw')
      await guarded.command(`CREATE TABLE raw.calls (id String, zone LowCardinality(String), band UInt32) ORDER BY id`)
      await guarded.command(
        `CREATE TABLE raw.rates (zone LowCardinality(String), band UInt8, price Decimal(18, 9), note Nullable(String)) ORDER BY zone`,
      )
      await guarded.command(`INSERT INTO raw.calls VALUES ('1', 'eu', 1)`)
      await guarded.command(`INSERT INTO raw.rates VALUES ('eu', 1, 0.5, 'peak')`)
      const place = { warehouse: guarded, environment: { prefix: '' } }
      const dry = JSON.stringify(await dryRunProject(shop(), place))
      expect(dry).toContain("USER 'builder' PASSWORD '[HIDDEN]'")
      const { failure } = await runProject(shop(), place)
      expect(failure).toBeUndefined()
      expect(await guarded.rows('SELECT id, price FROM rating.rated')).toEqual([{ id: '1', price: '0.5' }])
      const [shown] = await guarded.rows<{ text: string }>(
        "SELECT create_table_query AS text FROM system.tables WHERE engine = 'Dictionary'",
      )
      expect(shown!.text).toContain("USER 'builder' PASSWORD '[HIDDEN]'")
    } finally {
      await guarded.close()
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
