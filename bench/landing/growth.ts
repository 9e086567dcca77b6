import { landingDatabases, rawTable } from '../../ingest/landing/databases.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { fillTopic } from '../kafka/topic.ts'
import { type Bench, landTopic, line } from './throughput.ts'

const MESSAGES = 300_000
const PARTITIONS = [1, 2, 4]
const STANDING = [1_000_000, 5_000_000, 20_000_000]

/** How the cost of landing grows with partitions, and with what already stands in the table. */
export async function benchGrowth(bench: Bench): Promise<void> {
  const { report, warehouse, brokers } = bench
  const rates: number[] = []
  for (const partitions of PARTITIONS) {
    const topic = `bench_partitions_${partitions}`
    await fillTopic(brokers, topic, { count: MESSAGES, partitions })
    const landed = await landTopic(bench, topic, MESSAGES, `bench_partitions_${partitions}__`)
    rates.push(MESSAGES / landed.seconds)
    report.figure(
      line(`${partitions} partitions`, rates.at(-1)!, landed.cpuSeconds, landed.serverCpuSeconds, landed.peakMb),
    )
  }
  report.ratio('time_4_partitions_vs_1', rates[0]! / rates[2]!)

  const prefix = 'bench_growth__'
  const databases = landingDatabases(prefix)
  await createLandingTables(warehouse, databases)
  const table = rawTable(databases, 'usage')
  const seconds: number[] = []
  let standing = 0
  for (const rows of STANDING) {
    const from = rawTable(landingDatabases(`bench_partitions_4__`), 'usage')
    while (standing < rows) {
      const more = Math.min(MESSAGES, rows - standing)
      // Other days than those landing writes, as in a table that has grown.
      await warehouse.command(
        `INSERT INTO ${table} SELECT * REPLACE ('standing' AS _source, _landed_at - toIntervalDay(1 + ${Math.floor(standing / 1_000_000)}) AS _landed_at)
           FROM ${from} LIMIT ${more} SETTINGS insert_deduplicate = 0`,
      )
      standing += more
    }
    const topic = `bench_standing_${rows}`
    await fillTopic(brokers, topic, { count: MESSAGES, partitions: 4 })
    const landed = await landTopic(bench, topic, MESSAGES, prefix, standing)
    standing += MESSAGES
    seconds.push(landed.seconds)
    const label = `${(rows / 1e6).toFixed(0)} M rows in the table`
    report.figure(line(label, MESSAGES / landed.seconds, landed.cpuSeconds, landed.serverCpuSeconds, landed.peakMb))
  }
  report.ratio('time_at_20m_rows_vs_1m', seconds[2]! / seconds[0]!)
}
