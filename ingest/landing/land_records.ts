import { setImmediate } from 'node:timers/promises'
import type { SourceRecord } from '../codecs/record.ts'
import { Batch } from './batch.ts'
import { insertBatch, type LandingSeat } from './insert_batch.ts'
import type { PartitionSource } from './land_partition.ts'
import type { Progress } from './ledger.ts'
import type { Outcome } from './map_record.ts'
import { mappingFault } from './mapping_fault.ts'
import { addUp, type LandingOptions, type Tally } from './report.ts'
import type { SealedBatch } from './sealed_batch.ts'

const BATCH_ROWS = 100_000
const BATCH_MS = 1_000
/** Records of one batch as they came, in bytes or characters: a batch of large ones must not be as large as its rows allow. */
const BATCH_RAW = 64 * 1024 * 1024

/**
 * Cuts the records of a partition into batches and lands them in order: a batch is mapped and encoded while the one
 * before is on its way. Ends when the source does; what was read until then has landed.
 */
export async function landRecords(
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
    inFlight = landOne(seat, source, batch, last, tally, began, options)
    // Awaited at the next batch or the end; until then its failure must not count as unhandled.
    inFlight.catch(() => undefined)
  }
  const newBatch = (frame: number) => new Batch(source, 'land', seat.ownership.epoch, frame, Date.now(), seat.standing)
  let batch: Batch | undefined
  let cutAt = 0
  let raw = 0
  let lastFrame = 0
  for await (const records of source.records(progress.nextFrame)) {
    for (const record of records) {
      if (record.frame < progress.nextFrame) continue
      if (
        batch &&
        record.frame !== lastFrame &&
        (batch.events >= batchRows || batch.records >= batchRows * 4 || raw >= BATCH_RAW)
      ) {
        await submit(batch.seal(), false)
        batch = undefined
      }
      if (!batch) {
        batch = newBatch(record.frame)
        cutAt = performance.now() + batchMs
        raw = 0
      }
      raw += record.raw?.length ?? 0
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
  if (!source.endless) await submit((batch ?? newBatch(Math.max(lastFrame + 1, progress.nextFrame))).seal(), true)
  else if (batch) await submit(batch.seal(), false)
  await inFlight
}

function add(batch: Batch, record: SourceRecord, outcome: Outcome): void {
  if (outcome.is === 'events') batch.land(record, outcome.events)
  else if (outcome.is === 'skipped') batch.skip(record, outcome.reason)
  else batch.reject(record, outcome.problem, outcome.contract)
}

async function landOne(
  seat: LandingSeat,
  source: PartitionSource,
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
  const { feed, file, partition } = seat.origin
  if (count.doubled > 0) {
    const message = `${count.doubled} rows of ${file} stand twice: a process that had lost its ownership wrote them; models keep the first`
    options.onEvent?.({ is: 'notice', message })
  }
  source.landed?.(batch.lastFrame + 1)
  const { records, events, quarantined, skipped, batches } = tally
  const seconds = (performance.now() - began) / 1000
  options.onEvent?.({ is: 'progress', feed, file, partition, records, events, quarantined, skipped, batches, seconds })
}
