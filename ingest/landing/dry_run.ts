import { Buffer } from 'node:buffer'
import { basename } from 'node:path'
import { shownRow } from '../contracts/shown_row.ts'
import type { Problem } from '../contracts/validate.ts'
import { readsText } from '../mappings/format.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import { filesAt } from '../sources/folder.ts'
import { openSourceFile } from '../sources/source_file.ts'
import { fileRecords } from './file_records.ts'
import { recordMapper } from './map_record.ts'
import { mappingFault } from './mapping_fault.ts'
import { addUp } from './report.ts'

/** What would land and what would not; nothing was written. */
export interface DryRun {
  readonly records: number
  /** Events by contract. */
  readonly events: Readonly<Record<string, number>>
  /** The first of them, as they would stand in the raw table. */
  readonly first: readonly Readonly<Record<string, unknown>>[]
  readonly rejects: readonly DryReject[]
  /** All rejects, also those past the ones that are kept to show. */
  readonly rejected: number
  readonly skips: Readonly<Record<string, number>>
}

export interface DryReject extends Problem {
  readonly file: string
  readonly line: number
  readonly contract: string | null
  readonly payload: string
}

/** Rejects kept to show. */
const REJECTS = 10_000

/**
 * Reads, maps and checks a file or folder without a warehouse.
 *
 * @throws ConfigurationError when the mapping fails on each of the first hundred records.
 */
export async function dryRun(
  path: string,
  { mapping }: LoadedMapping,
  { first: wanted = 10 }: { readonly first?: number } = {},
): Promise<DryRun> {
  let records = 0
  let rejected = 0
  const events = new Map<string, number>()
  const skips = new Map<string, number>()
  const first: Readonly<Record<string, unknown>>[] = []
  const rejects: DryReject[] = []
  for (const each of await filesAt(path)) {
    const name = basename(each)
    const file = await openSourceFile(each, { text: readsText(mapping.format) })
    const map = recordMapper(mapping, name)
    const fault = mappingFault(mapping.name)
    for await (const block of fileRecords(file, mapping.format)) {
      for (const record of block) {
        records++
        const outcome = map(record)
        fault.look(outcome, record)
        if (outcome.is === 'skipped') addUp(skips, [[outcome.reason, 1]])
        else if (outcome.is === 'events') {
          for (const { contract, row } of outcome.events) {
            addUp(events, [[contract.name, 1]])
            if (first.length < wanted) first.push(shownRow(contract, row))
          }
        } else {
          rejected++
          if (rejects.length < REJECTS) {
            const payload =
              typeof record.raw === 'string' ? record.raw : Buffer.from(record.raw ?? []).toString('latin1')
            rejects.push({
              ...outcome.problem,
              file: name,
              line: record.line,
              contract: outcome.contract,
              payload: payload.slice(0, 2_000),
            })
          }
        }
      }
    }
  }
  return { records, events: Object.fromEntries(events), first, rejects, rejected, skips: Object.fromEntries(skips) }
}
