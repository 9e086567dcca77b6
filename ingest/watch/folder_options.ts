import { resolve } from 'node:path'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { makeFolder } from '../../warehouse/folder.ts'
import { checkFeedName } from '../landing/feed_name.ts'
import type { LandingOptions, LandingReport } from '../landing/report.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import type { FileSequence } from './file_sequence.ts'

/** How a folder is watched. */
export interface FolderOptions {
  readonly path: string
  readonly mapping: LoadedMapping
  /** Name of the feed; the mapping's when absent. */
  readonly feed?: string
  /** Names that are taken: a glob such as `SW*_*.csv`, or a regular expression. All when absent. */
  readonly pattern?: string | RegExp
  /** Milliseconds between two looks into the folder; 1,000 when absent. */
  readonly pollMs?: number
  /** A file is taken when neither its size nor its time has changed for this many milliseconds; 2,000 when absent. */
  readonly settleMs?: number
  /** A file is taken only when one named like it with this ending lies beside it: `.done` for `x.csv.done` or `x.done`. */
  readonly marker?: string
  /** What becomes of a file that has landed; it stays when absent. */
  readonly done?: 'keep' | 'delete' | { readonly moveTo: string }
  /** What becomes of a file that cannot be read at all; it stays when absent. */
  readonly failed?: 'keep' | { readonly moveTo: string }
  /** Files that are appended to, such as logs: whole records land as they come. */
  readonly growing?: boolean
  /** How files are numbered, so that missing ones are seen. */
  readonly sequence?: FileSequence
  readonly landing?: LandingOptions
  readonly onEvent?: (event: FolderEvent) => void
}

/** What happens in a watched folder, beside the landing's own events. */
export type FolderEvent =
  | { readonly is: 'landed'; readonly file: string; readonly report: LandingReport }
  | { readonly is: 'delivered again'; readonly file: string; readonly as: string }
  | { readonly is: 'refused'; readonly file: string; readonly reason: string }
  | { readonly is: 'rotated'; readonly file: string; readonly reason: string }
  | { readonly is: 'waiting'; readonly reason: string }
  | { readonly is: 'notice'; readonly file: string; readonly message: string }

/** Options with nothing left open. */
export interface FolderPlan extends FolderOptions {
  readonly feed: string
  readonly pollMs: number
  readonly settleMs: number
  readonly done: 'keep' | 'delete' | { readonly moveTo: string }
  readonly failed: 'keep' | { readonly moveTo: string }
}

/** Formats whose records end with their line, so that a file may be read while it grows. */
const LINES: readonly string[] = ['csv', 'ndjson']

/** @throws ConfigurationError that says what of the options cannot be. */
export function folderPlan(options: FolderOptions): FolderPlan {
  const { growing, mapping, sequence, done = 'keep', failed = 'keep' } = options
  const feed = options.feed ?? mapping.mapping.name
  checkFeedName(feed)
  const path = resolve(options.path)
  makeFolder(path, 'give a folder that this user may write to')
  for (const place of [done, failed]) {
    if (typeof place !== 'object') continue
    if (resolve(place.moveTo) === path) {
      throw new ConfigurationError(
        `Feed ${feed}: files would be moved into the folder they come from`,
        'name another folder, such as one within it: folders within a watched folder are not looked into',
      )
    }
    makeFolder(resolve(place.moveTo), 'name a folder that this user may write to')
  }
  if (growing) {
    const { format } = mapping.mapping
    const fault = !LINES.includes(format.codec)
      ? `records of the format ${format.codec} do not end with a line`
      : format.codec === 'csv' && format.delimiter === undefined
        ? 'the delimiter of separated values cannot be told from a file that has just begun: csv({ delimiter })'
        : done !== 'keep' || sequence || options.marker
          ? 'it is never done: leave out done, sequence and marker'
          : undefined
    if (fault) throw new ConfigurationError(`Feed ${feed}: its files cannot be read while they grow`, fault)
  }
  if (sequence && !sequence.pattern.source.includes('(?<sequence>')) {
    throw new ConfigurationError(
      `Feed ${feed}: the pattern of its file numbers has no group named sequence`,
      'write it like /(?<origin>SW\\d+)_(?<sequence>\\d+)\\.csv/',
    )
  }
  const { pollMs = 1_000, settleMs = 2_000 } = options
  return Object.freeze({ ...options, path, feed, pollMs, settleMs, done, failed })
}
