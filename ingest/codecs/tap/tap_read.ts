import { isGroup, type TapBatch } from './tap_batch.ts'
import { tapCharges } from './tap_charges.ts'
import { tapTime } from './tap_time.ts'
import type { TapGroup } from './tap_tree.ts'

/** What was read of a batch, to be held against what it says of itself. */
export interface TapRead {
  /** Call events, those that could not be read included. */
  readonly records: number
  /** Sum of what the events charge, in units of the batch's decimal places, as text. */
  readonly charge: string
  /** First and last time that an event began, in epoch milliseconds. */
  readonly earliest: number | undefined
  readonly latest: number | undefined
}

export const noneRead: TapRead = { records: 0, charge: '0', earliest: undefined, latest: undefined }

/** Elements that say when an event began; an event has one of them. */
const STARTS = [
  'callEventStartTimeStamp',
  'serviceStartTimestamp',
  'depositTimeStamp',
  'orderPlacedTimeStamp',
  'chargingTimeStamp',
  'lCSRequestTimestamp',
]

export function addEvent(read: TapRead, event: TapGroup, batch: TapBatch): TapRead {
  const charged = tapCharges(event).reduce((sum, { amount, refund }) => (refund ? sum : sum + amount), 0n)
  const at = startOf(event, batch)
  return {
    records: read.records + 1,
    charge: String(BigInt(read.charge) + charged),
    earliest: at === undefined ? read.earliest : Math.min(read.earliest ?? at, at),
    latest: at === undefined ? read.latest : Math.max(read.latest ?? at, at),
  }
}

/** When an event began, in epoch milliseconds; undefined when it does not say. */
export function startOf(event: TapGroup, batch: TapBatch): number | undefined {
  for (const name of STARTS) {
    const time = named(event, name, 4)
    if (time) return tapTime(time, batch)
  }
  return undefined
}

function named(group: TapGroup, name: string, depth: number): TapGroup | undefined {
  const direct = group[name]
  if (isGroup(direct)) return direct
  if (depth === 0) return undefined
  for (const key in group) {
    const value = group[key]
    const found = isGroup(value) ? named(value, name, depth - 1) : undefined
    if (found) return found
  }
  return undefined
}
