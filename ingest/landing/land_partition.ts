import { setImmediate } from 'node:timers/promises'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { SourceRecord } from '../codecs/record.ts'
import { Batch } from './batch.ts'
import { type Databases, landingDatabases } from './databases.ts'
import { insertBatch, type LandingSeat } from './insert_batch.ts'
import { type OpenRange, otherFeeds, type Progress, readProgress } from './ledger.ts'
import type { Outcome, RecordMapper } from './map_record.ts'
import { mappingFault } from './mapping_fault.ts'
import { type Ownership, releaseOwnership, takeOwnership, whileRunning } from './owner.ts'
import { endStatements, nothingStands, readStanding, statementMark } from './recover.ts'
import { addUp, type LandingOptions, type LandingReport, newTally, reportOf, type Tally } from './report.ts'
import type { BatchOrigin, SealedBatch } from './sealed_batch.ts'
import { isPassing, waiting } from './wait.ts'

/** One partition of a feed: read from its beginning as often as asked for. */
export interface PartitionSource extends BatchOrigin {
  records(): AsyncIterable<readonly SourceRecord[]>
  readonly map: RecordMapper
  /** More may come after what `records` gives, such as lines of a file that grows: it is never complete. */
  readonly open?: boolean
}

const BATCH_ROWS = 100_000
const BATCH_MS = 1_000
/** Verbatim text of rejects in one batch, in characters. */
const BATCH_PAYLOAD = 64 * 1024 * 1024

/** Lands what of a partition has not landed yet, each record exactly once, whatever interrupts it and however often. */
export async function landPartition(
  warehouse: Warehouse,
  source: PartitionSource,
  options: LandingOptions = {},
): Promise<LandingReport> {
  const databases = landingDatabases(options.prefix)
  const began = performance.now()
  const tally = newTally()
  const trouble = waiting(warehouse, options.patience, options.onEvent)
  await whileRunning(source.feed, source.partition, async () => {
    for (;;) {
      const before = tally.batches
      try {
        return await attempt(warehouse, databases, source, tally, options)
      } catch (error) {
        if (!isPassing(error)) throw error
        if (tally.batches > before) trouble.over()
        // The same way back as after a crash: what was in flight may or may not stand.
        await trouble.outlast(error)
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
  const ownership = await takeOwnership(warehouse, databases, feed, partition)
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
    await landFrom(seat, source, progress, tally, options)
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
  await endStatements(warehouse, statementMark(feed, partition))
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

/** Maps and encodes a batch while the one before is on its way. */
async function landFrom(
  seat: LandingSeat,
  source: PartitionSource,
  progress: Progress,
  tally: Tally,
  options: LandingOptions,
): Promise<void> {
  const { batchRows = BATCH_ROWS, batchMs = BATCH_MS } = options
  const began = performance.now()
  const fault = mappingFault(source.mapping)
  let inFlight: Promise<void> = Promise.resolve()
  const submit = async (batch: SealedBatch, last: boolean) => {
    await inFlight
    inFlight = landOne(seat, batch, last, tally, began, options)
    // Awaited at the next batch or the end; until then its failure must not count as unhandled.
    inFlight.catch(() => undefined)
  }
  const newBatch = (frame: number) => new Batch(source, 'land', seat.ownership.epoch, frame, Date.now(), seat.standing)
  let batch: Batch | undefined
  let cutAt = 0
  let lastFrame = 0
  for await (const records of source.records()) {
    for (const record of records) {
      if (record.frame < progress.nextFrame) continue
      if (
        batch &&
        record.frame !== lastFrame &&
        (batch.events >= batchRows || batch.records >= batchRows * 4 || batch.size >= BATCH_PAYLOAD)
      ) {
        await submit(batch.seal(), false)
        batch = undefined
      }
      if (!batch) {
        batch = newBatch(record.frame)
        cutAt = performance.now() + batchMs
      }
      lastFrame = record.frame
      const outcome = source.map(record)
      fault.look(outcome, record)
      add(batch, record, outcome)
    }
    if (batch && performance.now() > cutAt) {
      await submit(batch.seal(), false)
      batch = undefined
    }
    // Lets the bytes of the batch in flight leave between two blocks of records.
    await setImmediate()
  }
  if (batch || !source.open) {
    await submit((batch ?? newBatch(Math.max(lastFrame + 1, progress.nextFrame))).seal(), !source.open)
  }
  await inFlight
}

function add(batch: Batch, record: SourceRecord, outcome: Outcome): void {
  if (outcome.is === 'events') batch.land(record, outcome.events)
  else if (outcome.is === 'skipped') batch.skip(record, outcome.reason)
  else batch.reject(record, outcome.problem, outcome.contract)
}

async function landOne(
  seat: LandingSeat,
  batch: SealedBatch,
  last: boolean,
  tally: Tally,
  began: number,
  options: LandingOptions,
): Promise<void> {
  const count = await insertBatch(seat, batch, last)
  tally.batches++
  tally.frames += batch.frames
  tally.records += batch.records
  tally.events += count.events
  tally.quarantined += count.quarantined
  tally.skipped += batch.skipped
  tally.recovered += batch.stood
  addUp(tally.landed, Object.entries(count.landed))
  addUp(tally.skips, batch.skips)
  const { feed, file } = seat.origin
  if (count.doubled > 0) {
    const message = `${count.doubled} rows of ${file} stand twice: a process that had lost its ownership wrote them; models keep the first`
    options.onEvent?.({ is: 'notice', message })
  }
  const { records, events, quarantined } = tally
  options.onEvent?.({
    is: 'progress',
    feed,
    file,
    records,
    events,
    quarantined,
    seconds: (performance.now() - began) / 1000,
  })
}

/** Gives the partition back; where the server is gone, the next owner sees that this process has ended. */
async function release(warehouse: Warehouse, databases: Databases, ownership: Ownership): Promise<void> {
  try {
    await releaseOwnership(warehouse, databases, ownership)
  } catch (error) {
    if (!isPassing(error)) throw error
  }
}
