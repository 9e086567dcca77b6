import { setTimeout as sleep } from 'node:timers/promises'
import { readBuiltSlices, writeBuiltSlices } from '../../transforms/plan/model-intervals.ts'
import { createState, type Publication, readState } from '../../transforms/plan/state.ts'
import { dropOldBuilds } from '../../transforms/run/cleanup.ts'
import { cloneTable, replaceSlices } from '../../transforms/run/incremental-statements.ts'
import { publish } from '../../transforms/run/publish.ts'
import { copyStatements } from '../../transforms/run/spare.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { Report } from '../report.ts'

const ROWS = 20_000_000
const DAYS = 365
const CHANGED = 30
const ROUNDS = 6
const DEFINITION = 'bench__t__00000000__'
/** What a run has made: twice and three times the rows, so that half a change would be seen in the count. */
const MADE = [`${DEFINITION}02__made`, `${DEFINITION}03__made`] as const

/**
 * A change to 30 of 365 partitions: a table of all of it as a run makes one, partitions replaced in it, the published view
 * repointed; against one ALTER of 30 REPLACE PARTITION on the table that is read. The first runs copy the table, later ones
 * bring one of a few runs ago up to date. A reader counts rows all the while.
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
  await make(`${DEFINITION}1`, ROWS, `number % ${DAYS}`)
  for (const [index, name] of MADE.entries()) {
    await make(name, Math.round((ROWS / DAYS) * CHANGED * (index + 2)), `number % ${CHANGED}`)
  }
  const slices = Array.from({ length: CHANGED }, (_, day) => ({
    slice: dayOf(day),
    rows: 1,
  }))
  const publication = (physical: string, run: number): Publication => ({
    ...{ run, model: 'bench.t', physical, kind: 'table', code: '', fingerprint: '', sql: '' },
    ...{ inputs: {}, version: physical, versions: {}, columns: {} },
  })
  const made = new Set(slices.map(({ slice }) => slice))
  const days = Array.from({ length: DAYS }, (_, day) => dayOf(day))
  const first = new Map(days.map((slice) => [slice, { version: '1', inputs: {}, rows: 1 }] as const))
  await writeBuiltSlices(warehouse, environment, `${DEFINITION}1`, first)
  await publish(warehouse, environment, 1, [publication(`${DEFINITION}1`, 1)])
  const counts = await countsOf(warehouse, [`${database}.${DEFINITION}1`, ...MADE.map((name) => `${database}.${name}`)])
  const kept = Number(
    (
      await warehouse.rows<{ n: string }>(
        `SELECT count() AS n FROM ${database}.${DEFINITION}1 WHERE day >= '2025-01-${CHANGED + 1}'`,
      )
    )[0]!.n,
  )
  const right = new Set([counts[0]!, ...counts.slice(1).map((count) => kept + count)])

  let copied = Number.POSITIVE_INFINITY
  let ours = Number.POSITIVE_INFINITY
  let live = Number.POSITIVE_INFINITY
  let wrongOurs = 0
  let wrongLive = 0
  let seen = 0
  for (let round = 2; round < 2 + ROUNDS; round++) {
    const [name, copy] = [`${DEFINITION}${round}`, `live_${round}`]
    const target = { database, name }
    const staging = { database, name: MADE[round % 2]! }
    const base = { database, name: `${DEFINITION}${round - 1}` }
    const [state, before] = await Promise.all([
      readState(warehouse, environment),
      readBuiltSlices(warehouse, environment, base.name),
    ])
    const reader = readCounts(warehouse, 'pub__bench.t', right)
    const started = performance.now()
    const copying = await copyStatements({ warehouse, environment, state, base, target, before, made })
    for (const statement of [...copying, ...replaceSlices(target, staging, slices)]) await warehouse.command(statement)
    await publish(warehouse, environment, round, [publication(name, round)])
    const took = performance.now() - started
    if (copying[0]!.startsWith('RENAME')) ours = Math.min(ours, took)
    else copied = Math.min(copied, took)
    const { wrong, reads } = await reader.stop()
    wrongOurs += wrong
    seen += reads
    const kept = new Map([...before].filter(([slice]) => !made.has(slice)))
    const version = `${round}`
    const anew = new Map([...made].map((slice) => [slice, { version, inputs: {}, rows: 1 }] as const))
    await writeBuiltSlices(warehouse, environment, name, new Map([...kept, ...anew]))
    await dropOldBuilds(warehouse, environment, await readState(warehouse, environment), [...MADE])

    await warehouse.command(cloneTable({ database, name: copy }, { database, name }))
    const other = readCounts(warehouse, `${database}.${copy}`, right)
    const begun = performance.now()
    for (const statement of replaceSlices({ database, name: copy }, { database, name: MADE[(round + 1) % 2]! }, slices))
      await warehouse.command(statement)
    live = Math.min(live, performance.now() - begun)
    wrongLive += (await other.stop()).wrong
    await warehouse.command(`DROP TABLE IF EXISTS ${database}.${copy} SYNC`)
  }
  report.figure(
    `30 of 365 partitions of 20 M rows     made of an older build ${ours.toFixed(0)} ms, of a copy ${copied.toFixed(0)} ms; REPLACE on the live table ${live.toFixed(0)} ms`,
  )
  report.figure(
    `a reader in a loop                    ${seen} counts while publishing, ${wrongOurs} wrong; on the live table ${wrongLive} wrong`,
  )
  report.ratio('publish_vs_replace', ours / live, '<= 3')
  report.ratio('publish_copy_vs_replace', copied / live)
  report.ratio('publish_wrong_counts', wrongOurs, '<= 0')
}

const dayOf = (day: number) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', '')

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
