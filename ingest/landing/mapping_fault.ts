import { ConfigurationError } from '../../warehouse/errors.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { Outcome } from './map_record.ts'

/** Records at the beginning that must all fail before the mapping, not the data, is blamed. */
const FIRST = 100

/** Tells a mapping that is at fault from records that are. */
export interface MappingFault {
  /** @throws ConfigurationError when the mapping has thrown for each of the first hundred records. */
  look(outcome: Outcome, record: SourceRecord): void
}

/** One bad record must not stop a feed, but a mapping that fails on all of them must not fill the quarantine. */
export function mappingFault(mapping: string): MappingFault {
  let seen = 0
  let first: { readonly error: unknown; readonly record: SourceRecord } | undefined
  return {
    look(outcome, record) {
      // Frame 0 of a file is what it says of itself, which no mapping has made.
      if (seen >= FIRST || record.frame === 0) return
      if (outcome.is !== 'refused' || outcome.thrown === undefined) {
        seen = FIRST
        return
      }
      first ??= { error: outcome.thrown, record }
      if (++seen < FIRST) return
      throw new ConfigurationError(
        `Mapping ${mapping} failed on each of the first ${FIRST} records; on line ${first.record.line}: ${describe(first.error)}`,
        'nothing of this batch has landed: mend the mapping, try it with --dry-run, and run this again',
      )
    },
  }
}

/** The message, and where in the user's own file it was thrown. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = /[\\/]ingest[\\/](landing|mappings|codecs)[\\/]|node:internal|node_modules/
  const place = error.stack?.split('\n').find((line) => /^\s+at /.test(line) && !own.test(line))
  return `${error.name}: ${error.message}${place ? ` (${place.trim()})` : ''}`
}
