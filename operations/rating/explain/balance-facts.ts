import { METERED } from '../../../models/rating/use_key.ts'
import { quoteText } from '../../../warehouse/quote.ts'
import type { Ask } from '../trial.ts'

/** Models that say what paid for a use. */
export const balanceModels = ['prepaid.movement', 'prepaid.unpaid_use'] as const

/** What a use took from a prepaid balance; below zero what it gave back. Decimals are exact text. */
export interface TakenFacts {
  /** Line whose balance it is: of shared balances perhaps another than the one that used. */
  readonly subscription_id: string
  readonly balance: string
  readonly kind: string
  readonly unit: string
  readonly taken: string
  /** Of each deposit, as the allowances of a use name it. */
  readonly of_deposits: readonly string[]
  readonly currency: string
  readonly driven_by: 'charging system' | 'rating'
}

/** Money that balances did not have for a use, and what one that blocks refused. */
export interface UnpaidFacts {
  readonly unpaid: string
  readonly refused: string
}

export interface BalanceFacts {
  readonly balances: readonly TakenFacts[]
  readonly unpaid: UnpaidFacts | null
}

export const NO_BALANCES: BalanceFacts = { balances: [], unpaid: null }

/** What paid for these uses, by their keys; `among` is the condition that a column of ids is of one of them. */
export async function balanceFacts(
  ask: Ask,
  among: (column: string) => string,
): Promise<ReadonlyMap<string, BalanceFacts>> {
  const metered = quoteText(METERED)
  // The charging system names an event, not whether it is of a service or a metric.
  const keys = `if(driven_by = 'rating',
    [if(startsWith(movement_id, concat(${metered}, event_id, ' ')), concat(${metered}, event_id), event_id)],
    [event_id, concat(${metered}, event_id)])`
  const [takes, unpaid] = await Promise.all([
    ask<TakenFacts & { readonly use_key: string }>(`
      SELECT arrayJoin(${keys}) AS use_key, subscription_id, balance_id AS balance, kind, unit,
        toString(-sum(m.amount)) AS taken, groupArray(toString(-m.amount)) AS of_deposits, currency, driven_by
      FROM (SELECT * REPLACE (assumeNotNull(event_id) AS event_id) FROM {prepaid.movement}
        WHERE movement = 'usage' AND event_id IS NOT NULL AND ${among('event_id')}) AS m
      GROUP BY use_key, subscription_id, balance, kind, unit, currency, driven_by
      HAVING sum(m.amount) != 0
      ORDER BY min(m.moved_at), min(m.rank), subscription_id, balance`),
    ask<UnpaidFacts & { readonly use_key: string }>(`
      SELECT use_key, toString(unpaid) AS unpaid, toString(refused) AS refused
      FROM {prepaid.unpaid_use} WHERE unit = 'money' AND ${among('event_id')}`),
  ])
  const facts = new Map<string, { balances: TakenFacts[]; unpaid: UnpaidFacts | null }>()
  const of = (key: string) => {
    const known = facts.get(key) ?? { balances: [], unpaid: null }
    facts.set(key, known)
    return known
  }
  for (const { use_key, ...taken } of takes) of(use_key).balances.push(taken)
  for (const { use_key, ...rest } of unpaid) of(use_key).unpaid = rest
  return facts
}
