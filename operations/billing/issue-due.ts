import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { type DraftChoice, type DueBills, dueBills } from './due.ts'
import { type FeedGap, feedGaps, issueBills, requireDrafts, unfinishedCycles } from './issue.ts'
import { landIssued } from './land.ts'
import { type RunningCycle, runningCycles } from './running.ts'
import type { IssuedSet } from './set.ts'
import { createIssued } from './tables.ts'

interface IssueDueOptions {
  readonly prefix: string
  readonly choice: DraftChoice
  readonly despiteGaps?: string
  readonly onStep?: (step: string) => void
  readonly now?: Date
}

/** A set of one bill date. */
export interface IssuedCycle extends IssuedSet {
  readonly cycle: string
}

/**
 * Issues the drafts that are meant, a set for each bill date, the oldest first. What a killed call has left is finished before,
 * whatever is meant: its content was decided when it was frozen. Bills whose period has not ended by the clock are left.
 *
 * @throws InputError where only periods that have not ended are meant, and while a feed has a gap within the bills’ periods, unless `despiteGaps` says why not to wait.
 */
export async function issueDue(
  warehouse: Warehouse,
  { prefix, choice, despiteGaps, onStep = () => {}, now = new Date() }: IssueDueOptions,
): Promise<IssuedCycle[]> {
  await requireDrafts(warehouse, prefix)
  await createIssued(warehouse, prefix)
  await landIssued(warehouse, prefix)
  const issued: IssuedCycle[] = []
  const issue = async (cycle: string) => {
    const set = await issueBills(warehouse, {
      prefix,
      cycle,
      only: choice,
      ...(despiteGaps === undefined ? {} : { despiteGaps }),
      onStep: (step) => onStep(`${cycle}: ${step}`),
    })
    if (set !== undefined) issued.push({ ...set, cycle })
  }
  for (const cycle of await unfinishedCycles(warehouse, prefix)) await issue(cycle)
  const running = await runningCycles(warehouse, prefix, choice, now)
  const dates = new Set((await dueBills(warehouse, prefix, choice)).map(({ bill_date }) => bill_date))
  const ended = [...dates].filter((cycle) => running.every((of) => of.cycle !== cycle))
  if (ended.length === 0 && issued.length === 0) requireEnded(running)
  for (const cycle of ended) await issue(cycle)
  for (const { cycle, ends } of running) onStep(`${cycle}: not issued, for its periods go on until ${ends}`)
  return issued
}

function requireEnded([first]: readonly RunningCycle[]): void {
  if (first === undefined) return
  throw new InputError(
    `the periods of the cycle ${first.cycle} go on until ${first.ends}`,
    'issue its bills from then on; trunkline bill draft shows what they say so far',
  )
}

/** What `issueDue` would issue, and what feeds lack in the periods of those bills. */
export async function previewDue(
  warehouse: Warehouse,
  prefix: string,
  choice: DraftChoice,
  now = new Date(),
): Promise<{
  readonly unfinished: readonly string[]
  readonly due: readonly DueBills[]
  readonly running: readonly RunningCycle[]
  readonly gaps: readonly (FeedGap & { readonly cycle: string })[]
}> {
  await requireDrafts(warehouse, prefix)
  await createIssued(warehouse, prefix)
  const running = await runningCycles(warehouse, prefix, choice, now)
  const due = (await dueBills(warehouse, prefix, choice)).filter(({ bill_date }) =>
    running.every(({ cycle }) => cycle !== bill_date),
  )
  const gaps = []
  for (const cycle of new Set(due.map(({ bill_date }) => bill_date))) {
    for (const gap of await feedGaps(warehouse, { prefix, cycle, only: choice })) gaps.push({ cycle, ...gap })
  }
  return { unfinished: await unfinishedCycles(warehouse, prefix), due, running, gaps }
}
