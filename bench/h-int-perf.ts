import { model } from '../transforms/project/model.ts'
import { defineProject } from '../transforms/project/project.ts'
import { source } from '../transforms/project/source.ts'
import { runProject } from '../transforms/run/run.ts'
import { ch } from '../transforms/sql/functions.ts'
import { t } from '../warehouse/columns.ts'
import { connect } from '../warehouse/connect.ts'

const rows = Number(process.argv[2] ?? 20_000_000)
const buckets = Number(process.argv[3] ?? 16)
const w = connect({ url: 'http://127.0.0.1:35021' })
const p = 'perf__'
const usage = source('raw.usage', { event_id: t.uint64, account: t.uint32, started_at: t.instant, seconds: t.uint32, _batch: t.lowCardinality, _landed_at: t.instant })
const rated = model('rating.rated', { usage })
  .query((q) => q.selectFrom('usage as u').select((eb) => ['u.event_id', 'u.account', 'u.started_at', ch.decimal(ch.mul(ch.decimal(eb.ref('u.seconds'), 4), ch.zero(4)), 4).as('charge')]))
const made = buckets > 1
  ? rated.incremental({ orderBy: ['account', 'started_at'], interval: 'day', time: 'started_at', bucket: { by: 'account', count: buckets }, from: { usage: { time: 'started_at', bucket: 'account' } } })
  : rated.incremental({ orderBy: ['account', 'started_at'], interval: 'day', time: 'started_at', from: { usage: 'started_at' } })
const daily = model('finance.daily', { made })
  .query((q) => q.selectFrom('made as m').select((eb) => ['m.account', ch.toDate(eb.ref('m.started_at')).as('day'), ch.count().as('n'), ch.sum(eb.ref('m.charge')).as('charge')]).groupBy((eb) => ['m.account', ch.toDate(eb.ref('m.started_at'))]))
  .incremental({ orderBy: ['account', 'day'], interval: 'day', time: 'day', from: { made: 'started_at' } })
const project = defineProject({ models: [made, daily] })
const time = async <T>(name: string, work: () => Promise<T>) => {
  const at = performance.now()
  const r = await work()
  console.log(name, ((performance.now() - at) / 1000).toFixed(2), 's')
  return r
}
for (const d of ['raw', 'rating', 'finance', 'trunkline', 'trunkline_build']) await w.command(`DROP DATABASE IF EXISTS ${p}${d} SYNC`)
await w.command(`CREATE DATABASE ${p}raw`)
await w.command(`CREATE TABLE ${p}raw.usage (event_id UInt64, account UInt32, started_at DateTime64(3,'UTC'), seconds UInt32, _batch LowCardinality(String), _landed_at DateTime64(3,'UTC')) ENGINE=MergeTree PARTITION BY toDate(_landed_at) ORDER BY (toDate(started_at), account)`)
const land = (from: number, n: number, day: string, batch: string) => w.command(
  `INSERT INTO ${p}raw.usage SELECT number, intHash32(number) % 1000000, toDateTime64('2026-01-01', 3, 'UTC') + toIntervalSecond(${day}*86400 + intHash32(number+7)%86400), 60, ${batch}, toDateTime64('2026-01-01',3,'UTC') + toIntervalDay(least(90, ${day.replace('DELAY','0')}))
   FROM numbers(${from}, ${n})`, { settings: { max_partitions_per_insert_block: 0 } })
await time('generate', () => land(0, rows, '(number % 90)', `concat('b', toString(intDiv(number, 100000)))`))
const run = async (name: string) => {
  const r = await time(name, () => runProject(project, { warehouse: w, environment: { prefix: p } }))
  for (const s of r.steps) console.log('  ', s.model, s.status, s.seconds.toFixed(2), 'made', s.intervals?.made.length, 'kept', s.intervals?.kept, 'rows', s.rows)
  if (r.failure) console.log(r.failure.message)
}
await run('full')
await w.command(`INSERT INTO ${p}raw.usage SELECT number, if(number % 10 < 9, intHash32(number) % 1000000, intHash32(number) % 1000000), toDateTime64('2026-01-01', 3, 'UTC') + toIntervalSecond(if(number % 10 < 9, 90, 83 + intHash32(number+3) % 7)*86400 + intHash32(number+7)%86400), 60, concat('n', toString(intDiv(number, 100000))), toDateTime64('2026-04-01',3,'UTC')
   FROM numbers(${rows}, ${rows / 100})`)
await run('hourly')
await w.command(`INSERT INTO ${p}raw.usage SELECT number, number % 3, toDateTime64('2026-02-01', 3, 'UTC') + toIntervalSecond(number % 86400), 60, 'late', toDateTime64('2026-04-01',3,'UTC') FROM numbers(10)`)
await run('ten late rows')
await run('nothing')
await w.close()
