import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { numberReading } from '../../ingest/catalogue/number_reading.ts'
import type { Event } from '../../ingest/contracts/index.ts'
import type { Problem } from '../../ingest/contracts/validate.ts'
import { METERED } from '../../models/rating/use_key.ts'
import { InputError } from '../../warehouse/errors.ts'
import { type BalanceRecord, balanceRecords } from './balances.ts'
import { placeIds } from './place-ids.ts'
import { type AskedSession, askedSession } from './session.ts'
import { type Subscriber, type SubscriberDefaults, subscriber } from './subscriber.ts'
import { subscriberFile, withAccounts } from './subscriber-file.ts'
import { NO_LINE, type RecordedUse, recordedUse } from './usage-event.ts'
import type { FileRecord } from './usage-file.ts'

/** A record that is no use: it is rejected as landing would refuse it. */
export interface RefusedRecord {
  readonly record: FileRecord
  readonly problem: Problem
}

/** What a trial rates: use as events, and the lines that used it. */
export interface TrialInput {
  readonly usage: readonly RecordedUse['event'][]
  readonly subscribers: readonly Subscriber[]
  /** What is put on balances and taken from them, beside use. */
  readonly movements: readonly Event[]
  readonly refused: readonly RefusedRecord[]
  /** Uses that are sessions which ask how long they may go on. */
  readonly sessions: ReadonlyMap<string, AskedSession>
  /** Where each event stands, and what came again with its id. */
  readonly places: ReadonlyMap<string, readonly FileRecord[]>
}

/** What is said of prepaid lines. */
export interface PrepaidInput {
  readonly balances?: readonly FileRecord[]
  /** Units, or `max`, that each use without a quantity asks for. */
  readonly grant?: string | undefined
}

/**
 * Use and lines from the records of files. Lines that the subscriber file does not name get the defaults. A record that
 * is wrong is refused with its place; a wrong subscriber is an InputError.
 */
export function trialInput(
  records: readonly FileRecord[],
  subscriberRecords: readonly FileRecord[],
  catalogue: Catalogue,
  defaults: SubscriberDefaults,
  { balances = [], grant }: PrepaidInput = {},
): TrialInput {
  const { subscribers: said, accounts } = subscriberFile(subscriberRecords, catalogue, defaults)
  const subscribers = [...said]
  const known = new Set(subscribers.map(({ subscription_id }) => subscription_id))
  const usage: RecordedUse['event'][] = []
  const refused: RefusedRecord[] = []
  const places = new Map<string, FileRecord[]>()
  const ids = placeIds(records)
  const inFull = numberReading(catalogue)
  const sessions = new Map<string, AskedSession>()
  for (const [i, given] of records.entries()) {
    const { record, session } = askedSession(given, grant)
    const use = recordedUse(record, ids[i]!, NO_LINE, inFull)
    if (!('event' in use)) {
      refused.push({ record, problem: use })
      continue
    }
    usage.push(use.event)
    const key = use.event.contract === 'metered_usage' ? METERED + use.event.event_id : use.event.event_id
    if (session !== undefined) sessions.set(key, session)
    const same = places.get(key)
    if (same === undefined) places.set(key, [record])
    else same.push(record)
    if (use.line !== undefined && !known.has(use.line.id)) {
      known.add(use.line.id)
      subscribers.push(subscriber(use.line.id, catalogue, defaults, use.line, `${record.file}:${record.line}: `))
    }
  }
  const moved = balanceRecords(balances, defaults)
  for (const { line } of moved) {
    if (known.has(line)) continue
    known.add(line)
    subscribers.push(subscriber(line, catalogue, defaults))
  }
  knownBalances(moved, subscribers, catalogue)
  if (known.size === 0 && refused.length === 0) subscribers.push(subscriber(NO_LINE, catalogue, defaults))
  return {
    usage,
    subscribers: withAccounts(subscribers, accounts),
    movements: moved.map(({ event }) => event),
    refused,
    sessions,
    places,
  }
}

/** What is put on a balance or pass that the line's plan does not have, or before the line begins, would be nowhere. */
function knownBalances(
  moved: readonly BalanceRecord[],
  subscribers: readonly Subscriber[],
  catalogue: Catalogue,
): void {
  for (const { line, at, place, balance, pass } of moved) {
    const plans = subscribers.filter((one) => one.subscription_id === line)
    const first = plans.map(({ from }) => from).sort()[0]!
    if (Date.parse(at) < Date.parse(first)) {
      throw new InputError(`${place}: ${at} is before line ${line} begins`, `give at from ${first} on`)
    }
    const ids = new Set(plans.map((one) => one.offering_id))
    const offerings = catalogue.offerings.filter(({ id }) => ids.has(id))
    const known = offerings.flatMap((one) => (pass === undefined ? one.balances : one.passes).map(({ id }) => id))
    if (known.includes(pass ?? balance)) continue
    const what = pass === undefined ? `balance "${balance}"` : `pass "${pass}"`
    throw new InputError(
      `${place}: the plan of line ${line}, ${[...ids].join(', ')}, has no ${what}`,
      known.length > 0 ? `it has: ${[...new Set(known)].join(', ')}` : 'add it to the offering in the catalogue',
    )
  }
}
