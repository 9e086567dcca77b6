import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { CompressionAlgorithmValue } from '@platformatic/kafka'
import { benchBroker } from '../kafka/bench-broker.ts'
import { fillTopic } from '../kafka/topic.ts'
import type { Report } from '../report.ts'
import type { Consumption, Wish } from './consumption.ts'

const MESSAGES = 1_000_000
const PARTITIONS = 4
const REPEATS = 3
const IDLE_SECONDS = 20
const COMPRESSIONS: readonly CompressionAlgorithmValue[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

interface Contestant {
  readonly name: string
  readonly child: string
  readonly way: string
}

const CONTESTANTS: readonly Contestant[] = [
  { name: 'kafkajs eachBatch', child: 'kafkajs-child.ts', way: 'batch' },
  { name: 'platformatic stream', child: 'platformatic-child.ts', way: 'stream' },
  { name: 'platformatic fetch', child: 'platformatic-child.ts', way: 'fetch' },
]

/** What it costs to consume and discard, by client and compression; each run in a process of its own, medians of three. */
export async function bench(report: Report): Promise<void> {
  const broker = await benchBroker()
  try {
    for (const compression of COMPRESSIONS) {
      const topic = `calls-${compression}`
      await fillTopic(broker.addresses, topic, { count: MESSAGES, partitions: PARTITIONS, compression })
      for (const contestant of CONTESTANTS) {
        // The larger answers suit the faster ways and the smaller ones the slower, so each gets the better of two.
        const tried: Consumption[] = []
        for (const partitionBytes of [1 << 20, 1 << 22]) {
          tried.push(await median(contestant, { brokers: broker.addresses, topic, partitionBytes }))
        }
        const best = tried[0]!.seconds < tried[1]!.seconds ? 0 : 1
        report.figure(line(contestant.name, compression, tried[best]!, [1, 4][best]!))
      }
    }
    for (const contestant of CONTESTANTS.slice(0, 2)) {
      const wish = { brokers: broker.addresses, topic: 'calls-none', partitionBytes: 1 << 20 }
      const { idleShare } = await once(contestant, wish, IDLE_SECONDS)
      report.figure(
        `${contestant.name.padEnd(20)} idle for ${IDLE_SECONDS} s: ${(idleShare! * 100).toFixed(2)} % of a core`,
      )
    }
  } finally {
    await broker.stop()
  }
}

type Choice = Pick<Wish, 'brokers' | 'topic' | 'partitionBytes'>

async function median(contestant: Contestant, choice: Choice): Promise<Consumption> {
  const runs: Consumption[] = []
  for (let i = 0; i < REPEATS; i++) runs.push(await once(contestant, choice, 0))
  return runs.sort((a, b) => a.seconds - b.seconds)[Math.floor(REPEATS / 2)]!
}

async function once({ child, way }: Contestant, choice: Choice, idleSeconds: number): Promise<Consumption> {
  const wish: Wish = { ...choice, count: MESSAGES, partitions: PARTITIONS, idleSeconds, way }
  const path = join(import.meta.dirname, child)
  const { stdout } = await promisify(execFile)(process.execPath, [path, JSON.stringify(wish)], { timeout: 120_000 })
  const result = JSON.parse(stdout.trim().split('\n').at(-1)!) as Consumption
  if (result.messages < MESSAGES) throw new Error(`${child}: ${result.messages} of ${MESSAGES} messages came`)
  return result
}

function line(name: string, compression: string, run: Consumption, megabytes: number): string {
  const rate = Math.round(run.messages / run.seconds).toLocaleString('en')
  const cpu = ((run.cpuSeconds / run.messages) * 1e6).toFixed(2)
  return (
    `${name.padEnd(20)} ${compression.padEnd(7)} ${rate.padStart(10)} messages/s  ${cpu} CPU s/million  ` +
    `peak ${run.peakMb.toFixed(0)} MB  (${megabytes} MB a partition and answer)`
  )
}
