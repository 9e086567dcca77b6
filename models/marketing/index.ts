import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseWindow } from '../customers/base_window.ts'
import { churnMonthly } from '../customers/churn_monthly.ts'
import { atRisk } from './at_risk.ts'
import { atRiskSummary } from './at_risk_summary.ts'
import { baseBySegment } from './base_by_segment.ts'
import { riskExample } from './risk_example.ts'

/** Whom to talk to: the base by segment, and who may leave. */
export const models: readonly Model[] = [baseBySegment, riskExample, atRisk, atRiskSummary]

/** Each line of the base is scored once, and no other. */
const everyLineIsScored = reconciliation('lines scored and by segment = closing base', {
  risk: atRisk,
  segment: baseBySegment,
  churn: churnMonthly,
  window: baseWindow,
})
  .by('mart')
  .left((q) =>
    q
      .selectFrom('risk')
      .select([ch.text('at_risk').as('mart'), ch.toLong(ch.count()).as('lines')])
      .unionAll(
        q
          .selectFrom('segment as s')
          .select((eb) => [ch.text('base_by_segment').as('mart'), ch.toLong(ch.sum(eb.ref('s.lines'))).as('lines')]),
      ),
  )
  .right((q) =>
    q
      .selectFrom('churn as c')
      .crossJoin('window as w')
      .select([ch.arrayJoin(ch.array(ch.text('at_risk'), ch.text('base_by_segment'))).as('mart'), 'c.closing as lines'])
      .where((eb) => eb('c.month', '=', ch.toStartOfMonth(eb.ref('w.last_day')))),
  )

export const reconciliations: readonly Reconciliation[] = [everyLineIsScored]
