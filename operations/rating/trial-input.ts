import { basename } from 'node:path'
import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import type { Problem } from '../../ingest/contracts/validate.ts'
import { type Subscriber, type SubscriberDefaults, subscriber, subscribersOf } from './subscriber.ts'
import { NO_LINE, type RecordedUse, recordedUse } from './usage-event.ts'
import type { FileRecord } from './usage-file.ts'

/** A record that is no use: it is rejected as landing would refuse it. */
export interface RefusedRecord {
  readonly record: FileRecord
  readonly problem: Problem
}

/** What a trial rates: use as events, and the lines that used it. */
export interface TrialInput {
  readonly usage: readonly RecordedUse['event'][]
  readonly subscribers: readonly Subscriber[]
  readonly refused: readonly RefusedRecord[]
  /** Where each event stands, and what came again with its id. */
  readonly places: ReadonlyMap<string, readonly FileRecord[]>
}

/**
 * Use and lines from the records of files. Lines that the subscriber file does not name get the defaults. A record that
 * is wrong is refused with its place; a wrong subscriber is an InputError.
 */
export function trialInput(
  records: readonly FileRecord[],
  subscriberRecords: readonly FileRecord[],
  catalogue: Catalogue,
  defaults: SubscriberDefaults,
): TrialInput {
  const subscribers = subscribersOf(subscriberRecords, catalogue, defaults)
  const known = new Set(subscribers.map(({ subscription_id }) => subscription_id))
  const usage: RecordedUse['event'][] = []
  const refused: RefusedRecord[] = []
  const places = new Map<string, FileRecord[]>()
  // Use of one instant counts in the order of its ids: lines of one width keep the order of the file.
  const width = String(records.reduce((most, { line }) => Math.max(most, line), 0)).length
  for (const record of records) {
    const use = recordedUse(record, `${basename(record.file)}:${String(record.line).padStart(width, '0')}`)
    if (!('event' in use)) {
      refused.push({ record, problem: use })
      continue
    }
    usage.push(use.event)
    const same = places.get(use.event.event_id)
    if (same === undefined) places.set(use.event.event_id, [record])
    else same.push(record)
    if (use.line !== undefined && !known.has(use.line.id)) {
      known.add(use.line.id)
      subscribers.push(subscriber(use.line.id, catalogue, defaults, use.line))
    }
  }
  if (known.size === 0 && refused.length === 0) subscribers.push(subscriber(NO_LINE, catalogue, defaults))
  return { usage, subscribers, refused, places }
}
