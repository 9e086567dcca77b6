import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import { project } from '../../models/index.ts'
import { explainedModels, type UseFacts, useFacts } from '../../operations/rating/explain/facts.ts'
import { type GrantLine, grantsOf } from '../../operations/rating/grant.ts'
import { openTrial } from '../../operations/rating/trial.ts'
import { type TrialAnswer, trialAnswer } from '../../operations/rating/trial-answer.ts'
import { trialInput } from '../../operations/rating/trial-input.ts'
import type { Warehouse } from '../../warehouse/connect.ts'

export interface TrialCase {
  readonly catalogue: Catalogue
  readonly usage: readonly Readonly<Record<string, unknown>>[]
  readonly subscribers?: readonly Readonly<Record<string, unknown>>[]
  readonly balances?: readonly Readonly<Record<string, unknown>>[]
  readonly from?: string
  readonly to?: string
  readonly timeZone?: string
  /** Whether facts of uses are asked for, too. */
  readonly explained?: boolean
}

/** What a trial answers; `rated` is what it calls lines. */
export interface Tried extends TrialAnswer {
  readonly rated: TrialAnswer['lines']
  readonly grants: readonly GrantLine[]
  /** Of each use, by its id; none unless they were asked for. */
  readonly facts: ReadonlyMap<string, UseFacts>
}

/** What `trunkline rate` would answer. */
export async function tried(warehouse: Warehouse, given: TrialCase): Promise<Tried> {
  const { catalogue, usage, subscribers = [], from = '2026-01-01', to = '2026-02-01', timeZone = 'UTC' } = given
  const records = (values: readonly Readonly<Record<string, unknown>>[], file: string) =>
    values.map((value, i) => ({ file, line: i + 1, value }))
  const input = trialInput(
    records(usage, 'usage'),
    records(subscribers, 'subscribers'),
    catalogue,
    { offering: undefined, timeZone, cycleDay: 1, start: '2000-01-01T00:00:00.000Z' },
    { balances: records(given.balances ?? [], 'balances') },
  )
  const [refused] = input.refused
  if (refused) throw new Error(`usage ${refused.record.line}: ${JSON.stringify(refused.problem)}`)
  const span = { from: new Date(`${from}T00:00:00Z`), to: new Date(`${to}T00:00:00Z`) }
  const trial = await openTrial(warehouse, project, catalogueEvents(catalogue), input, span, {
    alsoWanted: given.explained ? explainedModels : [],
  })
  try {
    const answer = await trialAnswer(trial)
    const grants = await grantsOf(trial.ask, answer.lines, input.sessions)
    const facts = given.explained ? await useFacts(trial.ask) : new Map<string, UseFacts>()
    return { ...answer, grants, facts, rated: answer.lines }
  } finally {
    await trial.close()
  }
}
