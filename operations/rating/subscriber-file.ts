import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { numberReading } from '../../ingest/catalogue/number_reading.ts'
import { InputError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { instantOf, isTimeZone, type Subscriber, type SubscriberDefaults, subscriber } from './subscriber.ts'
import type { FileRecord } from './usage-file.ts'

/** Fields of a subscriber record. */
export const subscriberColumns = [
  'subscription_id',
  'offering_id',
  'billing_account_id',
  'payer_account_id',
  'customer_id',
  'from',
  'to',
  'status',
  'time_zone',
  'cycle_day',
  'type',
  'number',
  'imsi',
] as const
type Column = (typeof subscriberColumns)[number]
type Texts = Readonly<Partial<Record<Column, string>>>

const allowed: Readonly<Partial<Record<Column, readonly [pattern: RegExp, expected: string]>>> = {
  status: [/^(active|suspended|terminated)$/, 'active, suspended or terminated'],
  type: [/^(mobile|fixed) (prepaid|postpaid)$/, 'mobile prepaid, mobile postpaid, fixed prepaid or fixed postpaid'],
  cycle_day: [/^([1-9]|[12]\d|3[01])$/, '1 to 31'],
}

/** What is said of accounts, by whichever of their lines. */
export type SaidOfAccounts = ReadonlyMap<string, Readonly<Partial<Record<AccountColumn, string>>>>
const accountColumns = ['time_zone', 'cycle_day', 'payer_account_id'] as const
type AccountColumn = (typeof accountColumns)[number]

export interface SubscriberFile {
  readonly subscribers: readonly Subscriber[]
  readonly accounts: SaidOfAccounts
}

/**
 * Lines of subscriber files: a record a line, plan and state, from `from` until `to` or the line's next record, which keeps
 * what it does not say. Everything but the line's id has a default: the only offering of the catalogue, an account of its
 * own. InputError with file, line and field for what is wrong, and for an account that is said to be two things.
 */
export function subscriberFile(
  records: readonly FileRecord[],
  catalogue: Catalogue,
  defaults: SubscriberDefaults,
): SubscriberFile {
  const inFull = numberReading(catalogue)
  const latest = new Map<string, Texts>()
  const accounts = new Map<string, Partial<Record<AccountColumn, string>>>()
  const starts = new Map<string, string>()
  const subscribers = records.flatMap((record) => {
    const { file, line } = record
    const said = textsOf(record)
    const id = said.subscription_id
    if (id === undefined) throw new InputError(`${file}:${line}: expected a subscription_id`)
    const { from: _from, to: _to, status: _status, ...kept } = latest.get(id) ?? {}
    const whole = { ...kept, ...said }
    latest.set(id, whole)
    noteAccount(accounts, whole.billing_account_id ?? `A-${id}`, said, record)
    const status = (said.status ?? 'active') as Subscriber['status']
    const from = instantOf(said.from ?? defaults.start, file, line)
    const before = starts.get(`${id}\n${from}`)
    if (before !== undefined) {
      throw new InputError(
        `${file}:${line}: from: ${id} has a record from ${from} already (${before})`,
        'a line has one record at a time: say both in one, or another "from"',
      )
    }
    starts.set(`${id}\n${from}`, `${file}:${line}`)
    const made = subscriber(
      id,
      catalogue,
      defaults,
      {
        ...{ offering: whole.offering_id, account: whole.billing_account_id, customer: whole.customer_id },
        ...{ imsi: whole.imsi, type: whole.type, status, from },
        number: whole.number === undefined ? undefined : inFull(whole.number, from),
      },
      `${file}:${line}: `,
    )
    if (said.to === undefined) return [made]
    const to = instantOf(said.to, file, line)
    if (to <= made.from) {
      throw new InputError(`${file}:${line}: to, ${to}, is not after from, ${made.from}`, 'a line ends after it begins')
    }
    return [made, { ...made, from: to, status: 'terminated' as const }]
  })
  return { subscribers, accounts }
}

/** Lines with the zone, cycle and payer that are said of their accounts. */
export function withAccounts(subscribers: readonly Subscriber[], accounts: SaidOfAccounts): Subscriber[] {
  return subscribers.map((one) => {
    const said = accounts.get(one.billing_account_id) ?? {}
    return {
      ...one,
      time_zone: said.time_zone ?? one.time_zone,
      cycle_day: said.cycle_day === undefined ? one.cycle_day : Number(said.cycle_day),
      payer_account_id: said.payer_account_id ?? one.payer_account_id,
    }
  })
}

function textsOf({ file, line, value }: FileRecord): Texts {
  const texts: Partial<Record<Column, string>> = {}
  for (const [name, given] of Object.entries(value)) {
    if (!(subscriberColumns as readonly string[]).includes(name)) {
      throw new InputError(
        `${file}:${line}: there is no field "${name}"`,
        `expected ${nearest(name, subscriberColumns).join(' or ') || subscriberColumns.join(', ')}`,
      )
    }
    if (given === undefined || given === null || given === '') continue
    const text = String(given)
    const [pattern, expected] = allowed[name as Column] ?? []
    const right = name === 'time_zone' ? isTimeZone(text) : (pattern?.test(text) ?? true)
    if (!right) {
      throw new InputError(
        `${file}:${line}: ${name} is "${text}"`,
        `expected ${expected ?? 'a zone such as Europe/Berlin'}`,
      )
    }
    texts[name as Column] = text
  }
  return texts
}

function noteAccount(
  accounts: Map<string, Partial<Record<AccountColumn, string>>>,
  account: string,
  said: Texts,
  { file, line }: FileRecord,
): void {
  const known = accounts.get(account) ?? {}
  accounts.set(account, known)
  for (const column of accountColumns) {
    const text = said[column]
    if (text === undefined) continue
    if (known[column] !== undefined && known[column] !== text) {
      throw new InputError(
        `${file}:${line}: account ${account} has ${column} ${known[column]} and ${text}`,
        'an account has one: say it once, or give the lines accounts of their own',
      )
    }
    known[column] = text
  }
}
