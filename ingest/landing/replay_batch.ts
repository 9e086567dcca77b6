import { PlatformError } from '../../warehouse/errors.ts'
import { NativeBlock } from '../../warehouse/native.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import { REPLAY_BATCH } from './batch.ts'
import { ledgerTable, rawTable, replayTable } from './databases.ts'
import { type LandingSeat, ledgerRow } from './insert_batch.ts'
import { insertRaw } from './insert_raw.ts'
import { writeLedger } from './ledger.ts'
import { whileOwned } from './owner.ts'
import { packPosition } from './position.ts'
import { replayColumns } from './quarantine_columns.ts'
import { endMarked, nothingStands, type Standing, standingOf } from './recover.ts'
import type { OpenRecord } from './replay_record.ts'
import type { SealedBatch } from './sealed_batch.ts'

/** A partition whose quarantined records are landed again, under ownership. */
export type ReplaySeat = Pick<LandingSeat, 'warehouse' | 'databases' | 'origin' | 'ownership'>

/** What became of a record, to be marked. */
export interface ReplayMark {
  readonly held: OpenRecord
  readonly outcome: 'landed' | 'skipped'
  readonly events: number
}

/**
 * Lands a replayed batch: events first, marks second, so that a crash between leaves events which the next replay finds
 * standing, never a mark without its events.
 *
 * @throws PlatformError when rows are missing afterwards.
 */
export function insertReplay(seat: ReplaySeat, batch: SealedBatch, marks: readonly ReplayMark[]): Promise<void> {
  const { warehouse, databases, ownership } = seat
  return whileOwned(warehouse, databases, ownership, async (provided) => {
    const row = ledgerRow(seat, batch, 'replay')
    await writeLedger(warehouse, databases, [row], provided)
    const settings = { log_comment: statementMark(seat) }
    for (const [contract, table] of batch.tables) {
      const token = `${batch.name}/${contract}`
      await insertRaw(seat, contract, table, { token, settings, provided })
    }
    await checkInserted(seat, batch)
    const token = `${batch.name}/marks`
    const body = markRows(seat, batch, marks)
    await warehouse.insertNative(replayTable(databases), replayColumns, body, { token, settings, provided })
    await writeLedger(warehouse, databases, [{ ...row, state: 'done' }], provided)
  })
}

function markRows({ origin }: ReplaySeat, batch: SealedBatch, marks: readonly ReplayMark[]): Uint8Array {
  const block = new NativeBlock(replayColumns)
  const { feed, partition, mapping, mappingHash } = origin
  for (const { held, outcome, events } of marks) {
    const position = packPosition(held.frame, held.record, 0)
    block.add([held.id, outcome, events, mapping, mappingHash, feed, partition, position, batch.name, batch.landedAt])
  }
  return block.take()
}

async function checkInserted({ warehouse, databases }: ReplaySeat, batch: SealedBatch): Promise<void> {
  for (const [contract, { rows }] of batch.tables) {
    const [count] = await warehouse.rows<{ n: string }>(
      `SELECT count() AS n FROM ${rawTable(databases, contract)}
        WHERE _landed_at = fromUnixTimestamp64Milli(${batch.landedAt}, 'UTC') AND _batch = ${quoteText(batch.name)}`,
    )
    if (Number(count!.n) === rows) continue
    throw new PlatformError(
      `Batch ${batch.name}: ${rows} rows of ${contract} were sent, ${count!.n} stand`,
      'its records are not marked as replayed: run the same command again, and what is missing is inserted',
    )
  }
}

/** Events that an interrupted replay of the partition has landed without marking their records. */
export async function standingReplays(seat: ReplaySeat): Promise<Standing> {
  const { warehouse, databases, origin } = seat
  const feed = quoteText(origin.feed)
  const partition = quoteText(origin.partition)
  const [open] = await warehouse.rows<{ n: string; since: string }>(
    `SELECT count() AS n, min(since) AS since FROM (
       SELECT toUnixTimestamp64Milli(min(landed_at)) AS since FROM ${ledgerTable(databases)}
        WHERE feed = ${feed} AND partition = ${partition} AND kind = 'replay'
        GROUP BY batch HAVING countIf(state = 'done') = 0)`,
  )
  if (Number(open!.n) === 0) return nothingStands
  await endMarked(warehouse, statementMark(seat))
  const where = `_landed_at >= fromUnixTimestamp64Milli(${open!.since}, 'UTC') AND _source = ${feed}
    AND _partition = ${partition} AND startsWith(_batch, ${quoteText(REPLAY_BATCH)})`
  const tables = [...contractByName.keys()].map(
    (name) => `SELECT _position, 0 AS quarantined FROM ${rawTable(databases, name)} WHERE ${where}`,
  )
  return standingOf(await warehouse.rows(tables.join(' UNION ALL ')))
}

function statementMark({ origin }: ReplaySeat): string {
  return `trunkline replay ${origin.feed} ${origin.partition}`
}
