import type { Warehouse } from '../../warehouse/connect.ts'
import type { SourceRecord } from '../codecs/record.ts'
import { type Databases, landingDatabases } from './databases.ts'
import type { LandingSeat } from './insert_batch.ts'
import { landRecords } from './land_records.ts'
import { type OpenRange, otherFeeds, type Progress, readProgress } from './ledger.ts'
import type { RecordMapper } from './map_record.ts'
import { type Ownership, releaseOwnership, type TakeOver, takeOwnership, whileRunning } from './owner.ts'
import { endMarked, nothingStands, readStanding, statementMark } from './recover.ts'
import { type LandingOptions, type LandingReport, newTally, reportOf, type Tally } from './report.ts'
import type { BatchOrigin } from './sealed_batch.ts'
import { isPassing, waiting } from './wait.ts'

/** One partition of a feed: read as often as asked for. */
export interface PartitionSource extends BatchOrigin {
  /**
   * The records from a frame on; those before it may come too and are passed over. A source without end yields an empty
   * list now and then while nothing comes, so that a batch is cut in time, and ends when it is told to.
   */
  records(from: number): AsyncIterable<readonly SourceRecord[]>
  readonly map: RecordMapper
  /** True when the end of the records is not the end of the partition. */
  readonly endless?: boolean
  /** Told after each batch: every frame before this one has landed. */
  landed?(nextFrame: number): void
  /** See `takeOwnership`. */
  readonly takeOver?: TakeOver
}

/** Lands what of a partition has not landed yet, each record exactly once, whatever interrupts it and however often. */
export async function landPartition(
  warehouse: Warehouse,
  source: PartitionSource,
  options: LandingOptions = {},
): Promise<LandingReport> {
  const databases = landingDatabases(options.prefix)
  const began = performance.now()
  const tally = newTally()
  const trouble = waiting(warehouse, options)
  await whileRunning(source.feed, source.partition, async () => {
    for (;;) {
      const before = tally.batches
      try {
        return await attempt(warehouse, databases, source, tally, options)
      } catch (error) {
        if (!isPassing(error)) throw error
        if (tally.batches > before) trouble.over()
        // The same way back as after a crash: what was in flight may or may not stand.
        if (!(await trouble.outlast(error))) return
      }
    }
  })
  return reportOf(source, tally, performance.now() - began)
}

async function attempt(
  warehouse: Warehouse,
  databases: Databases,
  source: PartitionSource,
  tally: Tally,
  options: LandingOptions,
): Promise<void> {
  const { feed, partition, file } = source
  const known = await readProgress(warehouse, databases, feed, partition)
  if (known.complete) return alreadyThere(tally, known)
  const ownership = await takeOwnership(warehouse, databases, feed, partition, source.takeOver)
  try {
    // Read again: the owner before may have come further since.
    const progress = await readProgress(warehouse, databases, feed, partition)
    if (progress.complete) return alreadyThere(tally, progress)
    if (progress.batches === 0 && !progress.open) {
      for (const other of await otherFeeds(warehouse, databases, feed, partition)) {
        options.onEvent?.({
          is: 'notice',
          message: `${file} has landed before, as feed ${other}; as ${feed} it counts again`,
        })
      }
    }
    alreadyThere(tally, progress)
    const seat = await takeSeat(warehouse, databases, source, ownership, progress.open, options)
    await landRecords(seat, source, progress, tally, options)
  } finally {
    await release(warehouse, databases, ownership)
  }
}

function alreadyThere(tally: Tally, progress: Progress): void {
  // After a lost connection the tally already counts what this run landed.
  if (tally.batches === 0) tally.alreadyLanded = progress.records
}

/** Looks at what an interrupted run has left. */
async function takeSeat(
  warehouse: Warehouse,
  databases: Databases,
  source: PartitionSource,
  ownership: Ownership,
  open: OpenRange | undefined,
  options: LandingOptions,
): Promise<LandingSeat> {
  const { feed, partition, file } = source
  if (!open) return { warehouse, databases, origin: source, ownership, open, standing: nothingStands }
  await endMarked(warehouse, statementMark(feed, partition))
  const standing = await readStanding(warehouse, databases, feed, partition, open)
  options.onEvent?.({
    is: 'recovering',
    feed,
    file,
    events: standing.events.size,
    quarantined: standing.quarantined.size,
  })
  return { warehouse, databases, origin: source, ownership, open, standing }
}

/** Gives the partition back; where the server is gone, the next owner sees that this process has ended. */
async function release(warehouse: Warehouse, databases: Databases, ownership: Ownership): Promise<void> {
  try {
    await releaseOwnership(warehouse, databases, ownership)
  } catch (error) {
    if (!isPassing(error)) throw error
  }
}
