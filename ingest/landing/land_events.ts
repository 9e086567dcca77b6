import { createHash } from 'node:crypto'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { Event } from '../contracts/index.ts'
import { landPartition } from './land_partition.ts'
import { checkAnswer } from './map_record.ts'
import type { LandingOptions, LandingReport } from './report.ts'

/** Events between two chances for the network to send. */
const CHUNK = 2048

/**
 * Lands events that this process makes (the simulator, reference data) exactly once: `partition` names the set, and the
 * same set must come in the same order each time. A set that has landed whole is not made again.
 *
 * `await landEvents(warehouse, 'simulator', 'seed 7 / 2026-01', () => month(seed, '2026-01'), { prefix })`
 */
export function landEvents(
  warehouse: Warehouse,
  feed: string,
  partition: string,
  events: () => Iterable<Event> | AsyncIterable<Event>,
  options: LandingOptions = {},
): Promise<LandingReport> {
  const source = {
    feed,
    partition,
    file: partition,
    mapping: feed,
    mappingHash: createHash('sha256').update(feed).digest('hex').slice(0, 16),
    records: () => numbered(events()),
    map: (record: SourceRecord) => checkAnswer(record.value),
  }
  return landPartition(warehouse, source, options)
}

async function* numbered(events: Iterable<Event> | AsyncIterable<Event>): AsyncGenerator<SourceRecord[]> {
  let chunk: SourceRecord[] = []
  let frame = 0
  const next = (value: Event): SourceRecord => {
    frame++
    return { frame, record: 0, line: 0, raw: undefined, context: '', value, unreadable: undefined }
  }
  if (Symbol.asyncIterator in events) {
    for await (const event of events) {
      chunk.push(next(event))
      if (chunk.length === CHUNK) {
        yield chunk
        chunk = []
      }
    }
  } else {
    for (const event of events) {
      chunk.push(next(event))
      if (chunk.length === CHUNK) {
        yield chunk
        chunk = []
      }
    }
  }
  if (chunk.length > 0) yield chunk
}
