import { type TapBatch, tapGroup, tapInteger, tapText } from '../../codecs/tap/tap_batch.ts'
import type { TapRecord } from '../../codecs/tap/tap_decoder.ts'
import type { TapRead } from '../../codecs/tap/tap_read.ts'
import { tapTime } from '../../codecs/tap/tap_time.ts'
import type { TapGroup } from '../../codecs/tap/tap_tree.ts'
import type { Event } from '../../contracts/index.ts'
import { tap } from '../format.ts'
import { FieldError, type Mapping, type MappingContext, mapping, type Skip, skip } from '../mapping.ts'
import { amountOf, batchMoney } from './batch_money.ts'
import { tapUsage } from './tap_event.ts'

/** What a mapping of roaming files is told. */
export interface TapOptions {
  /** Name of the feed; `tap` when absent. */
  readonly name?: string
  /** Codes of the networks of senders, MCC-MNC by the sender's code: `{ UTOPA: '001-01' }`. */
  readonly networks?: Readonly<Record<string, string>>
}

/**
 * TAP-like roaming files to `usage`, and the totals of each batch to `file_control`: `tapRoaming({ networks: { UTOPA: '001-01' } })`.
 * Built from openly published tags, not from the specification, which is confidential: have a file of yours checked.
 */
export function tapRoaming({ name = 'tap', networks = {} }: TapOptions = {}): Mapping<TapRecord> {
  return mapping<TapRecord>({
    name,
    format: tap(),
    map(record, context): Event | readonly Event[] | Skip {
      if (record.is === 'notification') return notified(record.notification, context)
      const head = tapGroup(record.batch.batchControlInfo)
      if (tapText(head, 'fileTypeIndicator') === 'T') return skip('a test file')
      if (record.is === 'end') return batchEnd(record.audit, record.read, record.batch, context)
      const id = `${originOf(head)}/${tapText(head, 'fileSequenceNumber') ?? ''}/${context.frame}`
      const usage = tapUsage(record.name, record.event, record.batch, id)
      const visited = networks[tapText(head, 'sender') ?? '']
      if (visited === undefined) return usage
      return [usage].flat().map((each) => ({ ...each, visited_network: visited }))
    },
  })
}

function originOf(head: TapGroup): string {
  return `${tapText(head, 'sender') ?? ''}/${tapText(head, 'recipient') ?? ''}`
}

/** Numbers of files run from 00001 to 99999 between each sender and recipient, and begin again. */
function numbered(
  head: TapGroup,
): Pick<Extract<Event, { contract: 'file_control' }>, 'origin' | 'sequence_number'> & object {
  const number = tapText(head, 'fileSequenceNumber')
  if (number !== undefined && !/^\d{1,10}$/.test(number)) throw new FieldError('digits', number, 'fileSequenceNumber')
  return { origin: originOf(head), sequence_number: number === undefined ? null : Number(number), ...NUMBERS }
}

const NUMBERS = { sequence_modulus: 100_000, sequence_first: 1 }

function batchEnd(audit: TapGroup | undefined, read: TapRead, batch: TapBatch, { file }: MappingContext): Event {
  const head = tapGroup(batch.batchControlInfo)
  const total = audit && tapInteger(audit, 'totalCharge')
  const priced = batch.accountingInfo === undefined ? undefined : batchMoney(batch)
  return {
    contract: 'file_control',
    file,
    ...numbered(head),
    opened_at: isoOf(tapTime(tapGroup(head, 'fileCreationTimeStamp'), batch)),
    closed_at: closedAt(head, batch),
    records_stated: (audit && tapInteger(audit, 'callEventDetailsCount')) ?? null,
    records_read: read.records,
    amount_stated: total === undefined || !priced ? null : amountOf(total, priced),
    amount_read: priced ? amountOf(BigInt(read.charge), priced) : null,
    currency: priced?.currency ?? null,
    earliest_stated: isoOf(tapTime(tapGroup(audit, 'earliestCallTimeStamp'), batch)),
    latest_stated: isoOf(tapTime(tapGroup(audit, 'latestCallTimeStamp'), batch)),
    earliest_read: isoOf(read.earliest),
    latest_read: isoOf(read.latest),
    closure: audit ? 'transfer batch' : 'transfer batch without totals',
  }
}

function notified(notification: TapGroup, { file }: MappingContext): Event | Skip {
  if (tapText(notification, 'fileTypeIndicator') === 'T') return skip('a test file')
  return {
    contract: 'file_control',
    file,
    ...numbered(notification),
    opened_at: isoOf(tapTime(tapGroup(notification, 'fileCreationTimeStamp'), {})),
    closed_at: closedAt(notification, {}),
    records_stated: 0,
    records_read: 0,
    closure: 'notification',
  }
}

function closedAt(head: TapGroup, batch: TapBatch): string {
  for (const name of ['fileAvailableTimeStamp', 'transferCutOffTimeStamp', 'fileCreationTimeStamp']) {
    const at = isoOf(tapTime(tapGroup(head, name), batch))
    if (at !== null) return at
  }
  throw new FieldError('a local time and its offset from UTC', undefined, 'fileAvailableTimeStamp')
}

function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}

/** Files of senders whose networks are not told. */
export const tapFiles = tapRoaming()
