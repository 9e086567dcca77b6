import type { Event } from '../../ingest/contracts/index.ts'
import type { Bill } from './bills.ts'
import { DAY_MS, isoOfEpochDay, type Window } from './calendar.ts'
import type { Account, Line } from './line.ts'
import { textOfCents } from './money.ts'
import type { Random } from './random.ts'

interface Contactable {
  readonly id: string
  readonly since: number
  readonly region: string
}

const subjects = {
  network: ['No coverage at home', 'Calls drop', 'Slow data in the evening', 'No connection since this morning'],
  bill: ['Bill higher than expected', 'Charged twice', 'Discount missing'],
  service: ['Number porting takes too long', 'Router not delivered', 'Voicemail does not work'],
  other: ['Change of address', 'Question about the contract'],
} as const
type Category = keyof typeof subjects

/** Tickets of a line: opened when its life says so, solved some days later. */
export function ticketEvents(random: Random, line: Line, window: Window, sink: Event[]): void {
  line.ticketsAt.forEach((openedAt, i) => {
    if (openedAt >= (line.terminatedAt ?? Infinity)) return
    const category = random.weighted<Category>([
      ['network', 5],
      ['bill', 3],
      ['service', 2],
      ['other', 1],
    ])
    const resolvedAt = openedAt + Math.floor(random.exponential(4 * DAY_MS)) + 600_000
    const ticket = {
      contract: 'trouble_ticket',
      ticket_id: `T-${line.id}-${i + 1}`,
      opened_at: new Date(openedAt),
      customer_id: line.customerId,
      subscription_id: line.id,
      category,
      subject: random.pick(subjects[category]),
      channel: random.weighted([
        ['phone', 5],
        ['portal', 3],
        ['chat', 2],
      ]),
      region: line.region,
    } as const
    sink.push({ ...ticket, updated_at: new Date(openedAt), status: 'open' })
    if (resolvedAt < window.until) {
      sink.push({ ...ticket, updated_at: new Date(resolvedAt), status: 'solved', resolved_at: new Date(resolvedAt) })
    }
  })
}

/** Contacts of a customer and what the customer says of them afterwards. */
export function contactEvents(
  random: Random,
  customer: Contactable,
  tickets: number,
  window: Window,
  sink: Event[],
): void {
  const start = Math.max(window.from, customer.since)
  const months = (window.until - start) / DAY_MS / 30.4
  if (months <= 0) return
  const contacts = random.poisson(Math.exp(-(0.12 * months + tickets)))
  for (let i = 0; i < contacts; i++) {
    const at = start + Math.floor(random.next() * (window.until - start))
    sink.push({
      contract: 'interaction',
      interaction_id: `I-${customer.id}-${i + 1}`,
      customer_id: customer.id,
      happened_at: new Date(at),
      channel: random.weighted([
        ['phone', 5],
        ['e-mail', 3],
        ['chat', 3],
        ['shop', 2],
        ['portal', 2],
        ['sms', 1],
      ]),
      direction: random.chance(0.2) ? 'outbound' : 'inbound',
      topic: random.weighted([
        ['bill', 4],
        ['fault', 2 + tickets],
        ['contract', 2],
        ['offer', 1],
        ['other', 1],
      ]),
    })
    const given = at + random.between(1, 48) * 3_600_000
    if (given < window.until && random.chance(0.3)) {
      const satisfied = random.next() - 0.12 * tickets
      sink.push({
        contract: 'feedback',
        feedback_id: `F-${customer.id}-${i + 1}`,
        customer_id: customer.id,
        given_at: new Date(given),
        kind: 'csat',
        score: satisfied > 0.5 ? 5 : satisfied > 0.25 ? 4 : satisfied > 0.12 ? 3 : satisfied > 0 ? 2 : 1,
      })
    }
  }
  if (random.chance(0.03 * months)) {
    sink.push({
      contract: 'feedback',
      feedback_id: `F-${customer.id}-nps`,
      customer_id: customer.id,
      given_at: new Date(start + Math.floor(random.next() * (window.until - start))),
      kind: 'nps',
      score: Math.max(0, Math.min(10, 10 - Math.floor(random.exponential(1.6 + tickets)))),
    })
  }
}

const consentChannels = ['e-mail', 'sms', 'phone', 'post'] as const

/** Consents at joining, and a few withdrawn later. */
export function consentEvents(random: Random, customer: Contactable, window: Window, sink: Event[]): void {
  for (const channel of consentChannels) {
    const granted = random.chance(channel === 'phone' ? 0.4 : 0.65)
    const consent = { contract: 'consent', customer_id: customer.id, channel, purpose: 'marketing' } as const
    const decidedAt = Math.min(customer.since, window.until - DAY_MS)
    sink.push({ ...consent, granted, decided_at: new Date(decidedAt) })
    if (!granted || !random.chance(0.03)) continue
    const start = Math.max(window.from, decidedAt + 1000)
    const withdrawn = start + Math.floor(random.next() * (window.until - start))
    sink.push({ ...consent, granted: false, decided_at: new Date(withdrawn) })
  }
}

/**
 * A few bills are disputed a week after their date: that part is not paid. Half of the disputes are accepted and
 * adjusted, a third rejected, the others still open. Answers the disputed cents by bill.
 */
export function disputeEvents(
  random: Random,
  account: Account,
  bills: readonly Bill[],
  sink: Event[],
): ReadonlyMap<number, bigint> {
  const { calendar, currency } = account
  const disputed = new Map<number, bigint>()
  for (const bill of bills) {
    if (bill.usage < 200n || !random.chance(0.004)) continue
    const openedAt = calendar.midnight(bill.billDay) + 7 * DAY_MS + random.between(8, 17) * 3_600_000
    if (openedAt >= calendar.window.until) continue
    const cents = (bill.usage * BigInt(random.between(30, 90))) / 100n
    const dispute = {
      contract: 'dispute',
      dispute_id: `D-${account.id}-${bill.index + 1}`,
      billing_account_id: account.id,
      period_from: isoOfEpochDay(bill.fromDay),
      amount: textOfCents(cents),
      currency,
      reason: random.pick(['usage not mine', 'price not agreed', 'service did not work']),
    } as const
    disputed.set(bill.index, cents)
    sink.push({ ...dispute, updated_at: new Date(openedAt), status: 'open' })
    const decidedAt = openedAt + random.between(3, 25) * DAY_MS
    const outcome = random.weighted([
      ['accepted' as const, 3] as const,
      ['rejected' as const, 2] as const,
      [undefined, 1] as const,
    ])
    if (!outcome || decidedAt >= calendar.window.until) continue
    sink.push({ ...dispute, updated_at: new Date(decidedAt), status: outcome })
    if (outcome === 'accepted') {
      sink.push({
        contract: 'adjustment',
        adjustment_id: `J-${account.id}-${bill.index + 1}`,
        billing_account_id: account.id,
        adjusted_at: new Date(decidedAt),
        amount: textOfCents(-(cents * 1000n) / (1000n + (account.taxExempt ? 0n : account.taxPermille))),
        currency,
        reason: 'dispute accepted',
        dispute_id: dispute.dispute_id,
      })
    }
  }
  return disputed
}
