import type { Warehouse } from '../../warehouse/connect.ts'
import { NativeBlock } from '../../warehouse/native.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { type Databases, ledgerTable } from './databases.ts'
import { ledgerColumns } from './ledger_columns.ts'

export type LedgerKind = 'land' | 'replay'

/** One step of one batch, as the ledger keeps it. Instants in epoch milliseconds. */
export interface LedgerRow {
  readonly feed: string
  readonly partition: string
  readonly file: string
  readonly batch: string
  readonly kind: LedgerKind
  readonly state: 'intended' | 'done' | 'complete'
  readonly epoch: number
  readonly owner: string
  readonly firstFrame: number
  readonly lastFrame: number
  readonly records: number
  readonly events: number
  readonly quarantined: number
  readonly skipped: number
  readonly landed: Readonly<Record<string, number>>
  readonly doubled: number
  readonly mapping: string
  readonly mappingHash: string
  readonly landedAt: number
}

/** What the ledger says of a partition. */
export interface Progress {
  readonly complete: boolean
  /** First frame that no done batch covers. */
  readonly nextFrame: number
  /** What may stand beyond it: intended batches that were never done. */
  readonly open: OpenRange | undefined
  readonly batches: number
  /** Records in done batches. */
  readonly records: number
}

/** Frames that may have landed in part, and the `_landed_at` of the first batch that tried. */
export interface OpenRange {
  readonly firstFrame: number
  readonly lastFrame: number
  readonly since: number
}

/** Writes ledger rows, as long as `provided` holds; the token makes a retry of the same write harmless. */
export async function writeLedger(
  warehouse: Warehouse,
  databases: Databases,
  rows: readonly LedgerRow[],
  provided: string,
): Promise<void> {
  const block = new NativeBlock(ledgerColumns)
  const at = Date.now()
  for (const row of rows) block.add(ledgerValues(row, at))
  const token = rows.map(({ batch, state }) => `${batch}/${state}`).join(' ')
  await warehouse.insertNative(ledgerTable(databases), ledgerColumns, block.take(), { token, provided })
}

function ledgerValues(row: LedgerRow, at: number): unknown[] {
  return [
    row.feed,
    row.partition,
    row.file,
    row.batch,
    row.kind,
    row.state,
    row.epoch,
    row.owner,
    row.firstFrame,
    row.lastFrame,
    row.records,
    row.events,
    row.quarantined,
    row.skipped,
    JSON.stringify(row.landed),
    row.doubled,
    row.mapping,
    row.mappingHash,
    row.landedAt,
    at,
  ]
}

/**
 * Reads how far a partition has come. Batches of a partition are done in order, so the last done frame bounds what is
 * known; everything intended past it is open.
 */
export async function readProgress(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
  kind: LedgerKind = 'land',
): Promise<Progress> {
  const [row] = await warehouse.rows<{
    complete: string
    next: string
    last_intended: string
    since: string
    batches: string
    records: string
  }>(
    // Not max(last_frame + 1): of no rows that is 1, as the server takes the addition out of the aggregate.
    `WITH (SELECT if(count() = 0, 0, max(last_frame) + 1) FROM ${ledgerTable(databases)}
            WHERE feed = {feed:String} AND partition = {partition:String} AND kind = {kind:String} AND state = 'done') AS done
     SELECT countIf(state = 'complete') AS complete, done AS next, countIf(state = 'done') AS batches,
            sumIf(records, state = 'done') AS records,
            maxIf(last_frame, state = 'intended' AND last_frame >= done) AS last_intended,
            minIf(toUnixTimestamp64Milli(landed_at), state = 'intended' AND last_frame >= done) AS since
       FROM ${ledgerTable(databases)}
      WHERE feed = {feed:String} AND partition = {partition:String} AND kind = {kind:String}`,
    { params: { feed, partition, kind } },
  )
  const nextFrame = Number(row!.next)
  const since = Number(row!.since)
  return {
    complete: Number(row!.complete) > 0,
    nextFrame,
    batches: Number(row!.batches),
    records: Number(row!.records),
    open: since === 0 ? undefined : { firstFrame: nextFrame, lastFrame: Number(row!.last_intended), since },
  }
}

/** Other feeds that the same partition has landed under: the same file given twice under two names of feeds. */
export async function otherFeeds(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
): Promise<string[]> {
  const rows = await warehouse.rows<{ feed: string }>(
    `SELECT DISTINCT feed FROM ${ledgerTable(databases)}
      WHERE partition = ${quoteText(partition)} AND feed != ${quoteText(feed)} AND state = 'complete'`,
  )
  return rows.map((row) => row.feed)
}
