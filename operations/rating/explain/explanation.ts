import type { Rejected } from '../../../models/rating/reject_reason.ts'
import { quoteText } from '../../../warehouse/quote.ts'
import type { Ask } from '../trial.ts'
import { useKeyOf } from '../use-key.ts'
import { type UseFacts, useFacts } from './facts.ts'
import { rejection } from './rejection.ts'
import { ratedWords } from './words.ts'

/** How a use was rated, or why it was not, in words and as facts. */
export interface Explanation {
  readonly event_id: string
  readonly outcome: 'rated' | 'rejected'
  readonly reason: string
  readonly sentences: readonly string[]
  readonly facts: UseFacts | null
}

/** What became of these events, in their order; one event may be both rated and rejected, as its own duplicate. */
export async function explain(ask: Ask, eventIds: readonly string[]): Promise<Explanation[]> {
  const ids = ['', ...eventIds].map(quoteText).join(', ')
  const [facts, rejects] = await Promise.all([
    useFacts(ask, eventIds),
    ask<{ event_id: string; service: string; reason: Rejected }>(
      `SELECT event_id, toString(service) AS service, reason FROM {rating.rejected_usage} WHERE event_id IN (${ids})`,
    ),
  ])
  const rated = [...facts.values()].filter(({ reason }) => reason === '').map(explainRated)
  const rejected = rejects.map((use) => explainRejected(use.event_id, use.reason, facts.get(useKeyOf(use))))
  return [...rated, ...rejected].sort((a, b) => eventIds.indexOf(a.event_id) - eventIds.indexOf(b.event_id))
}

export const explainRated = (use: UseFacts): Explanation => ({
  event_id: use.event_id,
  outcome: 'rated',
  reason: '',
  sentences: ratedWords(use),
  facts: use,
})

function explainRejected(eventId: string, reason: Rejected, use: UseFacts | undefined): Explanation {
  const { because, todo } = rejection(reason, use)
  return {
    event_id: eventId,
    outcome: 'rejected',
    reason,
    sentences: [`It is not rated (${reason}): ${because}.`, `What to do: ${todo}.`],
    facts: use ?? null,
  }
}
