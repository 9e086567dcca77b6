import type { Warehouse } from '../../warehouse/connect.ts'
import { type Databases, ledgerTable, quarantineTable, replayTable } from './databases.ts'

/** What has come in through one feed so far. */
export interface FeedStatus {
  readonly feed: string
  readonly inputs: number
  /** Inputs that have begun to land and have not been finished: run the same ingest again. */
  readonly unfinished: number
  readonly records: number
  readonly events: number
  readonly quarantined: number
  readonly skipped: number
  /** Positions that stand twice, which models count once. */
  readonly doubled: number
  /** ISO instant of the newest batch. */
  readonly lastLanded: string
}

/** Rejects of one feed for one reason, counted. */
export interface RejectStatus {
  readonly feed: string
  readonly reason: string
  readonly field: string | null
  readonly records: number
  /** Of them those that no replay has taken since. */
  readonly open: number
}

/** Partitions that have no end: those of a Kafka topic (`calls/0`), and files that grow. */
const ENDLESS = "match(partition, '^[\\\\w.-]+/[0-9]+(#[0-9]+)?$|^growing-')"

/** Feeds by name, from the ledger. */
export async function feedStatus(warehouse: Warehouse, databases: Databases): Promise<FeedStatus[]> {
  const rows = await warehouse.rows<Record<keyof FeedStatus, string>>(
    `SELECT feed, uniqExact(partition) AS inputs, uniqExactIf(partition, kind = 'land' AND NOT ${ENDLESS}) - uniqExactIf(partition, state = 'complete') AS unfinished,
            sumIf(records, state = 'done' AND kind = 'land') AS records, sumIf(events, state = 'done') AS events,
            sumIf(quarantined, state = 'done' AND kind = 'land') AS quarantined,
            sumIf(skipped, state = 'done' AND kind = 'land') AS skipped, sumIf(doubled, state = 'done') AS doubled, max(at) AS lastLanded
       FROM ${ledgerTable(databases)} GROUP BY feed ORDER BY feed`,
  )
  return rows.map((row) => ({
    feed: row.feed,
    inputs: Number(row.inputs),
    unfinished: Number(row.unfinished),
    records: Number(row.records),
    events: Number(row.events),
    quarantined: Number(row.quarantined),
    skipped: Number(row.skipped),
    doubled: Number(row.doubled),
    lastLanded: row.lastLanded,
  }))
}

/** Events landed by contract; `simulated` are those of the named feed. */
export async function landedByContract(
  warehouse: Warehouse,
  databases: Databases,
  simulator: string,
): Promise<{ contract: string; events: number; simulated: number }[]> {
  const rows = await warehouse.rows<{ contract: string; events: string; simulated: string }>(
    `SELECT item.1 AS contract, sum(item.2) AS events, sumIf(item.2, feed = {simulator:String}) AS simulated
       FROM ${ledgerTable(databases)}
      ARRAY JOIN JSONExtractKeysAndValues(landed, 'UInt64') AS item
      WHERE state = 'done' GROUP BY contract ORDER BY events DESC, contract`,
    { params: { simulator } },
  )
  return rows.map(({ contract, events, simulated }) => ({
    contract,
    events: Number(events),
    simulated: Number(simulated),
  }))
}

/** What was refused at landing, by feed, reason and field. */
export async function rejectStatus(warehouse: Warehouse, databases: Databases): Promise<RejectStatus[]> {
  const rows = await warehouse.rows<{ feed: string; reason: string; field: string | null; n: string; open: string }>(
    `SELECT _source AS feed, reason, field, count() AS n,
            countIf((_source, _partition, _position) NOT IN (SELECT _source, _partition, _position FROM ${replayTable(databases)})) AS open
       FROM ${quarantineTable(databases)} GROUP BY feed, reason, field ORDER BY n DESC, feed, reason, field`,
  )
  return rows.map(({ feed, reason, field, n, open }) => ({
    feed,
    reason,
    field,
    records: Number(n),
    open: Number(open),
  }))
}
