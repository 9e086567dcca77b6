import { setTimeout as sleep } from 'node:timers/promises'
import { createState, type Publication } from '../../transforms/plan/state.ts'
import { cloneTable, replaceSlices } from '../../transforms/run/incremental-statements.ts'
import { publish } from '../../transforms/run/publish.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { Report } from '../report.ts'

const ROWS = 20_000_000
const DAYS = 365
const CHANGED = 30
const ROUNDS = 3

/**
 * A change to 30 of 365 partitions: a copy that shares files, partitions replaced in it, the published view repointed; against
 * one ALTER of 30 REPLACE PARTITION on the table that is read. A reader counts rows all the while.
 */
export async function benchPublishing(report: Report, warehouse: Warehouse): Promise<void> {
  const environment = { prefix: 'pub__' }
  const database = 'pub__trunkline_build'
  await createState(warehouse, environment)
  const settings = { max_partitions_per_insert_block: 0 }
  const make = async (name: string, rows: number, days: string) => {
    await warehouse.command(
      `CREATE TABLE ${database}.${name} (day Date, k UInt64, v Decimal(18, 6)) ENGINE = MergeTree PARTITION BY toYYYYMMDD(day) ORDER BY k`,
    )
    await warehouse.command(
      `INSERT INTO ${database}.${name} SELECT toDate('2025-01-01') + ${days}, number, number / 1000 FROM numbers(${rows})`,
      { settings },
    )
    // As a table is that has stood for a while.
    await warehouse.command(`OPTIMIZE TABLE ${database}.${name} FINAL`)
  }
  await make('t__1', ROWS, `number % ${DAYS}`)
  // Each changed day has twice the rows: half a change would be seen in the count.
  await make('t__made', Math.round((ROWS / DAYS) * CHANGED * 2), `number % ${CHANGED}`)
  const slices = Array.from({ length: CHANGED }, (_, day) => ({
    slice: new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', ''),
    rows: 1,
  }))
  const publication = (physical: string, run: number): Publication => ({
    ...{ run, model: 'bench.t', physical, kind: 'table', code: '', fingerprint: '', sql: '' },
    ...{ inputs: {}, version: physical, versions: {}, columns: {} },
  })
  await publish(warehouse, environment, 1, [publication('t__1', 1)])
  const counts = await countsOf(warehouse, [`${database}.t__1`, `${database}.t__made`])
  const kept = Number(
    (
      await warehouse.rows<{ n: string }>(
        `SELECT count() AS n FROM ${database}.t__1 WHERE day >= '2025-01-${CHANGED + 1}'`,
      )
    )[0]!.n,
  )
  const right = new Set([counts[0]!, kept + counts[1]!])

  let ours = Number.POSITIVE_INFINITY
  let live = Number.POSITIVE_INFINITY
  let wrongOurs = 0
  let wrongLive = 0
  let seen = 0
  for (let round = 2; round < 2 + ROUNDS; round++) {
    const [name, copy] = [`t__${round}`, `live_${round}`]
    const reader = readCounts(warehouse, 'pub__bench.t', right)
    const started = performance.now()
    await warehouse.command(cloneTable({ database, name }, { database, name: 't__1' }))
    for (const statement of replaceSlices({ database, name }, { database, name: 't__made' }, slices))
      await warehouse.command(statement)
    await publish(warehouse, environment, round, [publication(name, round)])
    ours = Math.min(ours, performance.now() - started)
    const first = await reader.stop()
    wrongOurs += first.wrong
    seen += first.reads
    await publish(warehouse, environment, round + 100, [publication('t__1', round + 100)])

    await warehouse.command(cloneTable({ database, name: copy }, { database, name: 't__1' }))
    const other = readCounts(warehouse, `${database}.${copy}`, right)
    const begun = performance.now()
    for (const statement of replaceSlices({ database, name: copy }, { database, name: 't__made' }, slices))
      await warehouse.command(statement)
    live = Math.min(live, performance.now() - begun)
    wrongLive += (await other.stop()).wrong
    for (const each of [name, copy]) await warehouse.command(`DROP TABLE IF EXISTS ${database}.${each} SYNC`)
  }
  report.figure(
    `30 of 365 partitions of 20 M rows     copy, replace, publish ${ours.toFixed(0)} ms; REPLACE on the live table ${live.toFixed(0)} ms`,
  )
  report.figure(
    `a reader in a loop                    ${seen} counts while publishing, ${wrongOurs} wrong; on the live table ${wrongLive} wrong`,
  )
  report.ratio('publish_vs_replace', ours / live, '<= 3')
  report.ratio('publish_wrong_counts', wrongOurs, '<= 0')
}

async function countsOf(warehouse: Warehouse, tables: readonly string[]): Promise<number[]> {
  const rows = await Promise.all(
    tables.map((table) => warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${table}`)),
  )
  return rows.map(([row]) => Number(row!.n))
}

/** Counts a table over and over until it is stopped. */
function readCounts(warehouse: Warehouse, table: string, right: ReadonlySet<number>) {
  let running = true
  let reads = 0
  let wrong = 0
  const loop = (async () => {
    while (running) {
      const [count] = await countsOf(warehouse, [table])
      reads++
      if (!right.has(count!)) wrong++
      await sleep(0)
    }
  })()
  return {
    async stop() {
      running = false
      await loop
      return { reads, wrong }
    },
  }
}
