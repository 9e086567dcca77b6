import type { DraftChoice } from '../../operations/billing/due.ts'
import { type IssuedCycle, issueDue, previewDue } from '../../operations/billing/issue-due.ts'
import { InputError } from '../../warehouse/errors.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

export interface IssueCommandOptions extends CommonOptions, DraftChoice {
  readonly despiteGaps?: string
  readonly dryRun?: boolean
}

/** `trunkline bill issue`: freezes drafts and numbers them. */
export async function issue(options: IssueCommandOptions): Promise<void> {
  const { cycle, period, legalEntity, despiteGaps } = options
  if (cycle === undefined && period === undefined) {
    throw new InputError('which bills are meant was not said', 'give --cycle 2026-02-01 or --period 2026-01')
  }
  if (despiteGaps !== undefined && despiteGaps.trim() === '') {
    throw new InputError('--despite-gaps is empty', 'say why these bills do not wait: it is kept with them')
  }
  const choice: DraftChoice = {
    ...(cycle === undefined ? {} : { cycle }),
    ...(period === undefined ? {} : { period }),
    ...(legalEntity === undefined ? {} : { legalEntity }),
  }
  await withBills(options, async (session) => {
    if (options.dryRun) return preview(session, choice, options.json)
    const { warehouse, prefix, print, progress } = session
    const sets = await issueDue(warehouse, {
      prefix,
      choice,
      ...(despiteGaps === undefined ? {} : { despiteGaps }),
      onStep: (step) => progress.note(step),
    })
    if (options.json) return print(JSON.stringify(sets))
    if (sets.length === 0) return print('nothing to issue: no draft that is meant waits')
    for (const set of sets) print(told(set))
    print('models show them as issued from the next run on: trunkline run')
  })
}

function told({ cycle, bills, hash, numbers, resumed, despite, gaps }: IssuedCycle): string {
  const ranges = numbers.map(({ legalEntity, year, first, last }) =>
    `${legalEntity} ${year}: ${first} to ${last}`.trim(),
  )
  return [
    `${cycle}: ${bills} ${bills === 1 ? 'bill' : 'bills'} issued${resumed ? ' (an earlier call had frozen them)' : ''}`,
    `  numbers ${ranges.join('; ')}`,
    `  content ${hash}`,
    ...(despite === undefined ? [] : [`  despite ${gaps === 1 ? '1 gap' : `${gaps} gaps`}: ${despite}`]),
  ].join('\n')
}

async function preview({ warehouse, prefix, print }: Session, choice: DraftChoice, json?: boolean): Promise<void> {
  const found = await previewDue(warehouse, prefix, choice)
  if (json) return print(JSON.stringify(found))
  for (const cycle of found.unfinished) print(`${cycle}: a set is frozen and would be finished first`)
  print(
    found.due.length === 0
      ? 'nothing to issue'
      : renderTable(found.due, process.stdout.columns, ['net', 'tax', 'gross']),
  )
  for (const { cycle, ends } of found.running) print(`${cycle}: not issued yet, for its periods go on until ${ends}`)
  if (found.gaps.length === 0) return
  print(
    `\n${found.gaps.length === 1 ? '1 gap' : `${found.gaps.length} gaps`} in feeds: these bills would wait, unless --despite-gaps says why not`,
  )
  print(renderTable(found.gaps.slice(0, 20), process.stdout.columns))
}
