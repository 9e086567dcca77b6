import { join } from 'node:path'
import { landingDatabases, rawTable } from '../../ingest/landing/databases.ts'
import { landFiles } from '../../ingest/landing/land_files.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { chooseMapping, mappingRegistry } from '../../ingest/mappings/registry.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { costLine, measure } from '../measure.ts'
import type { Report } from '../report.ts'
import { columns, writeFeed } from './feed.ts'

const ROWS = 1_000_000

/** File ingest, exactly once and validated, against ClickHouse reading the same file itself into the same table. */
export async function benchIngest(
  report: Report,
  warehouse: Warehouse,
  serverPid: number,
  folder: string,
): Promise<void> {
  for (const format of ['csv', 'ndjson'] as const) {
    const file = join(folder, `calls.${format}`)
    const bytes = await writeFeed(file, format, ROWS)
    const databases = landingDatabases(`bench_${format}__`)
    await createLandingTables(warehouse, databases)
    const table = rawTable(databases, 'usage')
    await warehouse.command(`CREATE TABLE ${databases.raw}.copy AS ${table}`)
    const engineFormat = format === 'csv' ? 'CSVWithNames' : 'JSONEachRow'
    const list = columns.join(', ')
    const baseline = await measure(serverPid, () =>
      warehouse.command(
        `INSERT INTO ${databases.raw}.copy (${list}) SELECT ${list} FROM file('${file}', '${engineFormat}')`,
        {
          settings: {
            date_time_input_format: 'best_effort',
            input_format_skip_unknown_fields: 1,
            max_insert_threads: 2,
          },
        },
      ),
    )
    const mapping = await chooseMapping(mappingRegistry(), {
      input: file,
      ...(format === 'csv' ? { contract: 'usage' } : {}),
    })
    const landed = await measure(serverPid, async () => {
      const [landing] = await landFiles(warehouse, file, { mapping }, { prefix: `bench_${format}__` })
      if (landing?.events !== ROWS) throw new Error(`${landing?.events} of ${ROWS} rows landed`)
    })
    report.figure(
      `${format}: ${ROWS.toLocaleString('en')} rows, ${(bytes / ROWS).toFixed(0)} bytes each, ${columns.length} columns`,
    )
    report.figure(costLine(`${format} by ClickHouse, INSERT FROM file()`, ROWS, baseline))
    report.figure(costLine(`${format} ingest, exactly once`, ROWS, landed))
    report.ratio(`${format}_ingest_time_vs_clickhouse_file`, landed.seconds / baseline.seconds)
    const cpu = landed.nodeCpuSeconds + landed.serverCpuSeconds
    report.ratio(`${format}_ingest_cpu_vs_clickhouse_file`, cpu / (baseline.nodeCpuSeconds + baseline.serverCpuSeconds))
    report.ratio(`${format}_ingest_node_share_of_cpu`, landed.nodeCpuSeconds / cpu)
  }
}
