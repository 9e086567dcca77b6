import { loadAccounts } from '../../ingest/accounts/load_accounts.ts'
import { simulateBills } from '../../operations/billing/simulation/simulate.ts'
import type { Simulation } from '../../operations/billing/simulation/simulated-bill.ts'
import type { TrialSpan } from '../../operations/rating/trial-span.ts'
import { readUse } from '../../operations/rating/usage-file.ts'
import { InputError } from '../../warehouse/errors.ts'
import { billTold } from '../billing/bill-told.ts'
import { dayOf } from '../day.ts'
import { loadProject } from '../project.ts'
import { openCatalogue } from '../rating/open-catalogue.ts'
import { type CommonOptions, noted, TIME_TO_DROP, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

export interface SimulateOptions extends CommonOptions {
  readonly catalogue: string
  readonly accounts: string
  readonly usage?: readonly string[]
  readonly lateUsage?: readonly string[]
  readonly issuedUntil?: string
  readonly from: string
  readonly to: string
}

/** `trunkline bill simulate`: every bill that accounts of a file would get; nothing lands and nothing is published. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const { catalogue, hash } = openCatalogue(options.catalogue, options)
  const accounts = loadAccounts(options.accounts, catalogue)
  const usage = readUse(options.usage ?? [], noted)
  const span = spanOf(options)
  const late = lateOf(options)
  await withSession(
    options,
    async ({ warehouse, print, signal }) => {
      const project = await loadProject(undefined)
      const answer = await simulateBills(warehouse, project, { catalogue, accounts, usage, span, signal, ...late })
      if (options.json) print(JSON.stringify({ catalogue: hash, from: options.from, to: options.to, ...answer }))
      else for (const text of told(answer)) print(text)
    },
    TIME_TO_DROP,
  )
}

/** Use that comes after bills were issued, and which were. */
function lateOf({ lateUsage, issuedUntil }: SimulateOptions) {
  if (lateUsage === undefined && issuedUntil === undefined) return {}
  if (issuedUntil === undefined) {
    throw new InputError('which bills are issued before the late use comes was not said', 'give --issued-until <day>')
  }
  day(issuedUntil, '--issued-until')
  return { late: { usage: readUse(lateUsage ?? [], noted), issuedUntil } }
}

const day = (text: string, option: string) => new Date(`${dayOf(text, option)}T00:00:00Z`)

function spanOf({ from, to }: SimulateOptions): TrialSpan {
  const span = { from: day(from, '--from'), to: day(to, '--to') }
  if (span.to <= span.from) throw new InputError(`--to ${to} is not after --from ${from}`)
  return span
}

function told({ bills, notes, late, statements, deposits, rejected }: Simulation): string[] {
  const width = process.stdout.columns
  return [
    ...bills.map((bill) => billTold(bill, width)),
    ...(bills.length === 0 ? ['no bill: no period with a charge ends in this time'] : []),
    ...(notes.length > 0
      ? [
          `notes\n${renderTable(
            notes.map(({ lines, taxes, ...note }) => note),
            width,
            ['net', 'tax', 'gross', 'left'],
          )}\n`,
        ]
      : []),
    ...(late.length > 0 ? [`found after bills were issued\n${renderTable(late, width)}\n`] : []),
    ...(deposits.length > 0 ? [`deposits\n${renderTable(deposits, width, ['amount'])}`] : []),
    ...(statements.length > 0
      ? [`statements\n${renderTable(statements, width, ['bills', 'notes', 'payments', 'closing'])}`]
      : []),
    ...(rejected.length > 0 ? [`\nuse that was rejected\n${renderTable(rejected, width)}`] : []),
  ]
}
