import type { Event } from '../../ingest/contracts/index.ts'
import { DAY_MS, type Window } from './calendar.ts'
import type { Line } from './line.ts'
import type { Random } from './random.ts'

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
