import { Readable } from 'node:stream'
import { callRecord } from '../kafka/messages.ts'
import { serverCpu } from '../measure.ts'
import { onServer } from '../on-server.ts'
import type { Report } from '../report.ts'
import { columns, encoders, type Row } from './encoders.ts'

const ROWS = 100_000
const REPEATS = 9

/** What 100,000 rows of twenty columns cost to encode here and to insert there, by insert format. */
export async function bench(report: Report): Promise<void> {
  await onServer(async ({ warehouse, pid }) => {
    const names = Object.keys(columns) as (keyof typeof columns)[]
    const rows: Row[] = Array.from({ length: ROWS }, (_, i) => {
      const call = callRecord(i)
      return names.map((name) => call[name])
    })
    await warehouse.command('CREATE DATABASE encodings')
    const ddl = Object.entries(columns).map(([name, { ddl }]) => `${name} ${ddl}`)
    const totals = new Map<string, number>()
    for (const { format, encode } of encoders) {
      const table = `encodings.${format}`
      await warehouse.command(`CREATE TABLE ${table} (${ddl.join(', ')}) ENGINE = MergeTree ORDER BY (a, t)`)
      const encoding: number[] = []
      const inserting: number[] = []
      let bytes = 0
      for (let i = 0; i < REPEATS; i++) {
        const before = process.cpuUsage()
        const body = encode(rows)
        const { user, system } = process.cpuUsage(before)
        encoding.push((user + system) / 1000)
        bytes = body.length
        const cpu = serverCpu(pid)
        const result = await warehouse.client.exec({
          query: `INSERT INTO ${table} (${names.join(', ')}) FORMAT ${format}`,
          values: Readable.from([body], { objectMode: false }),
          clickhouse_settings: { async_insert: 0 },
        })
        result.stream.resume()
        await new Promise((resolve, reject) => result.stream.once('end', resolve).once('error', reject))
        inserting.push((serverCpu(pid) - cpu) * 1000)
      }
      const [answer] = await warehouse.rows<{ n: string; y: string }>(`SELECT count() AS n, sum(y) AS y FROM ${table}`)
      const expected = rows.reduce((sum, row) => sum + Number(row[names.indexOf('y')]), 0) * REPEATS
      if (Number(answer!.n) !== ROWS * REPEATS || Number(answer!.y) !== expected) throw new Error(`${format} lost rows`)
      const cost = { encode: median(encoding), insert: median(inserting) }
      totals.set(format, cost.encode + cost.insert)
      report.figure(
        `${format.padEnd(12)} ${(bytes / ROWS).toFixed(0).padStart(4)} bytes a row  encode ${cost.encode.toFixed(0).padStart(4)} CPU ms  ` +
          `insert ${cost.insert.toFixed(0).padStart(4)} CPU ms of the server, for ${ROWS.toLocaleString('en')} rows`,
      )
    }
    const native = totals.get('Native')!
    report.ratio('encoding_cpu_arrow_vs_native', totals.get('ArrowStream')! / native)
    report.ratio('encoding_cpu_rowbinary_vs_native', totals.get('RowBinary')! / native)
  })
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
