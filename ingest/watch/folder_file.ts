import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import type { Event } from '../contracts/index.ts'
import type { Databases } from '../landing/databases.ts'
import { type FileNote, isControlled, landedAs, noteFile } from '../landing/file_journal.ts'
import { landEvents } from '../landing/land_events.ts'
import { landSourceFile } from '../landing/land_files.ts'
import { readProgress } from '../landing/ledger.ts'
import type { LandingOptions } from '../landing/report.ts'
import { readsText } from '../mappings/format.ts'
import { openSourceFile, type SourceFile } from '../sources/source_file.ts'
import { numberedFile } from './file_sequence.ts'
import type { FolderCounts } from './folder_counts.ts'
import type { FolderPlan } from './folder_options.ts'
import { type SeenFile, seen } from './folder_scan.ts'
import { headOf, type LandedFiles } from './landed_files.ts'
import { putAway } from './put_away.ts'
import { reasonText } from './watched_feed.ts'

/** Milliseconds by which the clocks of a file server and of this machine may differ without a file being called new. */
const CLOCKS_APART = 2_000

/** What taking a file needs. */
export interface FolderSeat {
  readonly warehouse: Warehouse
  readonly databases: Databases
  readonly plan: FolderPlan
  readonly landed: LandedFiles
  readonly counts: FolderCounts
  /** Aborted when the feed is to stop: it waits for ClickHouse no longer. */
  readonly signal: AbortSignal
}

/** A file that is being taken: what it is, and how it begins. */
interface TakenFile extends SeenFile {
  readonly source: SourceFile
  readonly head: string
}

/**
 * Lands one file that has settled, once, and puts it away. Each step may be interrupted and done again: a file that has
 * landed and still lies there is only put away.
 *
 * Answers false when the file is not ready after all and is to be looked at again.
 */
export async function takeFile(seat: FolderSeat, file: SeenFile, marker: string | undefined): Promise<boolean> {
  const { done } = seat.plan
  let taken: TakenFile | undefined
  try {
    const source = await openSourceFile(file.path, { text: readsText(seat.plan.mapping.mapping.format) })
    taken = { ...file, source, head: await headOf(source) }
    await refuseGrown(seat, taken)
    if (!(await land(seat, taken))) return false
  } catch (error) {
    if (!(error instanceof InputError) || error.exitCode !== 2) throw error
    if (await hasChanged(file)) {
      if (taken) await noteBroken(seat, taken)
      return false
    }
    await refuse(seat, file, taken, error, marker)
    return true
  }
  if (done === 'keep') return true
  const mark = taken.source.sha256.slice(0, 8)
  // The marker last: without it, what was left behind by a crash would never be taken again.
  await putAway(file.path, file.name, done === 'delete' ? done : { ...done, mark })
  if (marker) await putAway(join(seat.plan.path, marker), marker, done === 'delete' ? done : { ...done, mark })
  return true
}

/** Answers false when the feed was told to stop before the whole of the file could land. */
async function land(seat: FolderSeat, file: TakenFile): Promise<boolean> {
  const { warehouse, databases, plan, counts, signal } = seat
  const { feed, sequence } = plan
  const control = sequence && numberedFile(sequence, file.name, feed, new Date(file.modifiedAt))
  if (sequence && !control) {
    const message = 'its name holds no number of the sequence: it lands, and is not looked for among the numbered ones'
    plan.onEvent?.({ is: 'notice', file: file.name, message })
  }
  const follow = counts.follow(plan.landing?.onEvent)
  // However long ClickHouse is away, files wait.
  const options = { patience: Number.POSITIVE_INFINITY, ...plan.landing, signal, onEvent: follow.onEvent }
  try {
    const report = await landSourceFile(warehouse, file.source, file.name, plan, options, control)
    if (signal.aborted && !(await readProgress(warehouse, databases, feed, file.source.sha256)).complete) return false
    const records = report.records + report.alreadyLanded - (control ? 1 : 0)
    if (!seat.landed.has(file.source.sha256) && records > 0) await noteLanded(seat, file, records)
    if (report.batches > 0) plan.onEvent?.({ is: 'landed', file: file.name, report })
    else await landAgain(seat, file, control, options)
    return true
  } finally {
    follow.end()
  }
}

/** A file whose content has landed before lands nothing; a number of its own still counts. */
async function landAgain(
  { warehouse, databases, plan }: FolderSeat,
  file: TakenFile,
  control: Event | undefined,
  options: LandingOptions,
): Promise<void> {
  const { feed, onEvent } = plan
  const { sha256: partition, bytes } = file.source
  const before = await landedAs(warehouse, databases, feed, partition)
  if (!before) return
  const renamed = before.file !== file.name
  // Two files may hold the same and be two all the same, such as headers alone.
  if (renamed && control && !(await isControlled(warehouse, databases, feed, partition, file.name)))
    await landEvents(warehouse, feed, `${partition} as ${file.name}`, () => [control], options)
  // What this process or one before it has landed and not yet put away is no second delivery.
  if (bytes === 0 || !(renamed || file.changedAt > before.at + CLOCKS_APART)) return
  const detail = `landed on ${new Date(before.at).toISOString()} as ${before.file}`
  await noteFile(warehouse, databases, { ...note(plan, file), outcome: 'delivered again', detail })
  onEvent?.({ is: 'delivered again', file: file.name, as: before.file })
}

async function noteLanded(seat: FolderSeat, file: TakenFile, records: number): Promise<void> {
  await noteFile(seat.warehouse, seat.databases, { ...note(seat.plan, file), records })
  seat.landed.add({ partition: file.source.sha256, bytes: file.source.bytes, head: file.head })
}

/** Of a file that changed while it was read, records may have landed: what it becomes must not count them again. */
async function noteBroken(seat: FolderSeat, file: TakenFile): Promise<void> {
  const { warehouse, databases, plan } = seat
  const { records, complete } = await readProgress(warehouse, databases, plan.feed, file.source.sha256)
  if (records === 0 || complete || seat.landed.has(file.source.sha256)) return
  await noteLanded(seat, file, records)
  const message = `it changed or was renamed while it was read, when ${records} of its records had landed`
  plan.onEvent?.({ is: 'notice', file: file.name, message })
}

/** @throws InputError for a file that begins with the whole of one that has landed. */
async function refuseGrown({ warehouse, databases, plan, landed }: FolderSeat, file: TakenFile): Promise<void> {
  const beginning = await landed.beginning(file.source)
  if (beginning === undefined) return
  const before = await landedAs(warehouse, databases, plan.feed, beginning)
  throw new InputError(
    `${file.path} begins with the whole of a file that has landed${before ? ` (${before.file}, ${new Date(before.at).toISOString()})` : ''}: it has grown since, and its first records would count twice`,
    'give what is new as a file of its own; for files that are appended to, watch them as growing; where it is right, run: trunkline ingest <file>',
  )
}

async function refuse(
  { warehouse, databases, plan }: FolderSeat,
  file: SeenFile,
  taken: TakenFile | undefined,
  error: InputError,
  marker: string | undefined,
): Promise<void> {
  const { failed } = plan
  const reason = reasonText(error)
  const source = taken ? note(plan, taken) : { ...note(plan, file), bytes: file.size }
  await noteFile(warehouse, databases, { ...source, outcome: 'refused', detail: reason })
  plan.onEvent?.({ is: 'refused', file: file.name, reason })
  if (failed === 'keep') return
  const text = `file:  ${file.name}
feed:  ${plan.feed}
what:  ${error.message}
do:    ${error.hint ?? 'mend it and give it again'}
`
  const mark = taken?.source.sha256.slice(0, 8) ?? String(Math.round(file.modifiedAt))
  await putAway(file.path, file.name, { ...failed, mark, reason: text })
  if (marker) await putAway(join(plan.path, marker), marker, { ...failed, mark })
}

function note({ feed }: FolderPlan, file: SeenFile & Partial<TakenFile>): FileNote {
  const { sha256: partition = '', bytes = 0 } = file.source ?? {}
  return {
    feed,
    partition,
    file: file.name,
    outcome: 'landed',
    bytes,
    records: 0,
    head: file.head ?? '',
    detail: '',
  }
}

async function hasChanged(file: SeenFile): Promise<boolean> {
  const now = await stat(file.path).catch(() => undefined)
  return !now || seen(file.name, file.path, now).signature !== file.signature
}
