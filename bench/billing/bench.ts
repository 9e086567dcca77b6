import { project } from '../../models/index.ts'
import { issueDue } from '../../operations/billing/issue-due.ts'
import { runProject } from '../../transforms/run/run.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { costLine, measure } from '../measure.ts'
import { onServer } from '../on-server.ts'
import type { Report } from '../report.ts'
import { landOperator } from './operator.ts'

/** Accounts of the bill run; a tenth of them is what growth is measured from. */
const ACCOUNTS = Number(process.env.TRUNKLINE_BENCH_ACCOUNTS ?? 1_000_000)
const PREFIX = 'bench_billing__'

interface BillRun {
  readonly seconds: number
  readonly peakMb: number
}

/** A bill run: from landed use to drafts, from drafts to issued and landed bills; growth and memory. */
export async function bench(report: Report): Promise<void> {
  const few = Math.max(1, Math.round(ACCOUNTS / 10))
  const small = await onServer(({ warehouse, pid }) => billRun(report, warehouse, pid, few))
  const whole = await onServer(({ warehouse, pid }) => billRun(report, warehouse, pid, ACCOUNTS))
  report.ratio('bill_run_growth_10x', whole.seconds / small.seconds, '<= 11')
  report.ratio('bill_run_peak_gb', whole.peakMb / 1024, '<= 8')
}

async function billRun(report: Report, warehouse: Warehouse, pid: number, accounts: number): Promise<BillRun> {
  await landOperator(warehouse, PREFIX, accounts)
  const drafts = await measure(pid, async () => {
    const selection = '+billing.draft_bill +billing.unissued_line +staging.billing_account_current'
    const result = await runProject(project, { warehouse, environment: { prefix: PREFIX }, selection })
    if (result.failure) throw result.failure
  })
  report.figure(costLine(`drafts of ${accounts} accounts`, accounts, drafts))
  let at = performance.now()
  const steps: string[] = []
  const issued = await measure(pid, async () => {
    const onStep = (step: string) => {
      steps.push(`  ${((performance.now() - at) / 1000).toFixed(1)} s, then ${step}`)
      at = performance.now()
    }
    const sets = await issueDue(warehouse, { prefix: PREFIX, choice: { period: '2026-01' }, onStep })
    const bills = sets.reduce((sum, set) => sum + set.bills, 0)
    if (bills !== accounts) throw new Error(`${bills} bills were issued of ${accounts} accounts`)
  })
  report.figure(costLine(`issued and landed`, accounts, issued))
  for (const step of [...steps, `  ${((performance.now() - at) / 1000).toFixed(1)} s`]) report.figure(step)
  return {
    seconds: drafts.seconds + issued.seconds,
    peakMb: Math.max(drafts.serverPeakMb, issued.serverPeakMb),
  }
}
