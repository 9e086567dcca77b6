import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { landingDatabases, rawTable } from '../../ingest/landing/databases.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { Consumption, Wish } from '../clients/consumption.ts'
import { fillTopic } from '../kafka/topic.ts'
import type { Report } from '../report.ts'
import { consumeByEngine, engineSettings } from './kafka-engine.ts'
import type { LandingWish } from './landing-child.ts'
import { type Watched, watchRows } from './watched.ts'

/** Where a benchmark of landing runs. */
export interface Bench {
  readonly report: Report
  readonly warehouse: Warehouse
  readonly serverPid: number
  readonly brokers: readonly string[]
}

interface Landed extends Watched {
  readonly cpuSeconds: number
  readonly peakMb: number
}

const MESSAGES = 1_000_000
const PARTITIONS = 4
const REPEATS = 3

/** Topic to visible rows, against the bare client that discards and against ClickHouse's own Kafka engine. */
export async function benchThroughput(bench: Bench): Promise<void> {
  const { report, warehouse, serverPid, brokers } = bench
  const topic = 'bench_throughput'
  await fillTopic(brokers, topic, { count: MESSAGES, partitions: PARTITIONS })
  const bare = new Map<string, Consumption>()
  for (const way of ['fetch', 'stream']) {
    bare.set(
      way,
      await medianOf(
        () => consumeBare(brokers, topic, way),
        ({ seconds }) => seconds,
      ),
    )
    const { seconds, cpuSeconds, peakMb } = bare.get(way)!
    report.figure(line(`bare client, ${way}`, MESSAGES / seconds, cpuSeconds, 0, peakMb))
  }
  let run = 0
  const landed = await medianOf(
    () => landTopic(bench, topic, MESSAGES, `bench_land_${++run}__`),
    ({ rate }) => rate,
  )
  report.figure(line('landing, exactly once', landed.rate, landed.cpuSeconds, landed.serverCpuSeconds, landed.peakMb))
  const engines: Watched[] = []
  for (const consumers of [1, 2]) {
    const prefix = `bench_engine_${consumers}__`
    const databases = landingDatabases(prefix)
    await createLandingTables(warehouse, databases)
    const target = rawTable(databases, 'usage')
    const options = { database: databases.raw, brokers, topic, consumers, target, rows: MESSAGES }
    const engine = await consumeByEngine(warehouse, serverPid, options)
    engines.push(engine)
    report.figure(line(`Kafka engine, ${consumers} consumers`, engine.rate, 0, engine.serverCpuSeconds, 0))
    report.figure(`  ${engineSettings(consumers)}`)
  }
  const engine = engines.sort((a, b) => b.rate - a.rate)[0]!
  const { seconds, cpuSeconds } = bare.get('fetch')!
  report.ratio('cpu_s_per_million_vs_bare_client', landed.cpuSeconds / cpuSeconds, '<= 2')
  report.ratio('cpu_s_per_million_vs_bare_stream', landed.cpuSeconds / bare.get('stream')!.cpuSeconds)
  report.ratio('rate_vs_bare_client', landed.rate / (MESSAGES / seconds), '>= 0.6')
  report.ratio('rate_vs_bare_stream', landed.rate / (MESSAGES / bare.get('stream')!.seconds))
  report.ratio('rate_vs_kafka_engine', landed.rate / engine.rate, '>= 1')
  report.ratio('cpu_vs_kafka_engine', (landed.cpuSeconds + landed.serverCpuSeconds) / engine.serverCpuSeconds)
  report.ratio('peak_rss_mb', landed.peakMb, '<= 600')
}

/** Lands a topic into tables of its own, or into those of a prefix that is there. */
export async function landTopic(
  bench: Bench,
  topic: string,
  rows: number,
  prefix: string,
  before = 0,
): Promise<Landed> {
  const { warehouse, serverPid, brokers } = bench
  const databases = landingDatabases(prefix)
  if (before === 0) await createLandingTables(warehouse, databases)
  const wish: LandingWish = { brokers, url: warehouse.url, topic, prefix }
  let own = { cpuSeconds: 0, peakMb: 0 }
  const watched = await watchRows(
    warehouse,
    serverPid,
    rows,
    rawTable(databases, 'usage'),
    async () => {
      own = await child<typeof own>('landing-child.ts', wish)
    },
    before,
  )
  return { ...watched, ...own }
}

function consumeBare(brokers: readonly string[], topic: string, way: string): Promise<Consumption> {
  const wish: Wish = {
    brokers,
    topic,
    count: MESSAGES,
    partitions: PARTITIONS,
    partitionBytes: 1 << 20,
    idleSeconds: 0,
    way,
  }
  return child('../clients/platformatic-child.ts', wish)
}

async function child<T>(path: string, wish: unknown): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, path), JSON.stringify(wish)],
    { timeout: 180_000 },
  )
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T
}

async function medianOf<T>(run: () => Promise<T>, by: (result: T) => number): Promise<T> {
  const results: T[] = []
  for (let i = 0; i < REPEATS; i++) results.push(await run())
  return results.sort((a, b) => by(a) - by(b))[Math.floor(REPEATS / 2)]!
}

export function line(label: string, rate: number, cpu: number, serverCpu: number, peakMb: number): string {
  const rows = Math.round(rate).toLocaleString('en')
  return (
    `${label.padEnd(26)} ${rows.padStart(10)} rows/s  Node ${cpu.toFixed(2)} CPU s  ` +
    `ClickHouse ${serverCpu.toFixed(2)} CPU s  peak Node ${peakMb.toFixed(0)} MB`
  )
}
