import { basename } from 'node:path'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import type { Event } from '../contracts/index.ts'
import { readsText } from '../mappings/format.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import { filesAt } from '../sources/folder.ts'
import { openSourceFile, type SourceFile } from '../sources/source_file.ts'
import { spoolStream } from '../sources/stdin.ts'
import { checkFeedName } from './feed_name.ts'
import { fileRecords, withControl } from './file_records.ts'
import { landPartition } from './land_partition.ts'
import { checkAnswer, recordMapper } from './map_record.ts'
import type { LandingOptions, LandingReport } from './report.ts'

/** What is ingested: the mapping, and the feed it is, which is the mapping's name unless said otherwise. */
export interface FeedChoice {
  readonly mapping: LoadedMapping
  readonly feed?: string
}

/**
 * Lands a file, or the files of a folder in the order of their names, one report each. A file that has landed, under
 * whatever name, changes nothing; one that was interrupted goes on where it was.
 *
 * @throws InputError naming the files that cannot be read; the others have landed.
 */
export async function landFiles(
  warehouse: Warehouse,
  path: string,
  choice: FeedChoice,
  options: LandingOptions = {},
): Promise<LandingReport[]> {
  const reports: LandingReport[] = []
  const refused: InputError[] = []
  const files = await filesAt(path)
  for (const file of files) {
    try {
      reports.push(await landFile(warehouse, file, basename(file), choice, options))
    } catch (error) {
      // One file that cannot be read must not keep the others of a folder out; a fault of ours or of the mapping must.
      if (files.length === 1 || !(error instanceof InputError) || error.exitCode !== 2) throw error
      refused.push(error)
    }
  }
  if (refused.length === 0) return reports
  const list = refused.map(({ message }) => message).join('; ')
  throw new InputError(
    `${refused.length} of ${files.length} files could not be read: ${list}`,
    'the others have landed; when these are mended, run the same command again',
  )
}

/** Lands what a stream holds, once it has ended. `home` is where it is kept until then. */
export async function landStdin(
  warehouse: Warehouse,
  stream: AsyncIterable<Uint8Array>,
  choice: FeedChoice & { readonly home: string },
  options: LandingOptions = {},
): Promise<LandingReport> {
  const spooled = await spoolStream(stream, choice.home)
  const report = await landFile(warehouse, spooled.path, 'stdin', choice, options)
  await spooled.remove()
  return report
}

async function landFile(
  warehouse: Warehouse,
  path: string,
  name: string,
  choice: FeedChoice,
  options: LandingOptions,
): Promise<LandingReport> {
  checkFeedName(choice.feed ?? choice.mapping.mapping.name)
  const file = await openSourceFile(path, { text: readsText(choice.mapping.mapping.format) })
  return landSourceFile(warehouse, file, name, choice, options)
}

/**
 * Lands a file that has been opened. `control` is what its name or its surroundings say of it, landed with it and before
 * its records, at frame 0.
 */
export function landSourceFile(
  warehouse: Warehouse,
  file: SourceFile,
  name: string,
  { mapping: loaded, feed = loaded.mapping.name }: FeedChoice,
  options: LandingOptions = {},
  control?: Event,
): Promise<LandingReport> {
  const { mapping, hash } = loaded
  const map = recordMapper(mapping, name)
  const records = () => fileRecords(file, mapping.format)
  return landPartition(
    warehouse,
    {
      feed,
      partition: file.sha256,
      file: name,
      mapping: mapping.name,
      mappingHash: hash,
      records: control ? () => withControl(control, records()) : records,
      map: control ? (record) => (record.frame === 0 ? checkAnswer(record.value) : map(record)) : map,
    },
    options,
  )
}
