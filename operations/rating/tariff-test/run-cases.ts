import { catalogueEvents } from '../../../ingest/catalogue/events.ts'
import type { Project } from '../../../transforms/project/project.ts'
import type { Warehouse } from '../../../warehouse/connect.ts'
import { explainedModels } from '../explain/facts.ts'
import { type RateAnswer, rateAnswer, refusedLine } from '../rate-answer.ts'
import { subscriberEvents } from '../subscriber-events.ts'
import { totalsOf } from '../totals.ts'
import { openTrial } from '../trial.ts'
import { prefixedKey } from '../use-key.ts'
import type { ReadCase } from './case-file.ts'
import { differences } from './compare.ts'
import { keyed, keyOf, unkeyed } from './keyed.ts'

/** How a case came out. */
export interface CaseResult {
  readonly file: string
  readonly line: number
  readonly name: string
  readonly ok: boolean
  /** What is not as expected. */
  readonly differences: readonly string[]
  readonly catalogue: string
  readonly answer: RateAnswer
}

export interface CaseOptions {
  /** Whether lines say in words how they came about. */
  readonly explained?: boolean
  /** Hears of cases done. */
  readonly onProgress?: (done: number) => void
  readonly signal?: AbortSignal
}

/**
 * Rates cases, those of the same days in one trial: each has its own names there, so none sees another. Answers in the
 * order of the cases.
 */
export async function runCases(
  warehouse: Warehouse,
  project: Project,
  cases: readonly ReadCase[],
  { explained = false, onProgress = () => {}, signal }: CaseOptions = {},
): Promise<readonly CaseResult[]> {
  const groups = Map.groupBy(cases, groupOf)
  const results = new Map<ReadCase, CaseResult>()
  for (const group of groups.values()) {
    const answers = await answersOf(warehouse, project, group, explained, signal)
    for (const [i, one] of group.entries()) {
      const answer = answers[i]!
      const found = one.expect === undefined ? [] : differences(one.expect, answer)
      const { file, line, name, hash } = one
      results.set(one, { file, line, name, ok: found.length === 0, differences: found, catalogue: hash, answer })
    }
    onProgress(results.size)
  }
  return cases.map((one) => results.get(one)!)
}

/** Cases of one group have the same clock, and the same of what has no name of its own in a trial. */
function groupOf({ catalogue, span, input }: ReadCase): string {
  const { currencies, exchange_rates } = catalogue
  const imsis = input.usage.some((event) => 'imsi' in event) ? input.usage : []
  return JSON.stringify([span, currencies, exchange_rates, imsis])
}

async function answersOf(
  warehouse: Warehouse,
  project: Project,
  group: readonly ReadCase[],
  explained: boolean,
  signal: AbortSignal | undefined,
): Promise<RateAnswer[]> {
  const under = group.map(({ catalogue, input }, i) => ({
    catalogue: [...catalogueEvents(catalogue)].map((event) => keyed(event, keyOf(i))),
    subscribers: [...subscriberEvents(input.subscribers)].map((event) => keyed(event, keyOf(i))),
    usage: [...input.usage, ...input.movements].map((event) => keyed(event, keyOf(i))),
  }))
  const zones = group.flatMap(({ input }) => input.subscribers.map(({ time_zone }) => time_zone))
  const trial = await openTrial(
    warehouse,
    project,
    under.flatMap(({ catalogue, subscribers }) => [...catalogue, ...subscribers]),
    { usage: under.flatMap(({ usage }) => usage), subscribers: [], zones },
    group[0]!.span,
    { alsoWanted: explainedModels, ...(signal ? { signal } : {}) },
  )
  try {
    const places = new Map(
      group.flatMap(({ input }, i) =>
        [...input.places].map(([key, records]) => [prefixedKey(key, keyOf(i)), records] as const),
      ),
    )
    const sessions = new Map(
      group.flatMap(({ input }, i) =>
        [...input.sessions].map(([key, session]) => [prefixedKey(key, keyOf(i)), session] as const),
      ),
    )
    const whole = await rateAnswer(trial, { refused: [], places, sessions }, { explained })
    return group.map((one, i) => ofCase(whole, keyOf(i), one))
  } finally {
    await trial.close()
  }
}

/** The rows of one case, without its key. */
function ofCase(whole: RateAnswer, key: string, { input: { refused } }: ReadCase): RateAnswer {
  const own = <T extends object>(rows: readonly T[]): T[] =>
    rows.filter((row) => nameOf(row).startsWith(key)).map((row) => unkeyed(row, key))
  const lines = own(whole.lines)
  const charges = own(whole.charges)
  return {
    lines,
    charges,
    allowances: own(whole.allowances),
    balances: own(whole.balances),
    movements: own(whole.movements),
    unpaid: own(whole.unpaid),
    grants: own(whole.grants),
    rejects: [...refused.map(refusedLine), ...own(whole.rejects)],
    totals: totalsOf(lines, charges),
  }
}

/** A name of the row that has the key of its case. */
function nameOf(row: object): string {
  const { event_id, subject, subscription_id } = row as {
    readonly [name in 'event_id' | 'subject' | 'subscription_id']?: string | null
  }
  return event_id ?? subject ?? subscription_id ?? ''
}
