import type { NumberReading } from '../../ingest/catalogue/number_reading.ts'
import { contractByName } from '../../ingest/contracts/contract_by_name.ts'
import type { Event } from '../../ingest/contracts/index.ts'
import { badValue, type Problem } from '../../ingest/contracts/validate.ts'
import { checkAnswer } from '../../ingest/landing/map_record.ts'
import { bool } from '../../ingest/mappings/bool.ts'
import { FieldError } from '../../ingest/mappings/mapping.ts'
import { withoutExponent } from '../../ingest/mappings/number.ts'
import { InputError } from '../../warehouse/errors.ts'
import { placeIds } from './place-ids.ts'
import type { FileRecord } from './usage-file.ts'

const asWritten: NumberReading = (number) => number

/** Line of usage that names none. */
export const NO_LINE = 'S-1'

/** Fields a usage record may have beside its contract's, instead of a subscriber file. */
export const lineFields = { offering_id: 'offering', billing_account_id: 'account' } as const

/** A use, and what its record says of the line that used it. */
export interface RecordedUse {
  readonly event: Event & { readonly event_id: string; readonly started_at: string }
  /** Absent where the line is to be found by its number. */
  readonly line?: { readonly id: string; readonly offering?: string; readonly account?: string }
}

/**
 * A record as an event of `metered_usage` where it has a `metric`, else of `usage`; or the first thing that is wrong with
 * it. Its numbers are read by `inFull`. Without an `event_id` it gets `otherwise`, and `onlyLine` as its line where it names none. CSV's texts are read as the
 * fields' types, numbers of text fields as their digits.
 */
export function recordedUse(
  record: FileRecord,
  otherwise: string,
  onlyLine: string | undefined = NO_LINE,
  inFull: NumberReading = asWritten,
): RecordedUse | Problem {
  if (record.problem !== undefined) return record.problem
  const { value } = record
  const contract = value.metric === undefined || value.metric === '' ? 'usage' : 'metered_usage'
  const { fields } = contractByName.get(contract)!
  const event: Record<string, unknown> = { contract, event_id: otherwise }
  const properties: Record<string, string> = {}
  const said: { offering?: string; account?: string } = {}
  try {
    for (const [name, given] of Object.entries(value)) {
      if (name === 'contract' || given === undefined || given === null || given === '') continue
      if (name in lineFields) said[lineFields[name as keyof typeof lineFields]] = String(given)
      else if (name.startsWith('properties.')) properties[name.slice('properties.'.length)] = String(given)
      else if (name === 'properties' && typeof given === 'object' && !Array.isArray(given))
        Object.assign(properties, textsOf(given))
      else event[name] = fitted(name, given, fields[name]?.column.kind)
    }
  } catch (error) {
    if (error instanceof FieldError) return badValue(error.field ?? null, error.expected, error.got)
    throw error
  }
  if (Object.keys(properties).length > 0) event.properties = JSON.stringify(properties)
  const named = event.subscription_id ?? ((event.served_number ?? event.imsi) ? undefined : onlyLine)
  if (named !== undefined) event.subscription_id = String(named)
  const checked = checkAnswer(event)
  if (checked.is === 'refused') return checked.problem
  for (const name of ['other_party', 'served_number'])
    if (event[name] !== undefined) event[name] = inFull(String(event[name]), String(event.started_at))
  return {
    event: event as unknown as RecordedUse['event'],
    ...(named === undefined ? {} : { line: { id: String(named), ...said } }),
  }
}

/** Records as events; use of no line is `onlyLine`'s. InputError with file, line and field for the first that is none. */
export function usageEvents(
  records: readonly FileRecord[],
  onlyLine: string | undefined,
  inFull: NumberReading = asWritten,
): Event[] {
  const ids = placeIds(records)
  return records.map((record, i) => {
    const use = recordedUse(record, ids[i]!, onlyLine, inFull)
    if ('event' in use) return use.event
    const { field, expected, got } = use
    throw new InputError(`${record.file}:${record.line}: ${field ?? 'record'}: expected ${expected}, got ${got}`)
  })
}

function fitted(name: string, given: unknown, kind: string | undefined): unknown {
  if (kind === 'bool' && typeof given === 'string') {
    try {
      return bool(given)
    } catch (error) {
      throw error instanceof FieldError ? new FieldError(error.expected, error.got, name) : error
    }
  }
  if (typeof given !== 'number') return given
  if (kind === 'decimal') return withoutExponent(String(given))
  return kind === 'string' ? String(given) : given
}

const textsOf = (value: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'object' ? JSON.stringify(inner) : String(inner),
    ]),
  )
