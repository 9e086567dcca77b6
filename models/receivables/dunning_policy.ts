import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long, Text } from '../../warehouse/columns.ts'

/** Steps of dunning by days past due of the oldest undisputed item: the ladder of the policy in force, last reached first. */
export const dunningSteps = [
  { from: 181n, step: 'write-off' },
  { from: 90n, step: 'hand-over' },
  { from: 60n, step: 'termination' },
  { from: 30n, step: 'all services barred' },
  { from: 15n, step: 'outgoing barred' },
  { from: 7n, step: 'second letter' },
  { from: 1n, step: 'reminder' },
] as const

/**
 * Share of an overdue amount that is expected to come in, by days past due: a stated starting table, to be replaced by
 * measured cure rates.
 */
const recoveryShares = [
  { from: 181n, share: '0.10' },
  { from: 121n, share: '0.25' },
  { from: 91n, share: '0.40' },
  { from: 61n, share: '0.60' },
  { from: 31n, share: '0.80' },
] as const
const FIRST_SHARE = '0.95'

const eb = expressionBuilder<Record<string, never>>()

export function dunningStep(daysPastDue: Expression<Long>): RawBuilder<Text> {
  return ch.multiIf<Text>(
    dunningSteps.map(({ from, step }) => [eb(daysPastDue, '>=', from), ch.text(step)] as const),
    ch.text('none'),
  )
}

export function recoveryShare(daysPastDue: Expression<Long>) {
  return ch.multiIf(
    recoveryShares.map(({ from, share }) => [eb(daysPastDue, '>=', from), ch.amount(share, 2)] as const),
    ch.amount(FIRST_SHARE, 2),
  )
}
