import { openTrial } from '../../cli/rating/trial.ts'
import { type TrialAnswer, trialAnswer } from '../../cli/rating/trial_answer.ts'
import { trialInput } from '../../cli/rating/trial_input.ts'
import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import { project } from '../../models/index.ts'
import type { Warehouse } from '../../warehouse/connect.ts'

export interface TrialCase {
  readonly catalogue: Catalogue
  readonly usage: readonly Readonly<Record<string, unknown>>[]
  readonly subscribers?: readonly Readonly<Record<string, unknown>>[]
  readonly from?: string
  readonly to?: string
  readonly timeZone?: string
}

/** What `trunkline rate` would answer. */
export async function tried(warehouse: Warehouse, given: TrialCase): Promise<TrialAnswer> {
  const { catalogue, usage, subscribers = [], from = '2026-01-01', to = '2026-02-01', timeZone = 'UTC' } = given
  const records = (values: readonly Readonly<Record<string, unknown>>[], file: string) =>
    values.map((value, i) => ({ file, line: i + 1, value }))
  const input = trialInput(records(usage, 'usage'), records(subscribers, 'subscribers'), catalogue, {
    offering: undefined,
    timeZone,
    cycleDay: 1,
    start: '2000-01-01T00:00:00.000Z',
  })
  const span = { from: new Date(`${from}T00:00:00Z`), to: new Date(`${to}T00:00:00Z`) }
  const trial = await openTrial(warehouse, project, catalogueEvents(catalogue), input, span)
  try {
    return await trialAnswer(trial)
  } finally {
    await trial.close()
  }
}
