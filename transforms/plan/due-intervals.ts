import type { Incremental } from '../project/incremental.ts'
import type { Model } from '../project/model.ts'
import { columnsRead, readingText } from './columns-read.ts'
import { digest } from './fingerprint.ts'
import { type DayRange, intervalsReading, overlaps } from './interval.ts'
import type { VersionReader } from './interval-versions.ts'
import type { BuiltSlices } from './model-intervals.ts'
import { inOrder, intervalOfSlice, type Slice, sliceOf, slicesOf } from './slice.ts'

/** What a slice would be made from now. */
export interface WantedSlice {
  /** Version of each input's part. */
  readonly inputs: Readonly<Record<string, string>>
  /** Rows read by interval, about. */
  readonly rows: number
}

export type WantedSlices = ReadonlyMap<Slice, WantedSlice>

export interface DueSlice extends WantedSlice {
  readonly slice: Slice
  /** Why, in words. */
  readonly reason: string
}

/**
 * What each slice of a model would be made from now, whatever the grain of what it reads. With the `sql` of a definition
 * that the model had before, as far as that would show it.
 */
export async function readWantedSlices(
  reader: VersionReader,
  model: Model,
  incremental: Incremental,
  sql: string = readingText(model),
): Promise<WantedSlices> {
  const { refs } = model
  const { interval: grain, bucket, from, dimensions } = incremental
  const found = new Map<Slice, Map<string, { readonly versions: string[]; rows: number }>>()
  for (const [input, read] of Object.entries(from)) {
    const own = bucket && read.bucket ? { by: read.bucket, count: bucket.count } : undefined
    const slicing = { time: read.time, grain: read.interval, ...(own && { bucket: own }) }
    const columns = columnsRead(sql, refs[input]!, [read.time, ...(own ? [own.by] : [])])
    for (const [slice, { version, rows }] of await reader.slices(refs[input]!, slicing, columns)) {
      const [interval, number] = slice.split('-') as [string, string | undefined]
      for (const each of intervalsReading(interval, read, grain)) {
        const readers = number === undefined ? slicesOf(each, incremental) : [sliceOf(each, Number(number))]
        for (const reading of readers) {
          const inputs = found.get(reading) ?? new Map<string, { readonly versions: string[]; rows: number }>()
          found.set(reading, inputs)
          const entry = inputs.get(input) ?? { versions: [], rows: 0 }
          inputs.set(input, entry)
          entry.versions.push(`${interval}=${version}`)
          entry.rows += Math.ceil(rows / readers.length)
        }
      }
    }
  }
  const others = Object.keys(refs).filter((input) => !Object.hasOwn(from, input))
  const dimension = (input: string) => {
    const read = dimensions[input]!
    const columns = columnsRead(sql, refs[input]!, read.bucket === undefined ? [] : [read.bucket])
    return reader.dimension(refs[input]!, read, grain, bucket, columns)
  }
  const dated = await Promise.all(
    others
      .filter((input) => Object.hasOwn(dimensions, input))
      .map(async (input) => [input, await dimension(input)] as const),
  )
  const whole = await Promise.all(
    others
      .filter((input) => !Object.hasOwn(dimensions, input))
      .map(async (input) => [input, await reader.whole(refs[input]!, columnsRead(sql, refs[input]!))] as const),
  )
  return new Map(
    [...found].map(([slice, inputs]): readonly [Slice, WantedSlice] => {
      const read = [...inputs].map(([input, { versions }]) => [input, short(versions)] as const)
      const touching = dated.map(([input, version]) => [input, version(slice)] as const)
      const rows = [...inputs.values()].reduce((sum, each) => sum + each.rows, 0)
      return [slice, { inputs: Object.fromEntries([...read, ...touching, ...whole]), rows }]
    }),
  )
}

export interface DueOptions {
  /** Every slice, whether its inputs changed or not. */
  readonly full?: boolean
  /** Slices in this range are made again whether their inputs changed or not; others only if they did. */
  readonly range?: DayRange
  /** Why a slice that nothing stands of is due, where it is for another reason than that it never was built. */
  readonly unbuilt?: string
}

/** The slices to make, by comparing what each was made from with what it would be made from now: no watermark. */
export function dueSlices(
  wanted: WantedSlices,
  built: BuiltSlices,
  { full = false, range, unbuilt = 'not built yet' }: DueOptions = {},
): readonly DueSlice[] {
  const due: DueSlice[] = []
  for (const slice of [...new Set([...wanted.keys(), ...built.keys()])].sort(inOrder)) {
    const now = wanted.get(slice) ?? NOTHING
    const then = built.get(slice)
    const asked = full || (range !== undefined && overlaps(intervalOfSlice(slice), range))
    const reason =
      then === undefined ? unbuilt : (difference(then.inputs, now.inputs) ?? (asked ? 'asked for' : undefined))
    if (reason !== undefined) due.push({ slice, reason, ...now })
  }
  return due
}

/** Whether a slice was made from just this. */
export function isMadeFrom(then: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): boolean {
  return difference(then, now) === undefined
}

/** A slice that nothing is left to read of. */
const NOTHING: WantedSlice = Object.freeze({ inputs: {}, rows: 0 })

function difference(then: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string | undefined {
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter((name) => then[name] !== now[name])
  if (names.length === 0) return undefined
  if (Object.keys(now).length === 0) return 'its rows are gone'
  return `${names.sort().join(', ')} changed`
}

// A month of days, or a slice of many parts, is a long text to keep with every slice.
function short(versions: readonly string[]): string {
  return versions.length === 1 ? versions[0]! : digest([...versions].sort().join(' '))
}
