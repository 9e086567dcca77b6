import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteText } from '../../warehouse/quote.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import { Batch } from './batch.ts'
import { landingDatabases } from './databases.ts'
import { recordMapper } from './map_record.ts'
import { type MappingFault, mappingFault } from './mapping_fault.ts'
import { releaseOwnership, takeOwnership, whileRunning } from './owner.ts'
import { openRecords } from './quarantine.ts'
import type { Standing } from './recover.ts'
import { insertReplay, type ReplayMark, type ReplaySeat, standingReplays } from './replay_batch.ts'
import { type OpenRecord, openChunk, readAgain } from './replay_record.ts'
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

interface ReplayTally {
  records: number
  events: number
  skipped: number
  refused: number
  readonly landed: Map<string, number>
  readonly refusals: Map<string, number>
}

/**
 * Maps quarantined records of a feed anew and lands those that are right now, each once, at the position it always had.
 * What is refused again stays where it is.
 *
 * @throws ConfigurationError when the mapping fails on each of the first hundred records.
 */
export async function replayQuarantine(
  warehouse: Warehouse,
  loaded: LoadedMapping,
  choice: { readonly feed?: string; readonly ids?: readonly string[] } = {},
  options: LandingOptions = {},
): Promise<ReplayReport> {
  const databases = landingDatabases(options.prefix)
  const feed = choice.feed ?? loaded.mapping.name
  const wanted = choice.ids?.length ? `id IN (${choice.ids.map(quoteText).join(', ')})` : '1'
  const partitions = await warehouse.rows<{ partition: string; file: string }>(
    `SELECT _partition AS partition, any(file) AS file FROM ${openRecords(databases)}
      WHERE _source = ${quoteText(feed)} AND ${wanted} GROUP BY partition ORDER BY min(_landed_at), partition`,
  )
  const tally: ReplayTally = { records: 0, events: 0, skipped: 0, refused: 0, landed: new Map(), refusals: new Map() }
  const fault = mappingFault(loaded.mapping.name)
  for (const { partition, file } of partitions) {
    const origin = { feed, partition, file, mapping: loaded.mapping.name, mappingHash: loaded.hash }
    // A place of its own: the file itself may be landing meanwhile.
    const place = `replay ${partition}`
    await whileRunning(feed, place, async () => {
      const ownership = await takeOwnership(warehouse, databases, feed, place)
      try {
        await replayPartition({ warehouse, databases, origin, ownership }, loaded, wanted, fault, tally)
      } finally {
        await releaseOwnership(warehouse, databases, ownership)
      }
    })
  }
  const { landed, refusals, ...counts } = tally
  return { feed, ...counts, landed: Object.fromEntries(landed), refusals: Object.fromEntries(refusals) }
}

async function replayPartition(
  seat: ReplaySeat,
  loaded: LoadedMapping,
  wanted: string,
  fault: MappingFault,
  tally: ReplayTally,
): Promise<void> {
  const standing = await standingReplays(seat)
  let after: string | undefined
  for (;;) {
    const held = await openChunk(seat, wanted, after)
    if (held.length === 0) return
    after = held.at(-1)!.position
    await replayChunk(seat, loaded, held, standing, fault, tally)
  }
}

async function replayChunk(
  seat: ReplaySeat,
  { mapping }: LoadedMapping,
  held: readonly OpenRecord[],
  standing: Standing,
  fault: MappingFault,
  tally: ReplayTally,
): Promise<void> {
  const { origin, ownership } = seat
  const map = recordMapper(mapping, origin.file)
  const batch = new Batch(origin, 'replay', ownership.epoch, held[0]!.frame, Date.now(), standing)
  const marks: ReplayMark[] = []
  for (const each of held) {
    tally.records++
    const record = readAgain(each, mapping.format)
    const outcome = map(record)
    fault.look(outcome, record)
    if (outcome.is === 'refused') {
      const { reason, field, expected } = outcome.problem
      addUp(tally.refusals, [[`${reason}${field ? `: ${field}` : ''}, expected ${expected}`, 1]])
      tally.refused++
    } else if (outcome.is === 'skipped') {
      batch.skip(record, outcome.reason)
      marks.push({ held: each, outcome: 'skipped', events: 0 })
      tally.skipped++
    } else {
      batch.land(record, outcome.events)
      marks.push({ held: each, outcome: 'landed', events: outcome.events.length })
      tally.events += outcome.events.length
      for (const { contract } of outcome.events) addUp(tally.landed, [[contract.name, 1]])
    }
  }
  if (marks.length > 0) await insertReplay(seat, batch.seal(), marks)
}
