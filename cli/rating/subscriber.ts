import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import type { Event } from '../../ingest/contracts/index.ts'
import { InputError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'
import type { FileRecord } from './usage_file.ts'

/** What a line is for a trial where nothing else is said. */
export interface SubscriberDefaults {
  readonly offering: string | undefined
  readonly timeZone: string
  readonly cycleDay: number
  /** Since when lines have their plan. */
  readonly start: string
}

/** A line from an instant on. */
export interface Subscriber {
  readonly subscription_id: string
  readonly offering_id: string
  readonly billing_account_id: string
  readonly payer_account_id: string | undefined
  readonly customer_id: string
  readonly from: string
  readonly status: 'active' | 'suspended' | 'terminated'
  readonly time_zone: string
  readonly cycle_day: number
  readonly currency: string
  readonly type: string
}

const columns = [
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
] as const

/**
 * Lines of a subscriber file: a record a line and plan, from `from` until `to` or the line's next record. Everything but
 * the line's id has a default: the only offering of the catalogue, an account of its own.
 */
export function subscribersOf(
  records: readonly FileRecord[],
  catalogue: Catalogue,
  defaults: SubscriberDefaults,
): Subscriber[] {
  return records.flatMap(({ file, line, value }) => {
    for (const name of Object.keys(value)) {
      if ((columns as readonly string[]).includes(name)) continue
      throw new InputError(
        `${file}:${line}: there is no field "${name}"`,
        `expected ${nearest(name, columns).join(' or ') || columns.join(', ')}`,
      )
    }
    const text = (name: (typeof columns)[number]) => {
      const given = value[name]
      return given === undefined || given === null || given === '' ? undefined : String(given)
    }
    const id = text('subscription_id')
    if (id === undefined) throw new InputError(`${file}:${line}: expected a subscription_id`)
    const status = text('status') ?? 'active'
    if (status !== 'active' && status !== 'suspended' && status !== 'terminated') {
      throw new InputError(`${file}:${line}: status is "${status}"`, 'expected active, suspended or terminated')
    }
    const made = subscriber(id, catalogue, defaults, {
      offering: text('offering_id'),
      account: text('billing_account_id'),
      payer: text('payer_account_id'),
      customer: text('customer_id'),
      from: instantOf(text('from') ?? defaults.start, file, line),
      status,
      timeZone: text('time_zone'),
      cycleDay: text('cycle_day'),
    })
    const to = text('to')
    if (to === undefined) return [made]
    return [made, { ...made, from: instantOf(to, file, line), status: 'terminated' as const }]
  })
}

interface Given {
  readonly offering?: string | undefined
  readonly account?: string | undefined
  readonly payer?: string | undefined
  readonly customer?: string | undefined
  readonly from?: string
  readonly status?: Subscriber['status']
  readonly timeZone?: string | undefined
  readonly cycleDay?: string | undefined
}

/** A line of which little or nothing is said. */
export function subscriber(
  id: string,
  catalogue: Catalogue,
  defaults: SubscriberDefaults,
  given: Given = {},
): Subscriber {
  const offeringId = given.offering ?? defaults.offering ?? onlyOffering(catalogue)
  const offering = catalogue.offerings.find((candidate) => candidate.id === offeringId)
  if (offering === undefined) {
    const known = catalogue.offerings.map((candidate) => candidate.id)
    throw new InputError(
      `the catalogue has no offering "${offeringId}"`,
      `there are: ${nearest(offeringId, known).join(', ') || known.join(', ') || 'none'}`,
    )
  }
  const account = given.account ?? `A-${id}`
  const cycleDay = Number(given.cycleDay ?? defaults.cycleDay)
  return {
    subscription_id: id,
    offering_id: offeringId,
    billing_account_id: account,
    payer_account_id: given.payer,
    customer_id: given.customer ?? `C-${account}`,
    from: given.from ?? defaults.start,
    status: given.status ?? 'active',
    time_zone: given.timeZone ?? defaults.timeZone,
    cycle_day: cycleDay,
    currency: offering.currency,
    type: offering.line_type,
  }
}

/** The states and accounts of lines as events. */
export function* subscriberEvents(subscribers: readonly Subscriber[]): Generator<Event> {
  const accounts = new Map<string, Event>()
  const account = (id: string, of: Subscriber, payer: string | undefined): Event => ({
    contract: 'billing_account',
    billing_account_id: id,
    updated_at: '2000-01-01T00:00:00Z',
    customer_id: of.customer_id,
    ...(payer === undefined ? {} : { payer_account_id: payer }),
    currency: of.currency,
    time_zone: of.time_zone,
    cycle_day: of.cycle_day,
  })
  for (const one of subscribers) {
    if (one.payer_account_id !== undefined && !accounts.has(one.payer_account_id)) {
      accounts.set(one.payer_account_id, account(one.payer_account_id, one, undefined))
    }
    accounts.set(one.billing_account_id, account(one.billing_account_id, one, one.payer_account_id))
    yield {
      contract: 'subscription',
      subscription_id: one.subscription_id,
      effective_at: one.from,
      customer_id: one.customer_id,
      billing_account_id: one.billing_account_id,
      type: one.type as 'mobile postpaid',
      status: one.status,
      ...(one.status === 'terminated' ? { status_reason: 'not stated' } : {}),
      offering_id: one.offering_id,
    }
  }
  yield* accounts.values()
}

function onlyOffering({ offerings }: Catalogue): string {
  const ids = [...new Set(offerings.map(({ id }) => id))]
  if (ids.length === 1) return ids[0]!
  throw new InputError(
    ids.length === 0 ? 'the catalogue has no offering' : `the catalogue has ${ids.length} offerings`,
    ids.length === 0
      ? 'add one: offerings: [{ id: plan, name: Plan, currency: EUR, tariff: <id of the tariff> }]'
      : `say which: --offering ${ids[0]}, a subscriber file, or offering_id in the usage; there are ${ids.join(', ')}`,
  )
}

export function instantOf(text: string, file: string, line: number): string {
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  if (Number.isNaN(at.getTime()))
    throw new InputError(`${file}:${line}: "${text}" is no instant`, 'write 2026-03-01 or 2026-03-01T10:00:00Z')
  return at.toISOString()
}
