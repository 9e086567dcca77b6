import { dayNumber } from '../../contracts/instant_text.ts'
import { type TapBatch, tapGroup, tapGroups, tapText } from './tap_batch.ts'
import type { TapGroup } from './tap_tree.ts'

/**
 * Epoch milliseconds of a time: local digits `CCYYMMDDhhmmss` and their offset from UTC, which stands beside them or is looked up
 * by its code in the batch. Undefined where either is missing or none.
 */
export function tapTime(time: TapGroup, batch: TapBatch): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(tapText(time, 'localTimeStamp') ?? '')
  const offset = offsetOf(tapText(time, 'utcTimeOffset') ?? offsetByCode(tapText(time, 'utcTimeOffsetCode'), batch))
  if (!match || offset === undefined) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  const date = dayNumber(year, month, day)
  if (date === undefined || hour > 23 || minute > 59 || second > 59) return undefined
  return date * 86_400_000 + (hour * 60 + minute) * 60_000 + second * 1000 - offset
}

function offsetByCode(code: string | undefined, batch: TapBatch): string | undefined {
  if (code === undefined) return undefined
  const entry = tapGroups(tapGroup(batch.networkInfo), 'utcTimeOffsetInfo').find(
    (each) => tapText(each, 'utcTimeOffsetCode') === code,
  )
  return entry && tapText(entry, 'utcTimeOffset')
}

/** Milliseconds east of UTC of `+0200`. */
function offsetOf(text: string | undefined): number | undefined {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text ?? '')
  if (!match || Number(match[2]) > 14 || Number(match[3]) > 59) return undefined
  const offset = (Number(match[2]) * 60 + Number(match[3])) * 60_000
  return match[1] === '-' ? -offset : offset
}
