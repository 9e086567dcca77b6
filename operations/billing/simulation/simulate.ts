import { isDeepStrictEqual } from 'node:util'
import type { Accounts } from '../../../ingest/accounts/accounts.ts'
import { accountEvents } from '../../../ingest/accounts/events.ts'
import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import { catalogueEvents } from '../../../ingest/catalogue/events.ts'
import { numberReading } from '../../../ingest/catalogue/number_reading.ts'
import type { Event } from '../../../ingest/contracts/index.ts'
import type { Project } from '../../../transforms/project/project.ts'
import type { Warehouse } from '../../../warehouse/connect.ts'
import { withNeededRates } from '../../rating/needed-rates.ts'
import { openTrialOf } from '../../rating/trial.ts'
import type { TrialSpan } from '../../rating/trial-span.ts'
import { usageEvents } from '../../rating/usage-event.ts'
import type { FileRecord } from '../../rating/usage-file.ts'
import type { BillJson } from '../bill-json.ts'
import { simulationAnswer, simulationModels } from './answer.ts'
import type { Simulation } from './simulated-bill.ts'
import { issuedEvents } from './simulated-issue.ts'
import { supposedEvents } from './supposed-issue.ts'

/** What a simulation is made from. */
export interface SimulationInput {
  readonly catalogue: Catalogue
  readonly accounts: Accounts
  readonly usage: readonly FileRecord[]
  readonly span: TrialSpan
  /** Use that arrives when bills dated up to a day, `YYYY-MM-DD`, have been issued. */
  readonly late?: { readonly usage: readonly FileRecord[]; readonly issuedUntil: string }
  /** Aborted: all is dropped, and its reason is thrown. */
  readonly signal?: AbortSignal
}

/**
 * Every bill that the accounts would get, dated in the span, by the models themselves in a database of its own.
 *
 * @throws InputError that names file, line and field of use that is wrong.
 */
export async function simulateBills(
  warehouse: Warehouse,
  project: Project,
  { catalogue, accounts, usage, span, late, signal }: SimulationInput,
): Promise<Simulation> {
  const lines = accounts.accounts.flatMap(({ subscriptions }) => subscriptions.map(({ id }) => id))
  const onlyLine = lines.length === 1 ? lines[0] : undefined
  // Both at once, so that what has no id of its own is told apart.
  const used = usageEvents([...usage, ...(late?.usage ?? [])], onlyLine, numberReading(catalogue))
  const rated = withNeededRates(catalogue, used)
  const events = [...catalogueEvents(rated), ...accountEvents(accounts, catalogue), ...used.slice(0, usage.length)]
  const tried = async (more: readonly Event[], issued: readonly BillJson[], asked: Accounts) => {
    const of = {
      wanted: simulationModels,
      span,
      zones: accounts.accounts.map(({ time_zone }) => time_zone),
      events: [...events, ...more],
    }
    const trial = await openTrialOf(warehouse, project, of, signal && { signal })
    try {
      return await simulationAnswer(trial, asked, issued)
    } finally {
      await trial.close()
    }
  }
  const feesAsked = catalogue.offerings.some(({ charges }) => charges.some(({ kind }) => kind === 'late_fee'))
  // A late fee is of bills that were issued before: bills are supposed to be issued as they came out until they come out alike.
  const settled: typeof tried = async (more, issued, asked) => {
    const known = new Set(issued.map(({ id }) => id))
    let supposed: readonly Event[] = []
    for (let round = 1; ; round++) {
      const answer = await tried([...more, ...supposed], issued, asked)
      // A bill looks at those before it, so each round one more of an account is as it will be.
      const most = Math.max(
        0,
        ...[...Map.groupBy(answer.bills, ({ account }) => account).values()].map((of) => of.length),
      )
      if (!feesAsked || round >= most) return answer
      const next = [
        ...supposedEvents(
          answer.bills.filter(({ id }) => !known.has(id)),
          answer,
        ),
      ]
      if (isDeepStrictEqual(next, supposed)) return answer
      supposed = next
    }
  }
  if (late === undefined) return settled([], [], accounts)
  const before = await settled([], [], { accounts: [] })
  const issued = before.bills.filter(({ date }) => date <= late.issuedUntil)
  return settled([...issuedEvents(issued), ...used.slice(usage.length)], issued, accounts)
}
