import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import type { Event } from '../../ingest/contracts/index.ts'
import { checkAnswer } from '../../ingest/landing/map_record.ts'
import { InputError } from '../../warehouse/errors.ts'
import { type Subscriber, type SubscriberDefaults, subscriber, subscribersOf } from './subscriber.ts'
import type { FileRecord } from './usage_file.ts'

/** What a trial rates: use as events, and the lines that used it. */
export interface TrialInput {
  readonly usage: readonly Event[]
  readonly subscribers: readonly Subscriber[]
}

/** Line of usage that names none. */
const NO_LINE = 'S-1'

/** Fields a usage record may have beside its contract's, instead of a subscriber file. */
const lineFields = { offering_id: 'offering', billing_account_id: 'account' } as const

/**
 * Use and lines from the records of files. A record with `metric` is `metered_usage`, any other `usage`; lines that the
 * subscriber file does not name get the defaults. InputError names file, line and field of the first record that is wrong.
 */
export function trialInput(
  records: readonly FileRecord[],
  subscriberRecords: readonly FileRecord[],
  catalogue: Catalogue,
  defaults: SubscriberDefaults,
): TrialInput {
  const subscribers = subscribersOf(subscriberRecords, catalogue, defaults)
  const known = new Set(subscribers.map(({ subscription_id }) => subscription_id))
  const usage = records.map((record) => {
    const { event, line } = usageEvent(record, NO_LINE)
    if (line !== undefined && !known.has(line.id)) {
      known.add(line.id)
      subscribers.push(subscriber(line.id, catalogue, defaults, line))
    }
    return event
  })
  if (known.size === 0) subscribers.push(subscriber(NO_LINE, catalogue, defaults))
  return { usage, subscribers }
}

/** The event of a usage record, and what it says about its line; `onlyLine` is whose use it is where it names none. */
export function usageEvent(
  { file, line, value }: FileRecord,
  onlyLine: string | undefined,
): {
  readonly event: Event
  readonly line: { readonly id: string; readonly offering?: string; readonly account?: string } | undefined
} {
  const fields: Record<string, unknown> = {}
  const properties: Record<string, string> = {}
  const said: { offering?: string; account?: string } = {}
  for (const [name, given] of Object.entries(value)) {
    if (name === 'contract' || given === undefined || given === null || given === '') continue
    if (name in lineFields) said[lineFields[name as keyof typeof lineFields]] = String(given)
    else if (name.startsWith('properties.')) properties[name.slice('properties.'.length)] = String(given)
    else if (name === 'properties' && typeof given === 'object') Object.assign(properties, textsOf(given))
    else fields[name] = given
  }
  const named = fields.served_number !== undefined || fields.imsi !== undefined
  const id = fields.subscription_id ?? (named ? undefined : onlyLine)
  const event = {
    contract: fields.metric === undefined ? 'usage' : 'metered_usage',
    ...fields,
    ...(id === undefined ? {} : { subscription_id: String(id) }),
    ...(Object.keys(properties).length > 0 ? { properties: JSON.stringify(properties) } : {}),
  } as unknown as Event
  const checked = checkAnswer(event)
  if (checked.is === 'refused') {
    const { field, expected, got } = checked.problem
    throw new InputError(`${file}:${line}: ${field ?? 'record'}: expected ${expected}, got ${got}`)
  }
  return { event, line: id === undefined ? undefined : { id: String(id), ...said } }
}

const textsOf = (value: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'object' ? JSON.stringify(inner) : String(inner),
    ]),
  )
