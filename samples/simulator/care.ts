import type { Event } from '../../ingest/contracts/index.ts'
import { DAY_MS, HOUR_MS, MONTH_DAYS, type Window } from './calendar.ts'
import type { Random } from './random.ts'

export interface Contactable {
  readonly id: string
  readonly since: number
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
  const months = (window.until - start) / DAY_MS / MONTH_DAYS
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
    const given = at + random.between(1, 48) * HOUR_MS
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
