import { useFacts } from './explain/facts.ts'
import { rejection } from './explain/rejection.ts'
import { ratedWords } from './explain/words.ts'
import { type GrantLine, grantsOf } from './grant.ts'
import type { TotalLine } from './totals.ts'
import type { Trial } from './trial.ts'
import {
  type AllowanceLine,
  type BalanceLine,
  type ChargeLine,
  type MovementLine,
  type RatedLine,
  trialAnswer,
  type UnpaidLine,
} from './trial-answer.ts'
import type { RefusedRecord, TrialInput } from './trial-input.ts'
import { useKeyOf } from './use-key.ts'

/** Use that is not rated, where it stands, and what to do. A record that is no use has only file, line and field. */
export interface RejectLine {
  readonly reason: string
  readonly event_id: string | null
  readonly subscription_id: string | null
  readonly started_at: string | null
  readonly service: string | null
  readonly metric: string | null
  readonly quantity: string | null
  readonly file: string | null
  readonly line: number | null
  readonly field: string | null
  readonly because: string
  readonly todo: string
}

/** What `trunkline rate` answers. */
export interface RateAnswer {
  readonly lines: readonly (RatedLine & { readonly explanation?: readonly string[] })[]
  readonly charges: readonly ChargeLine[]
  readonly allowances: readonly AllowanceLine[]
  readonly balances: readonly BalanceLine[]
  readonly movements: readonly MovementLine[]
  readonly unpaid: readonly UnpaidLine[]
  readonly grants: readonly GrantLine[]
  readonly rejects: readonly RejectLine[]
  readonly totals: readonly TotalLine[]
}

/** Everything a trial says: with `explained` each line in words too; `of` is a condition on `subscription_id`. */
export async function rateAnswer(
  trial: Pick<Trial, 'ask'>,
  {
    refused,
    places,
    sessions = new Map(),
  }: Pick<TrialInput, 'refused' | 'places'> & Partial<Pick<TrialInput, 'sessions'>>,
  { explained = false, of = '1' }: { readonly explained?: boolean; readonly of?: string } = {},
): Promise<RateAnswer> {
  const { rejected, ...answer } = await trialAnswer(trial, of)
  const ofRejected = { select: `SELECT event_id FROM {rating.rejected_usage} WHERE ${of}` }
  const facts =
    explained || rejected.length > 0
      ? await useFacts(trial.ask, explained ? undefined : ofRejected)
      : new Map<string, never>()
  const again = new Map<string, number>()
  const ofUse = rejected.map(({ reason, ...use }): RejectLine => {
    const key = useKeyOf(use)
    const count = (again.get(key) ?? 0) + 1
    if (reason === 'duplicate') again.set(key, count)
    const place = places.get(key)?.[reason === 'duplicate' ? count : 0]
    return {
      reason,
      ...use,
      ...{ file: place?.file ?? null, line: place?.line ?? null, field: null },
      ...rejection(reason, facts.get(key)),
    }
  })
  const lines = explained
    ? answer.lines.map((line) => {
        const use = facts.get(useKeyOf(line))
        return use === undefined ? line : { ...line, explanation: ratedWords(use) }
      })
    : answer.lines
  const grants = await grantsOf(trial.ask, answer.lines, sessions)
  return { ...answer, lines, grants, rejects: [...refused.map(refusedLine), ...ofUse] }
}

/** A record that is no use, as a reject. */
export const refusedLine = ({ record, problem: { reason, field, expected, got } }: RefusedRecord): RejectLine => ({
  ...{ reason, event_id: null, subscription_id: null, started_at: null, service: null, metric: null, quantity: null },
  ...{ file: record.file, line: record.line, field },
  because: `expected ${expected}, got ${got}`,
  todo: 'mend the record: docs/rating.md lists the fields',
})
