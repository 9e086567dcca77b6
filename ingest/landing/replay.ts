import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteString } from '../../warehouse/connect.ts'
import { NativeBlock } from '../../warehouse/native.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import { Batch, REPLAY_BATCH, type SealedBatch } from './batch.ts'
import { type Databases, landingDatabases, ledgerTable, rawTable, replayTable } from './databases.ts'
import { ledgerRow } from './insert_batch.ts'
import { writeLedger } from './ledger.ts'
import { recordMapper } from './map_record.ts'
import { mappingFault } from './mapping_fault.ts'
import { checkOwnership, type Ownership, releaseOwnership, takeOwnership, whileRunning } from './owner.ts'
import { packPosition } from './position.ts'
import { openRecords } from './quarantine.ts'
import { replayColumns } from './quarantine_columns.ts'
import { endStatements, nothingStands, type Standing, standingOf } from './recover.ts'
import { readAgain } from './replay_record.ts'
import { addUp, type LandingOptions } from './report.ts'

/** What a replay did. */
export interface ReplayReport {
  readonly feed: string
  readonly records: number
  readonly events: number
  readonly landed: Readonly<Record<string, number>>
  readonly skipped: number
  /** Records that stay in quarantine, by what is wrong with them now. */
  readonly refused: number
  readonly refusals: Readonly<Record<string, number>>
}

/** A quarantined record and where it came from. */
interface OpenRecord {
  readonly id: string
  readonly frame: string
  readonly record: number
  readonly line: string
  readonly payload: string
  readonly payload_encoding: 'text' | 'base64'
  readonly context: string
  readonly file: string
  readonly position: string
}

/** Records read from quarantine at once: their verbatim text is held in memory. */
const CHUNK = 5_000

/**
 * Maps quarantined records of a feed anew and lands those that are right now, each once, at the position it always had.
 * What is refused again stays where it is.
 */
export async function replayQuarantine(
  warehouse: Warehouse,
  loaded: LoadedMapping,
  choice: { readonly feed?: string; readonly ids?: readonly string[] } = {},
  options: LandingOptions = {},
): Promise<ReplayReport> {
  const databases = landingDatabases(options.prefix)
  const feed = choice.feed ?? loaded.mapping.name
  const wanted = choice.ids?.length ? `id IN (${choice.ids.map(quoteString).join(', ')})` : '1'
  const partitions = await warehouse.rows<{ partition: string; file: string }>(
    `SELECT _partition AS partition, any(file) AS file FROM ${openRecords(databases)}
      WHERE _source = ${quoteString(feed)} AND ${wanted} GROUP BY partition ORDER BY min(_landed_at), partition`,
  )
  const total = { records: 0, events: 0, skipped: 0, refused: 0 }
  const landed = new Map<string, number>()
  const refusals = new Map<string, number>()
  for (const { partition, file } of partitions) {
    const { mapping, hash } = loaded
    const origin = { feed, partition, file, mapping: mapping.name, mappingHash: hash }
    const place = `replay ${partition}`
    await whileRunning(feed, place, async () => {
      const ownership = await takeOwnership(warehouse, databases, feed, place)
      try {
        const standing = await standingReplays(warehouse, databases, feed, partition)
        const map = recordMapper(mapping, file)
        const fault = mappingFault(mapping.name)
        let after = '-1'
        for (;;) {
          const held = await openChunk(warehouse, databases, feed, partition, wanted, after)
          if (held.length === 0) break
          after = held.at(-1)!.position
          const batch = new Batch(origin, 'replay', ownership.epoch, Number(held[0]!.frame), Date.now(), standing)
          const marks: {
            readonly held: OpenRecord
            readonly outcome: 'landed' | 'skipped'
            readonly events: number
          }[] = []
          for (const each of held) {
            total.records++
            const record = readAgain(
              { ...each, frame: Number(each.frame), line: Number(each.line), encoding: each.payload_encoding },
              mapping.format,
            )
            const outcome = map(record)
            fault.look(outcome, record)
            if (outcome.is === 'refused') {
              const { reason, field, expected } = outcome.problem
              addUp(refusals, [[`${reason}${field ? `: ${field}` : ''}, expected ${expected}`, 1]])
              total.refused++
            } else if (outcome.is === 'skipped') {
              batch.skip(record, outcome.reason)
              marks.push({ held: each, outcome: 'skipped', events: 0 })
              total.skipped++
            } else {
              batch.land(record, outcome.events)
              marks.push({ held: each, outcome: 'landed', events: outcome.events.length })
              total.events += outcome.events.length
              for (const { contract } of outcome.events) addUp(landed, [[contract.name, 1]])
            }
          }
          if (marks.length > 0) await insertReplay({ warehouse, databases, origin, ownership }, batch.seal(), marks)
        }
      } finally {
        await releaseOwnership(warehouse, databases, ownership)
      }
    })
  }
  return { feed, ...total, landed: Object.fromEntries(landed), refusals: Object.fromEntries(refusals) }
}

interface ReplaySeat {
  readonly warehouse: Warehouse
  readonly databases: Databases
  readonly origin: {
    readonly feed: string
    readonly partition: string
    readonly file: string
    readonly mapping: string
    readonly mappingHash: string
  }
  readonly ownership: Ownership
}

/** Events first, marks second: a crash between leaves events that the next replay finds standing. */
async function insertReplay(
  seat: ReplaySeat,
  batch: SealedBatch,
  marks: readonly { readonly held: OpenRecord; readonly outcome: 'landed' | 'skipped'; readonly events: number }[],
): Promise<void> {
  const { warehouse, databases, origin, ownership } = seat
  const row = ledgerRow(seat, batch, 'replay')
  await checkOwnership(warehouse, databases, ownership)
  await writeLedger(warehouse, databases, [row])
  const settings = { log_comment: replayMark(origin.feed, origin.partition) }
  for (const [contract, { columns, body }] of batch.tables) {
    await warehouse.insertNative(rawTable(databases, contract), columns, body, {
      token: `${batch.name}/${contract}`,
      settings,
    })
  }
  const block = new NativeBlock(replayColumns)
  for (const { held, outcome, events } of marks) {
    const position = packPosition(Number(held.frame), held.record, 0)
    const { feed, partition, mapping, mappingHash } = origin
    block.add([held.id, outcome, events, mapping, mappingHash, feed, partition, position, batch.name, batch.landedAt])
  }
  await warehouse.insertNative(replayTable(databases), Object.keys(replayColumns), block.take(), {
    token: `${batch.name}/marks`,
    settings,
  })
  await writeLedger(warehouse, databases, [{ ...row, state: 'done' }])
}

/** Events that an interrupted replay of the partition has landed without marking their records. */
async function standingReplays(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
): Promise<Standing> {
  const of = `feed = ${quoteString(feed)} AND partition = ${quoteString(partition)} AND kind = 'replay'`
  const [open] = await warehouse.rows<{ n: string; since: string }>(
    `SELECT count() AS n, min(since) AS since FROM (
       SELECT toUnixTimestamp64Milli(min(landed_at)) AS since FROM ${ledgerTable(databases)} WHERE ${of}
        GROUP BY batch HAVING countIf(state = 'done') = 0)`,
  )
  if (Number(open!.n) === 0) return nothingStands
  await endStatements(warehouse, replayMark(feed, partition))
  const where = `_landed_at >= fromUnixTimestamp64Milli(${open!.since}, 'UTC') AND _source = ${quoteString(feed)}
    AND _partition = ${quoteString(partition)} AND startsWith(_batch, ${quoteString(REPLAY_BATCH)})`
  const tables = [...contractByName.keys()].map(
    (name) => `SELECT _position, 0 AS quarantined FROM ${rawTable(databases, name)} WHERE ${where}`,
  )
  return standingOf(await warehouse.rows(tables.join(' UNION ALL ')))
}

function openChunk(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
  wanted: string,
  after: string,
): Promise<OpenRecord[]> {
  return warehouse.rows<OpenRecord>(
    `SELECT id, frame, record, line, payload, payload_encoding, context, file, _position AS position
       FROM ${openRecords(databases)}
      WHERE _source = ${quoteString(feed)} AND _partition = ${quoteString(partition)} AND ${wanted}
        AND _position > toDecimal128('${after}', 0)
      ORDER BY _position LIMIT ${CHUNK}`,
  )
}

function replayMark(feed: string, partition: string): string {
  return `trunkline replay ${feed} ${partition}`
}
