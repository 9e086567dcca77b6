import { basename } from 'node:path'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import { filesAt } from '../sources/folder.ts'
import { openSourceFile } from '../sources/source_file.ts'
import { spoolStream } from '../sources/stdin.ts'
import { fileRecords } from './file_records.ts'
import { landPartition } from './land_partition.ts'
import { recordMapper } from './map_record.ts'
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
 * @throws InputError for a file that cannot be read; what landed before it stays.
 */
export async function landFiles(
  warehouse: Warehouse,
  path: string,
  choice: FeedChoice,
  options: LandingOptions = {},
): Promise<LandingReport[]> {
  const reports: LandingReport[] = []
  for (const file of await filesAt(path)) reports.push(await landFile(warehouse, file, basename(file), choice, options))
  return reports
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
  { mapping: loaded, feed = loaded.mapping.name }: FeedChoice,
  options: LandingOptions,
): Promise<LandingReport> {
  checkFeedName(feed)
  const file = await openSourceFile(path)
  const { mapping, hash } = loaded
  return landPartition(
    warehouse,
    {
      feed,
      partition: file.sha256,
      file: name,
      mapping: mapping.name,
      mappingHash: hash,
      records: () => fileRecords(file, mapping.format),
      map: recordMapper(mapping, name),
    },
    options,
  )
}

function checkFeedName(feed: string): void {
  if (/^[A-Za-z0-9][\w.-]{0,99}$/.test(feed)) return
  throw new ConfigurationError(
    `"${feed}" is no name for a feed`,
    'use letters, digits, _, - and ., at most 100 of them',
  )
}
