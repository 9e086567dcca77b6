import { describe, expect, it } from 'vitest'
import { model } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { clusterStatements } from '../../transforms/run/build-on-cluster.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { ClusterLayout } from '../../warehouse/cluster/cluster.ts'
import { t } from '../../warehouse/columns.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { testWarehouse } from '../test-warehouse.ts'

const warehouse = testWarehouse()

const calls = source('raw.calls', { account: t.string, seconds: t.uint32 })
const rated = model('rating.rated', { calls })
  .query((q) => q.selectFrom('calls as c').select(['c.account', 'c.seconds']))
  .table({ orderBy: ['account'], shardBy: 'account' })
const bill = model('billing.bill', { rated })
  .query((q) =>
    q
      .selectFrom('rated as r')
      .select((eb) => ['r.account', ch.sum(eb.ref('r.seconds')).as('seconds')])
      .groupBy('r.account'),
  )
  .table({ orderBy: ['account'], shardBy: 'account' })
const total = model('finance.total', { bill })
  .query((q) => q.selectFrom('bill as b').select((eb) => [ch.sum(eb.ref('b.seconds')).as('seconds')]))
  .table({ orderBy: [] })
const shown = model('finance.shown', { total })
  .query((q) => q.selectFrom('total as t').select(['t.seconds']))
  .view()

const home = { host: 'node1', port: 9000 }
const alone: ClusterLayout = { name: 'prod', keeper: false, home }
const keeper: ClusterLayout = { name: 'prod', keeper: true, home }
const settings = ' settings join_use_nulls = 1, prefer_column_name_to_alias = 1'

function statements(layout: ClusterLayout, of: typeof rated | typeof bill | typeof total | typeof shown) {
  return clusterStatements(layout, home, {
    model: of,
    target: { database: 'b', name: 'x' },
    place: ({ kind, name }) => ({ database: kind === 'source' ? 'raw' : 'b', name: name.split('.')[1]! }),
    stands: () => true,
  }).map(({ at, sql }) => `${at}: ${sql}`)
}

// What these say with Keeper was never run: the engine of the tests runs no ON CLUSTER (docs/cluster.md); it reads them.
// What they say without is run in cluster.test.ts.
describe('what builds a model on a cluster', () => {
  const ofRated = `select \`c\`.\`account\` as \`account\`, \`c\`.\`seconds\` as \`seconds\` from \`raw\`.\`calls\` as \`c\`${settings}`
  const ofBill = (from: string) =>
    `select \`r\`.\`account\` as \`account\`, sum(\`r\`.\`seconds\`) as \`seconds\` from ${from} as \`r\` group by \`r\`.\`account\`${settings}`

  it('is a part on each shard, and a view over all parts, filled through a Distributed table', () => {
    expect(statements(alone, rated)).toEqual([
      `every: CREATE TABLE \`b_shard\`.\`x\` ENGINE = MergeTree ORDER BY (\`account\`) SETTINGS allow_nullable_key = 1 EMPTY AS ${ofRated}`,
      "every: CREATE TABLE `b_whole`.`x` AS `b_shard`.`x` ENGINE = Distributed('prod', 'b_shard', 'x', cityHash64(ifNull(toString(`account`), '')))",
      'every: CREATE VIEW `b`.`x` AS SELECT * FROM `b_whole`.`x`',
      `builder: INSERT INTO \`b_whole\`.\`x\` ${ofRated}`,
    ])
  })

  it('fills each part from the parts beside it, where that is proven to be the same', () => {
    expect(statements(alone, bill).at(-1)).toBe(`shards: INSERT INTO \`b_shard\`.\`x\` ${ofBill('`b_shard`.`rated`')}`)
  })

  it('is a copy on every node of what has no key', () => {
    const ofTotal = `select sum(\`b\`.\`seconds\`) as \`seconds\` from \`b\`.\`bill\` as \`b\`${settings}`
    expect(statements(alone, total)).toEqual([
      `builder: CREATE TABLE \`b\`.\`x\` ENGINE = MergeTree ORDER BY tuple() SETTINGS allow_nullable_key = 1 EMPTY AS ${ofTotal}`,
      `builder: INSERT INTO \`b\`.\`x\` ${ofTotal}`,
      "others: CREATE TABLE `b`.`x` ENGINE = MergeTree ORDER BY tuple() SETTINGS allow_nullable_key = 1 AS SELECT * FROM remote('node1:9000', 'b', 'x')",
    ])
  })

  it('goes ON CLUSTER and is replicated where there is Keeper, as ClickHouse reads it', async () => {
    expect(statements(keeper, rated)).toEqual([
      `every: CREATE TABLE \`b_shard\`.\`x\` ON CLUSTER \`prod\` ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}') ORDER BY (\`account\`) SETTINGS allow_nullable_key = 1 EMPTY AS ${ofRated}`,
      "every: CREATE TABLE `b_whole`.`x` ON CLUSTER `prod` AS `b_shard`.`x` ENGINE = Distributed('prod', 'b_shard', 'x', cityHash64(ifNull(toString(`account`), '')))",
      'every: CREATE VIEW `b`.`x` ON CLUSTER `prod` AS SELECT * FROM `b_whole`.`x`',
      `builder: INSERT INTO \`b_whole\`.\`x\` ${ofRated}`,
      'every: SYSTEM SYNC REPLICA ON CLUSTER `prod` `b_shard`.`x`',
    ])
    const ofTotal = `select sum(\`b\`.\`seconds\`) as \`seconds\` from \`b\`.\`bill\` as \`b\`${settings}`
    expect(statements(keeper, total)).toEqual([
      `every: CREATE TABLE \`b\`.\`x\` ON CLUSTER \`prod\` ENGINE = ReplicatedMergeTree('/clickhouse/tables/everywhere/{database}/{table}', '{shard}-{replica}') ORDER BY tuple() SETTINGS allow_nullable_key = 1 EMPTY AS ${ofTotal}`,
      `builder: INSERT INTO \`b\`.\`x\` ${ofTotal}`,
      'every: SYSTEM SYNC REPLICA ON CLUSTER `prod` `b`.`x`',
    ])
    for (const said of [rated, bill, total, shown].flatMap((each) => statements(keeper, each))) {
      const sql = said.replace(/^\w+: /, '')
      const [read] = await warehouse.rows<{ sql: string }>(`SELECT formatQuerySingleLine(${quoteText(sql)}) AS sql`)
      expect(read!.sql.includes('ON CLUSTER')).toBe(sql.includes('ON CLUSTER'))
    }
    expect(statements(keeper, shown)).toEqual([
      `every: CREATE VIEW \`b\`.\`x\` ON CLUSTER \`prod\` AS select \`t\`.\`seconds\` as \`seconds\` from \`b\`.\`total\` as \`t\`${settings}`,
    ])
  })
})
