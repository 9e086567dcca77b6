import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { FIRST_INSTANT, INSTANT_RANGE, LAST_INSTANT, parseInstant } from '../../ingest/contracts/instant_text.ts'
import { InputError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'

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
  readonly number: string | undefined
  readonly imsi: string | undefined
}

/** What is said of a line. */
export interface SaidOfLine {
  readonly offering?: string | undefined
  readonly account?: string | undefined
  readonly payer?: string | undefined
  readonly customer?: string | undefined
  readonly from?: string
  readonly status?: Subscriber['status']
  readonly timeZone?: string | undefined
  readonly cycleDay?: string | undefined
  readonly type?: string | undefined
  readonly number?: string | undefined
  readonly imsi?: string | undefined
}

/** A line of which little or nothing is said. */
export function subscriber(
  id: string,
  catalogue: Catalogue,
  defaults: SubscriberDefaults,
  given: SaidOfLine = {},
  where = '',
): Subscriber {
  const offeringId = given.offering ?? defaults.offering ?? onlyOffering(catalogue)
  const offering = catalogue.offerings.find((candidate) => candidate.id === offeringId)
  if (offering === undefined) {
    const known = catalogue.offerings.map((candidate) => candidate.id)
    throw new InputError(
      `${given.offering === undefined ? '' : where}the catalogue has no offering "${offeringId}"`,
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
    type: given.type ?? offering.line_type,
    number: given.number,
    imsi: given.imsi,
  }
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

/** Whether the name is a zone of the IANA database. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** An instant from a day (midnight UTC) or an instant; InputError otherwise. `line` 0 is an option. */
export function instantOf(text: string, file: string, line: number): string {
  const at = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  if (at === undefined || at < FIRST_INSTANT || at > LAST_INSTANT) {
    const place = line === 0 ? file : `${file}:${line}:`
    throw new InputError(
      `${place} "${text}" is no instant ${INSTANT_RANGE}`,
      'write 2026-03-01 (midnight UTC) or 2026-03-01T10:00:00Z',
    )
  }
  return new Date(at).toISOString()
}
