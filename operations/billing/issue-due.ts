import type { Warehouse } from '../../warehouse/connect.ts'
import { type DraftChoice, type DueBills, dueBills } from './due.ts'
import { feedGaps, issueBills, requireDrafts, unfinishedCycles } from './issue.ts'
import { landIssued } from './land.ts'
import type { IssuedSet } from './set.ts'
import { createIssued } from './tables.ts'

interface IssueDueOptions {
  readonly prefix: string
  readonly choice: DraftChoice
  readonly despiteGaps?: string
  readonly onStep?: (step: string) => void
}

/** A set of one bill date. */
export interface IssuedCycle extends IssuedSet {
  readonly cycle: string
}

/**
 * Issues the drafts that are meant, a set for each bill date, the oldest first. What a killed call has left is finished before,
 * whatever is meant: its content was decided when it was frozen.
 *
 * @throws InputError while a feed has a gap within the bills’ periods, unless `despiteGaps` says why not to wait.
 */
export async function issueDue(
  warehouse: Warehouse,
  { prefix, choice, despiteGaps, onStep = () => {} }: IssueDueOptions,
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
  const dates = (await dueBills(warehouse, prefix, choice)).map(({ bill_date }) => bill_date)
  for (const cycle of new Set(dates)) await issue(cycle)
  return issued
}

/** What `issueDue` would issue, and what feeds lack in the periods of those bills. */
export async function previewDue(
  warehouse: Warehouse,
  prefix: string,
  choice: DraftChoice,
): Promise<{
  readonly unfinished: readonly string[]
  readonly due: readonly DueBills[]
  readonly gaps: readonly {
    readonly cycle: string
    readonly feed: string
    readonly kind: string
    readonly detail: string
  }[]
}> {
  await requireDrafts(warehouse, prefix)
  await createIssued(warehouse, prefix)
  const due = await dueBills(warehouse, prefix, choice)
  const gaps = []
  for (const cycle of new Set(due.map(({ bill_date }) => bill_date))) {
    for (const gap of await feedGaps(warehouse, { prefix, cycle, only: choice })) gaps.push({ cycle, ...gap })
  }
  return { unfinished: await unfinishedCycles(warehouse, prefix), due, gaps }
}
