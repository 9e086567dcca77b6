import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import { REPLAY_BATCH } from './batch.ts'
import { type Databases, landingDatabases, quarantineTable, rawTable } from './databases.ts'
import { type LedgerRow, readProgress, writeLedger } from './ledger.ts'
import { releaseOwnership, takeOwnership, whileOwned } from './owner.ts'

/** A partition whose progress was read back from its rows. */
export interface RebuiltPartition {
  readonly feed: string
  readonly partition: string
  readonly batches: number
  readonly rows: number
  /** Landing goes on here; rows from here on are looked at again, row by row, before anything is inserted. */
  readonly nextFrame: number
}

interface BatchRows {
  readonly feed: string
  readonly partition: string
  readonly batch: string
  readonly first: string
  readonly last: string
  readonly events: string
  readonly quarantined: string
  readonly landedAt: string
}

/**
 * Rebuilds the ledger of partitions that it no longer knows, from the raw tables and the quarantine alone. Batches of a
 * partition land in order, so those that end before the furthest begins must be whole; it, and attempts at the same frames,
 * are entered as open, and the next landing inserts what of them is missing. A partition that the ledger knows is left alone.
 */
export async function rebuildLedger(warehouse: Warehouse, prefix = ''): Promise<RebuiltPartition[]> {
  const databases = landingDatabases(prefix)
  const rebuilt: RebuiltPartition[] = []
  for (const batches of Map.groupBy(
    await standingBatches(warehouse, databases),
    ({ feed, partition }) => `${feed}\0${partition}`,
  ).values()) {
    const { feed, partition } = batches[0]!
    const known = await readProgress(warehouse, databases, feed, partition)
    if (known.batches > 0 || known.complete || known.open) continue
    rebuilt.push(await rebuildPartition(warehouse, databases, batches))
  }
  return rebuilt
}

async function standingBatches(warehouse: Warehouse, databases: Databases): Promise<BatchRows[]> {
  const where = `NOT startsWith(_batch, ${quoteText(REPLAY_BATCH)})`
  const part = (table: string, quarantined: number) =>
    `SELECT _source AS feed, _partition AS partition, _batch AS batch, _position AS position, _landed_at AS landed, ${quarantined} AS q FROM ${table} WHERE ${where}`
  const tables = [...contractByName.keys()].map((name) => part(rawTable(databases, name), 0))
  return warehouse.rows<BatchRows>(
    `SELECT feed, partition, batch, min(bitShiftRight(toUInt128(position), 48)) AS first, max(bitShiftRight(toUInt128(position), 48)) AS last,
            countIf(q = 0) AS events, countIf(q = 1) AS quarantined, toUnixTimestamp64Milli(min(landed)) AS landedAt
       FROM (${[...tables, part(quarantineTable(databases), 1)].join(' UNION ALL ')})
      GROUP BY feed, partition, batch ORDER BY feed, partition, first`,
  )
}

async function rebuildPartition(
  warehouse: Warehouse,
  databases: Databases,
  batches: readonly BatchRows[],
): Promise<RebuiltPartition> {
  const { feed, partition } = batches[0]!
  const ownership = await takeOwnership(warehouse, databases, feed, partition)
  try {
    const furthest = batches.reduce((far, batch) => (BigInt(batch.last) > BigInt(far.last) ? batch : far))
    const isDone = (batch: BatchRows) => BigInt(batch.last) < BigInt(furthest.first)
    const rows = batches.map((batch) => ledgerRow(batch, ownership, isDone(batch) ? 'done' : 'intended'))
    await whileOwned(warehouse, databases, ownership, (provided) => writeLedger(warehouse, databases, rows, provided))
    const { nextFrame } = await readProgress(warehouse, databases, feed, partition)
    const count = batches.reduce((sum, { events, quarantined }) => sum + Number(events) + Number(quarantined), 0)
    return { feed, partition, batches: batches.length, rows: count, nextFrame }
  } finally {
    await releaseOwnership(warehouse, databases, ownership)
  }
}

function ledgerRow(
  batch: BatchRows,
  { epoch, owner }: { readonly epoch: number; readonly owner: string },
  state: 'intended' | 'done',
): LedgerRow {
  const events = Number(batch.events)
  const quarantined = Number(batch.quarantined)
  return {
    feed: batch.feed,
    partition: batch.partition,
    file: batch.partition,
    batch: batch.batch,
    kind: 'land',
    state,
    epoch,
    owner,
    firstFrame: Number(batch.first),
    lastFrame: Number(batch.last),
    // What was skipped left no row: records are counted by what stands.
    records: events + quarantined,
    events,
    quarantined,
    skipped: 0,
    landed: {},
    doubled: 0,
    mapping: 'rebuilt',
    mappingHash: '',
    landedAt: Number(batch.landedAt),
  }
}
