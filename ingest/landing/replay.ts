import type { Warehouse } from '../../warehouse/connect.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import { Batch } from './batch.ts'
import { landingDatabases } from './databases.ts'
import { recordMapper } from './map_record.ts'
import { type MappingFault, mappingFault } from './mapping_fault.ts'
import { releaseOwnership, takeOwnership, whileRunning } from './owner.ts'
import { countQuarantine, openRecords, type QuarantineFilter, quarantineCondition } from './quarantine.ts'
import { nothingStands, type Standing } from './recover.ts'
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
  /** Records of the feed that stand in quarantine now, also those that were not asked for. */
  readonly remaining: number
  /** True when nothing was written. */
  readonly dryRun: boolean
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
 * What is refused again stays where it is. With `dryRun` nothing is written, and the report says what would be.
 *
 * @throws ConfigurationError when the mapping fails on each of the first hundred records.
 */
export async function replayQuarantine(
  warehouse: Warehouse,
  loaded: LoadedMapping,
  choice: QuarantineFilter & { readonly dryRun?: boolean } = {},
  options: LandingOptions = {},
): Promise<ReplayReport> {
  const databases = landingDatabases(options.prefix)
  const feed = choice.feed ?? loaded.mapping.name
  const { dryRun = false } = choice
  const wanted = quarantineCondition({ ...choice, feed })
  const partitions = await warehouse.rows<{ partition: string; file: string }>(
    `SELECT _partition AS partition, any(file) AS file FROM ${openRecords(databases, wanted)} GROUP BY partition ORDER BY min(_landed_at), partition`,
  )
  const tally: ReplayTally = { records: 0, events: 0, skipped: 0, refused: 0, landed: new Map(), refusals: new Map() }
  const fault = mappingFault(loaded.mapping.name)
  for (const { partition, file } of partitions) {
    const origin = { feed, partition, file, mapping: loaded.mapping.name, mappingHash: loaded.hash }
    // A place of its own: the file itself may be landing meanwhile.
    const place = `replay ${partition}`
    if (dryRun) {
      await replayPartition({ warehouse, databases, origin }, loaded, wanted, fault, tally)
      continue
    }
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
  return {
    feed,
    ...counts,
    landed: Object.fromEntries(landed),
    refusals: Object.fromEntries(refusals),
    remaining: await countQuarantine(warehouse, { feed }, options.prefix),
    dryRun,
  }
}

/** A seat that nothing is landed from has no ownership. */
type DrySeat = Omit<ReplaySeat, 'ownership'>

async function replayPartition(
  seat: ReplaySeat | DrySeat,
  loaded: LoadedMapping,
  wanted: string,
  fault: MappingFault,
  tally: ReplayTally,
): Promise<void> {
  const standing = 'ownership' in seat ? await standingReplays(seat) : nothingStands
  let after: string | undefined
  for (;;) {
    const held = await openChunk(seat, wanted, after)
    if (held.length === 0) return
    after = held.at(-1)!.position
    await replayChunk(seat, loaded, held, standing, fault, tally)
  }
}

async function replayChunk(
  seat: ReplaySeat | DrySeat,
  { mapping }: LoadedMapping,
  held: readonly OpenRecord[],
  standing: Standing,
  fault: MappingFault,
  tally: ReplayTally,
): Promise<void> {
  const { origin } = seat
  const map = recordMapper(mapping, origin.file)
  const epoch = 'ownership' in seat ? seat.ownership.epoch : 0
  const batch = new Batch(origin, 'replay', epoch, held[0]!.frame, Date.now(), standing)
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
  if (marks.length > 0 && 'ownership' in seat) await insertReplay(seat, batch.seal(), marks)
}
