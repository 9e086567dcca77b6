import { exposes, exposure } from '../transforms/project/exposure.ts'
import { arpuMonthly } from './customers/arpu_monthly.ts'
import { baseDaily } from './customers/base_daily.ts'
import { churnMonthly } from './customers/churn_monthly.ts'
import { churnMonthlyBy } from './customers/churn_monthly_by.ts'
import { churnedShare } from './customers/churned_share.ts'
import { leaver } from './customers/leaver.ts'
import { retentionCohort } from './customers/retention_cohort.ts'
import { survival } from './customers/survival.ts'
import { billMonthly } from './finance/bill_monthly.ts'
import { dataStatus } from './finance/data_status.ts'
import { revenueMonthly } from './finance/revenue_monthly.ts'
import { revenueReconciliation } from './finance/revenue_reconciliation.ts'
import { atRisk } from './marketing/at_risk.ts'
import { baseBySegment } from './marketing/base_by_segment.ts'
import { ageing } from './receivables/ageing.ts'
import { collectionList } from './receivables/collection_list.ts'

/**
 * What the dashboards' pages and the notebooks read. A test compares it with their SQL; tsc says where a column it names is
 * gone.
 */
export const exposures = [
  exposure('Analyst', {
    kind: 'dashboard',
    file: 'dashboards/pages/analyst.md',
    reads: [
      exposes(arpuMonthly, 'arpu', 'average_base', 'currency', 'month', 'revenue', 'segment', 'type'),
      exposes(
        churnMonthly,
        'adds',
        'average_base',
        'base_turnover',
        'churn_rate',
        'churn_rate_opening',
        'closing',
        'month',
        'opening',
        'reconnects',
        'terminations',
      ),
      exposes(
        churnMonthlyBy,
        'adds',
        'average_base',
        'churn_rate',
        'churn_rate_opening',
        'closing',
        'dimension',
        'month',
        'opening',
        'reconnects',
        'terminations',
        'value',
      ),
      exposes(churnedShare, 'churned', 'churned_share', 'customers', 'dimension', 'value'),
      exposes(
        leaver,
        'access',
        'contract',
        'leavers',
        'month',
        'reason',
        'region',
        'segment',
        'tenure_band',
        'type',
        'voluntary',
      ),
      exposes(baseBySegment, 'as_of_day'),
    ],
  }),
  exposure('Finance', {
    kind: 'dashboard',
    file: 'dashboards/pages/finance.md',
    reads: [
      exposes(billMonthly, 'bills', 'currency', 'gross', 'month', 'net', 'tax'),
      exposes(revenueMonthly, 'category', 'currency', 'month', 'net', 'segment', 'service', 'type'),
      exposes(revenueReconciliation, 'amount', 'currency', 'events', 'month', 'quantity', 'service', 'stage', 'step'),
      exposes(baseBySegment, 'as_of_day'),
      exposes(ageing, 'accounts', 'amount', 'bucket', 'currency'),
      exposes(
        collectionList,
        'billing_account_id',
        'channel',
        'currency',
        'day',
        'days_past_due',
        'expected_recovery',
        'oldest_due_date',
        'overdue',
        'probability',
        'rank',
        'segment',
        'step',
        'type',
      ),
    ],
  }),
  exposure('Overview', {
    kind: 'dashboard',
    file: 'dashboards/pages/index.md',
    reads: [
      exposes(
        churnMonthly,
        'adds',
        'average_base',
        'base_turnover',
        'churn_rate',
        'churn_rate_opening',
        'closing',
        'month',
        'opening',
        'reconnects',
        'terminations',
      ),
      exposes(dataStatus, 'contract', 'events', 'first_event', 'last_event', 'quarantined', 'simulated'),
      exposes(baseBySegment, 'as_of_day'),
    ],
  }),
  exposure('Marketing', {
    kind: 'dashboard',
    file: 'dashboards/pages/marketing.md',
    reads: [
      exposes(
        baseDaily,
        'adds',
        'closing',
        'day',
        'opening',
        'reconnects',
        'region',
        'segment',
        'terminations',
        'type',
      ),
      exposes(
        leaver,
        'access',
        'contract',
        'leavers',
        'month',
        'reason',
        'region',
        'segment',
        'tenure_band',
        'type',
        'voluntary',
      ),
      exposes(baseBySegment, 'as_of_day', 'currency', 'lines', 'monthly_charges', 'region', 'segment', 'type'),
      exposes(atRisk, 'band', 'contactable', 'drivers', 'region', 'segment', 'type'),
    ],
  }),
  exposure('Retention', {
    kind: 'notebook',
    file: 'notebooks/pages/retention.html',
    reads: [
      exposes(baseBySegment, 'as_of_day'),
      exposes(survival, 'censored', 'contract', 'lost', 'segment', 'tenure_months', 'type'),
      exposes(retentionCohort, 'base', 'cohort', 'kept', 'months_since', 'segment', 'type'),
    ],
  }),
]
