import { shownRow } from '../../../ingest/contracts/shown_row.ts'
import { recordMapper } from '../../../ingest/landing/map_record.ts'
import type { Mapping } from '../../../ingest/mapping.ts'
import { decodeAll } from '../codecs/decode.ts'

/**
 * What a text or bytes become under a mapping, checked against the contracts: events with the fields that are not null, `skipped:
 * reason`, or `refused: field, expected, got`.
 */
export function mapped<R>(mapping: Mapping<R>, input: string | Uint8Array, file = 'in'): unknown[] {
  const map = recordMapper(mapping as Mapping<never>, file)
  return decodeAll(mapping.format, input, 4096).flatMap((record): unknown[] => {
    const outcome = map(record)
    if (outcome.is === 'skipped') return [`skipped: ${outcome.reason}`]
    if (outcome.is === 'refused') {
      const { field, expected, got } = outcome.problem
      return [`refused: ${field}, expected ${expected}, got ${got}`]
    }
    return outcome.events.map(({ contract, row }) => ({
      contract: contract.name,
      ...Object.fromEntries(Object.entries(shownRow(contract, row)).filter(([, value]) => value !== null)),
    }))
  })
}
