import type { Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import { type Databases, quarantineTable, rawTable } from './databases.ts'
import { insertRaw } from './insert_raw.ts'
import { type LedgerKind, type LedgerRow, type OpenRange, writeLedger } from './ledger.ts'
import { type Ownership, whileOwned } from './owner.ts'
import { unpackPosition } from './position.ts'
import { rangeCondition, type Standing, statementMark } from './recover.ts'
import type { BatchOrigin, SealedBatch } from './sealed_batch.ts'

/** A partition under ownership, with what earlier owners left open in it. */
export interface LandingSeat {
  readonly warehouse: Warehouse
  readonly databases: Databases
  readonly origin: BatchOrigin
  readonly ownership: Ownership
  readonly open: OpenRange | undefined
  readonly standing: Standing
}

/** Rows of a batch's frames as counted in ClickHouse. */
export interface BatchCount {
  readonly landed: Readonly<Record<string, number>>
  readonly events: number
  readonly quarantined: number
  readonly doubled: number
}

/**
 * Lands one batch: intended in the ledger, quarantine, raw tables, counted, done. Interrupted anywhere, the ledger says
 * what may stand, and the next owner reads it first.
 *
 * @throws PlatformError when rows are missing afterwards, or another process has taken over.
 */
export function insertBatch(seat: LandingSeat, batch: SealedBatch, last: boolean): Promise<BatchCount> {
  const { warehouse, databases, origin, ownership } = seat
  return whileOwned(warehouse, databases, ownership, async (provided) => {
    const row = ledgerRow(seat, batch)
    await writeLedger(warehouse, databases, [row], provided)
    const settings = { log_comment: statementMark(origin.feed, origin.partition) }
    if (batch.quarantine) {
      const { columns, body } = batch.quarantine
      const token = `${batch.name}/quarantine`
      await warehouse.insertNative(quarantineTable(databases), columns, body, { token, settings, provided })
    }
    for (const [contract, table] of batch.tables) {
      const token = `${batch.name}/${contract}`
      await insertRaw(seat, contract, table, { token, settings, provided })
    }
    const count = await countBatch(seat, batch)
    const done: LedgerRow = { ...row, ...count, state: 'done' }
    await writeLedger(warehouse, databases, last ? [done, { ...done, state: 'complete' }] : [done], provided)
    return count
  })
}

export function ledgerRow(
  seat: Pick<LandingSeat, 'origin' | 'ownership'>,
  batch: SealedBatch,
  kind: LedgerKind = 'land',
): LedgerRow {
  const { feed, partition, file, mapping, mappingHash } = seat.origin
  return {
    feed,
    partition,
    file,
    batch: batch.name,
    kind,
    state: 'intended',
    epoch: seat.ownership.epoch,
    owner: seat.ownership.owner,
    firstFrame: batch.firstFrame,
    lastFrame: batch.lastFrame,
    records: batch.records,
    events: batch.events,
    quarantined: batch.quarantine?.rows ?? 0,
    skipped: batch.skipped,
    landed: Object.fromEntries([...batch.tables].map(([name, { rows }]) => [name, rows])),
    doubled: 0,
    mapping,
    mappingHash,
    landedAt: batch.landedAt,
  }
}

/** Counts what stands of the batch's frames and compares it with what should. */
async function countBatch(seat: LandingSeat, batch: SealedBatch): Promise<BatchCount> {
  const { warehouse, databases, origin, open, standing } = seat
  const recovering = open !== undefined && batch.firstFrame <= open.lastFrame
  const since = recovering ? Math.min(open.since, batch.landedAt) : batch.landedAt
  const where = rangeCondition(origin.feed, origin.partition, batch.firstFrame, batch.lastFrame, since)
  const names = recovering ? [...contractByName.keys()] : [...batch.tables.keys()]
  const questions = names.map(
    (name) => `SELECT '${name}' AS name, count() AS n FROM ${rawTable(databases, name)} WHERE ${where}`,
  )
  if (recovering || batch.quarantine) {
    questions.push(`SELECT '' AS name, count() AS n FROM ${quarantineTable(databases)} WHERE ${where}`)
  }
  if (questions.length === 0) return { landed: {}, events: 0, quarantined: 0, doubled: 0 }
  const rows = await warehouse.rows<{ name: string; n: string }>(questions.join(' UNION ALL '))
  const landed: Record<string, number> = {}
  let events = 0
  let quarantined = 0
  for (const { name, n } of rows) {
    if (name === '') quarantined = Number(n)
    else if (Number(n) > 0) {
      landed[name] = Number(n)
      events += Number(n)
    }
  }
  const inserted = [...batch.tables.values()].reduce((sum, table) => sum + table.rows, 0)
  const expected = {
    events: inserted + inRange(standing.events, batch),
    quarantined: (batch.quarantine?.rows ?? 0) + inRange(standing.quarantined, batch),
  }
  if (events < expected.events || quarantined < expected.quarantined)
    throw missing(batch, expected, events, quarantined)
  return { landed, events, quarantined, doubled: events - expected.events + (quarantined - expected.quarantined) }
}

function inRange(positions: ReadonlySet<bigint>, { firstFrame, lastFrame }: SealedBatch): number {
  let count = 0
  for (const position of positions) {
    const { frame } = unpackPosition(position)
    if (frame >= firstFrame && frame <= lastFrame) count++
  }
  return count
}

function missing(
  batch: SealedBatch,
  expected: { readonly events: number; readonly quarantined: number },
  events: number,
  quarantined: number,
): PlatformError {
  return new PlatformError(
    `Batch ${batch.name}: ${expected.events} rows and ${expected.quarantined} rejects were sent, ${events} and ${quarantined} stand`,
    'the batch is not marked as done: run the same command again, and what is missing is inserted',
  )
}
