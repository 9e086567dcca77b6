import type { Warehouse } from '../../warehouse/connect.ts'
import { endStatements } from '../../warehouse/end-statements.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import { type Databases, quarantineTable, rawTable } from './databases.ts'
import type { OpenRange } from './ledger.ts'
import { packPosition, recordStart } from './position.ts'

/** What of an open range stands already: landed events by position, and records that stand whole in quarantine. */
export interface Standing {
  readonly events: ReadonlySet<bigint>
  /** Records (the position of their first event) of which at least one event stands. */
  readonly records: ReadonlySet<bigint>
  readonly quarantined: ReadonlySet<bigint>
}

export const nothingStands: Standing = { events: new Set(), records: new Set(), quarantined: new Set() }

/** Marks a partition's statements, so that whoever takes over can find and end those still running. */
export function statementMark(feed: string, partition: string): string {
  return `trunkline landing ${feed} ${partition}`
}

/**
 * Ends what an earlier owner's insert may still be doing in the server: a process that was killed leaves its statement
 * running for a moment, and what it then commits would be missed by the reading that follows.
 */
export function endMarked(warehouse: Warehouse, mark: string): Promise<void> {
  return endStatements(warehouse, `Settings['log_comment'] = ${quoteText(mark)}`, { patient: true })
}

/**
 * Reads which positions of an open range stand, in every raw table and in quarantine: under a changed mapping an event
 * may have landed in another table than it would land in now.
 */
export async function readStanding(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
  open: OpenRange,
): Promise<Standing> {
  const where = rangeCondition(feed, partition, open.firstFrame, open.lastFrame, open.since)
  const tables = [...contractByName.keys()].map(
    (name) => `SELECT _position, 0 AS quarantined FROM ${rawTable(databases, name)} WHERE ${where}`,
  )
  const refused = `SELECT _position, 1 AS quarantined FROM ${quarantineTable(databases)} WHERE ${where}`
  return standingOf(await warehouse.rows([...tables, refused].join(' UNION ALL ')))
}

/** Positions as rows tell them, by what stands there. */
export function standingOf(rows: readonly { readonly _position: string; readonly quarantined: number }[]): Standing {
  const events = new Set<bigint>()
  const quarantined = new Set<bigint>()
  const records = new Set<bigint>()
  for (const row of rows) {
    const position = BigInt(row._position)
    if (row.quarantined) quarantined.add(position)
    else {
      events.add(position)
      records.add(recordStart(position))
    }
  }
  return { events, records, quarantined }
}

/**
 * Rows of a range of frames. The landing time comes along because the parts' smallest and largest value of it lets the
 * server skip nearly all of a large table.
 */
export function rangeCondition(
  feed: string,
  partition: string,
  firstFrame: number,
  lastFrame: number,
  since: number,
): string {
  return [
    `_landed_at >= fromUnixTimestamp64Milli(${since}, 'UTC')`,
    `_source = ${quoteText(feed)}`,
    `_partition = ${quoteText(partition)}`,
    `_position >= toDecimal128('${packPosition(firstFrame, 0, 0)}', 0)`,
    `_position < toDecimal128('${packPosition(lastFrame + 1, 0, 0)}', 0)`,
  ].join(' AND ')
}
