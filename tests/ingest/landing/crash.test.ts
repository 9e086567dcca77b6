import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { csv, type Event, mapping } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { connect } from '../../../warehouse/connect.ts'
import { startLocalServer } from '../../../warehouse/local/start.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment, scratch } from './environment.ts'

const warehouse = testWarehouse()
const files = scratch()
/** Kills in each test; the soak asks for more: `TRUNKLINE_KILLS=20 npx vitest run tests/ingest/landing/crash.test.ts`. */
const KILLS = Number(process.env.TRUNKLINE_KILLS ?? 2)
/** Enough batches for every kill to hit some other one. */
const LINES = 11_000 + KILLS * 3_000
const PATIENCE = 60_000 + KILLS * 10_000

const path = files.write(
  'calls.csv',
  `number,at,seconds\n${Array.from({ length: LINES }, (_, i) => `${i + 1},2026-01-01T00:00:00Z,${i % 60}`).join('\n')}\n`,
)

function ingest(prefix: string, variant: string): ChildProcess {
  const script = join(import.meta.dirname, 'ingest-process.ts')
  return spawn(process.execPath, [script, inject('clickhouseUrl'), prefix, path, variant], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Waits until a child has landed its first batch, or ended. */
async function begun(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    child.stdout!.once('data', () => resolve())
    child.once('exit', () => resolve())
  })
}

async function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly errors: string }> {
  let errors = ''
  child.stderr!.on('data', (chunk) => {
    errors += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, errors }
}

const POSITIONS = (prefix: string) =>
  `SELECT _position AS p, 'raw' AS place FROM ${prefix}raw.usage UNION ALL SELECT _position, 'raw' FROM ${prefix}raw.interaction
   UNION ALL SELECT _position, 'quarantine' FROM ${prefix}quarantine.record`

/** Every line stands, no position twice, and no record is both landed and refused. */
async function expectExact(prefix: string): Promise<void> {
  const [row] = await warehouse.rows(
    `SELECT count() = uniqExact(p) AS once, uniqExact(bitShiftRight(toUInt128(p), 48)) AS lines FROM (${POSITIONS(prefix)})`,
  )
  expect(row).toEqual({ once: 1, lines: String(LINES) })
  const [both] = await warehouse.rows(
    `SELECT count() AS n FROM (SELECT bitShiftRight(toUInt128(p), 48) AS line FROM (${POSITIONS(prefix)}) GROUP BY line HAVING uniqExact(place) > 1)`,
  )
  expect(both).toEqual({ n: '0' })
  // The ledger agrees with what stands.
  const [ledger] = await warehouse.rows<{ records: string; rows: string }>(
    `SELECT sum(records) AS records, sum(events + quarantined) AS rows FROM ${prefix}trunkline.landing WHERE state = 'done'`,
  )
  const [standing] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM (${POSITIONS(prefix)})`)
  expect(ledger).toEqual({ records: String(LINES), rows: standing!.n })
}

/** Starts, kills at random, starts again, until one comes to its end. Answers how many were killed. */
async function killUntilDone(prefix: string, variants: readonly string[], kills: number): Promise<number> {
  let killed = 0
  for (let round = 0; ; round++) {
    const child = ingest(prefix, variants[round % variants.length]!)
    const end = ended(child)
    await begun(child)
    if (killed < kills) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
      if (child.kill('SIGKILL')) killed++
    }
    const { code, errors } = await end
    if (code === 0) return killed
    expect(errors).toBe('')
  }
}

test.each(['plain', 'two'])(
  'an ingest killed at random moments leaves every record exactly once (%s)',
  { timeout: PATIENCE },
  async (variant) => {
    const prefix = await environment(warehouse)
    expect(await killUntilDone(prefix, [variant], KILLS)).toBeGreaterThan(KILLS / 2)
    await expectExact(prefix)
    const [usage] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${prefix}raw.usage`)
    expect(Number(usage!.n)).toBe(variant === 'plain' ? LINES - LINES / 50 : LINES)
    if (variant === 'two') {
      const [contacts] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${prefix}raw.interaction`)
      expect(Number(contacts!.n)).toBe(LINES)
    }
  },
)

test('a mapping that changes between crash and restart neither loses nor doubles a record', {
  timeout: 120_000,
}, async () => {
  const prefix = await environment(warehouse)
  expect(await killUntilDone(prefix, ['strict', 'other', 'plain', 'two'], KILLS)).toBeGreaterThan(KILLS / 2)
  await expectExact(prefix)
})

test('a second owner is told who holds the input, and goes on once that process has gone', {
  timeout: 60_000,
}, async () => {
  const prefix = await environment(warehouse)
  const child = ingest(prefix, 'stall')
  const end = ended(child)
  await begun(child)
  const land = () => landEvents(warehouse, 'stalled', 'one', () => [], { prefix })
  await expect(land()).rejects.toThrow(`being landed by another process (pid ${child.pid}`)
  child.kill('SIGKILL')
  await end
  expect((await land()).alreadyLanded).toBeGreaterThan(0)
})

test('a ClickHouse that is killed meanwhile is waited for, and every row stands once', {
  timeout: 120_000,
}, async () => {
  const dir = join(files.folder, 'clickhouse')
  let server = await startLocalServer({ dir })
  const { httpPort } = server
  const own = connect({ url: server.url })
  const prefix = 'w_'
  await createLandingTables(own, landingDatabases(prefix))
  const loaded = builtInMapping(
    mapping({
      name: 'calls',
      format: csv(),
      map: (row) => ({
        contract: 'usage',
        service: 'voice',
        started_at: row.at!,
        served_number: row.number!,
        duration_s: row.seconds!,
      }),
    }),
  )
  let waits = 0
  let batches = 0
  let restarted: Promise<void> = Promise.resolve()
  const restart = async () => {
    await server.kill()
    server = await startLocalServer({ dir, httpPort })
  }
  const [report] = await landFiles(
    own,
    path,
    { mapping: loaded },
    {
      prefix,
      batchRows: 1000,
      onEvent: (event) => {
        if (event.is === 'waiting') waits++
        if (event.is === 'progress' && (++batches === 5 || batches === 12)) restarted = restart()
      },
    },
  )
  await restarted
  expect(waits).toBeGreaterThan(0)
  expect(report).toMatchObject({ records: LINES, events: LINES })
  const [row] = await own.rows(`SELECT count() AS n, uniqExact(_position) AS positions FROM ${prefix}raw.usage`)
  expect(row).toEqual({ n: String(LINES), positions: String(LINES) })
  await own.close()
  await server.stop()
})

test('a ClickHouse that stays away is given up, and the next run goes on', { timeout: PATIENCE }, async () => {
  const dir = join(files.folder, 'away')
  let server = await startLocalServer({ dir })
  const { httpPort } = server
  const own = connect({ url: server.url })
  await createLandingTables(own, landingDatabases('a_'))
  const calls = function* (): Generator<Event> {
    for (let i = 0; i < 6000; i++) {
      yield { contract: 'usage', service: 'voice', started_at: '2026-01-01T00:00:00Z', subscription_id: 'S' }
    }
  }
  let killed: Promise<void> | undefined
  const onEvent = () => {
    killed ??= server.kill()
  }
  const land = () => landEvents(own, 'f', 'one', calls, { prefix: 'a_', batchRows: 2048, patience: 1000, onEvent })
  await expect(land()).rejects.toThrow(/does not answer.*gave up after/)
  await killed
  server = await startLocalServer({ dir, httpPort })
  await land()
  const [row] = await own.rows('SELECT count() AS n, uniqExact(_position) AS positions FROM a_raw.usage')
  expect(row).toEqual({ n: '6000', positions: '6000' })
  await own.close()
  await server.stop()
})
