import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landedByContract, rejectStatus } from '../../ingest/landing/status.ts'
import { creditLimitByClass } from '../../models/credit/credit_limit_by_class.ts'
import { arpuMonthly } from '../../models/customers/arpu_monthly.ts'
import { churnMonthly } from '../../models/customers/churn_monthly.ts'
import { churnedShare } from '../../models/customers/churned_share.ts'
import { billMonthly } from '../../models/finance/bill_monthly.ts'
import { rejectedUsage } from '../../models/rating/rejected_usage.ts'
import { collectionList } from '../../models/receivables/collection_list.ts'
import { clock } from '../../models/staging/clock.ts'
import { SIMULATOR_FEED } from '../../samples/simulator/simulate.ts'
import { ask } from '../../transforms/run/ask.ts'
import { latestChecks } from '../../transforms/run/status.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import type { Session } from '../session.ts'
import type { Summary } from './summary.ts'

/** Lines of the collection list that the summary shows. */
const LISTED = 10
/** Dimensions of the churned share that the summary shows, besides all. */
const SHOWN_DIMENSIONS = ['all', 'contract'] as const

/** Reads the summary from what is published; the compiler knows each column it reads. */
export async function collectSummary(session: Session, input: string, seconds: Summary['seconds']): Promise<Summary> {
  const { warehouse, prefix } = session
  const databases = landingDatabases(prefix)
  const question = { warehouse, prefix }
  const [now] = await ask(warehouse, prefix, { clock }, (q) =>
    q.selectFrom('clock as c').select(['c.as_of', 'c.last_month']),
  )
  if (now === undefined) throw new PlatformError('staging.clock is empty: nothing that has a date has landed')
  const [landed, quarantined, notRated, base, shares, billed, arpu, creditLimits, list, checks] = await Promise.all([
    landedByContract(warehouse, databases, SIMULATOR_FEED),
    rejectStatus(warehouse, databases),
    notRatedByReason(question),
    baseOf(question, now.last_month),
    churnedShares(question),
    billedByMonth(question),
    arpuOf(question, now.last_month),
    limitsByClass(question),
    topOfCollectionList(question),
    latestChecks(warehouse, { prefix }),
  ])
  return {
    input,
    asOf: now.as_of,
    landed,
    quarantined,
    notRated,
    base,
    churnedShare: shares,
    billed,
    arpu,
    creditLimits,
    collectionList: list,
    checks: checks.map(({ model, check, status, failing }) => ({ model, check, status, failing })),
    seconds,
  }
}

type Question = Pick<Session, 'warehouse' | 'prefix'>

async function notRatedByReason({ warehouse, prefix }: Question): Promise<Summary['notRated']> {
  const rows = await ask(warehouse, prefix, { rejectedUsage }, (q) =>
    q
      .selectFrom('rejectedUsage as r')
      .select(['r.reason', ch.count().as('events')])
      .groupBy('r.reason')
      .orderBy('r.reason'),
  )
  return rows.map(({ reason, events }) => ({ reason, events: Number(events) }))
}

async function baseOf({ warehouse, prefix }: Question, month: string): Promise<Summary['base']> {
  const [row] = await ask(warehouse, prefix, { churnMonthly }, (q) =>
    q.selectFrom('churnMonthly as c').selectAll('c').where('c.month', '=', month),
  )
  return {
    month,
    opening: Number(row?.opening ?? 0),
    adds: Number(row?.adds ?? 0),
    reconnects: Number(row?.reconnects ?? 0),
    terminations: Number(row?.terminations ?? 0),
    closing: Number(row?.closing ?? 0),
    churnRate: row?.churn_rate ?? null,
    churnRateOpening: row?.churn_rate_opening ?? null,
  }
}

async function churnedShares({ warehouse, prefix }: Question): Promise<Summary['churnedShare']> {
  const rows = await ask(warehouse, prefix, { churnedShare }, (q) =>
    q
      .selectFrom('churnedShare as c')
      .selectAll('c')
      .where('c.dimension', 'in', SHOWN_DIMENSIONS)
      .orderBy('c.dimension')
      .orderBy('c.value'),
  )
  return rows.map((row) => ({
    dimension: row.dimension,
    value: row.value,
    currency: row.currency,
    customers: Number(row.customers),
    churned: Number(row.churned),
    churnedShare: row.churned_share,
    monthlyCharges: row.monthly_charges,
    churnedMonthlyCharges: row.churned_monthly_charges,
  }))
}

async function billedByMonth({ warehouse, prefix }: Question): Promise<Summary['billed']> {
  const rows = await ask(warehouse, prefix, { billMonthly }, (q) =>
    q
      .selectFrom('billMonthly as b')
      .select(['b.month', 'b.currency', 'b.bills', 'b.net', 'b.tax', 'b.gross'])
      .orderBy('b.month')
      .orderBy('b.currency'),
  )
  return rows.map((row) => ({ ...row, bills: Number(row.bills) }))
}

async function arpuOf({ warehouse, prefix }: Question, month: string): Promise<Summary['arpu']> {
  return ask(warehouse, prefix, { arpuMonthly }, (q) =>
    q
      .selectFrom('arpuMonthly as a')
      .select((eb) => [
        'a.month',
        'a.type',
        'a.currency',
        ch
          .roundHalfUp(ch.div(ch.sum(eb.ref('a.revenue')), ch.nullIf(ch.sum(eb.ref('a.average_base')), ch.zero(1))), 2)
          .as('arpu'),
      ])
      .where('a.month', '=', month)
      .groupBy(['a.month', 'a.type', 'a.currency'])
      .orderBy('a.type'),
  )
}

async function limitsByClass({ warehouse, prefix }: Question): Promise<Summary['creditLimits']> {
  const rows = await ask(warehouse, prefix, { creditLimitByClass }, (q) =>
    q
      .selectFrom('creditLimitByClass as l')
      .select((eb) => [
        'l.credit_class',
        'l.currency',
        ch.sum(eb.ref('l.accounts')).as('accounts'),
        ch.sum(eb.ref('l.total_limit')).as('total_limit'),
      ])
      .groupBy(['l.credit_class', 'l.currency'])
      .orderBy('l.credit_class'),
  )
  return rows.map((row) => ({
    creditClass: row.credit_class,
    currency: row.currency,
    accounts: Number(row.accounts),
    totalLimit: row.total_limit,
  }))
}

async function topOfCollectionList({ warehouse, prefix }: Question): Promise<Summary['collectionList']> {
  const rows = await ask(warehouse, prefix, { collectionList }, (q) =>
    q.selectFrom('collectionList as c').selectAll('c').orderBy('c.rank').limit(LISTED),
  )
  return rows.map((row) => ({
    rank: Number(row.rank),
    account: row.billing_account_id,
    overdue: row.overdue,
    currency: row.currency,
    daysPastDue: Number(row.days_past_due),
    step: row.step,
    expectedRecovery: row.expected_recovery,
  }))
}
