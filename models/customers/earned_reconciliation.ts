import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { lineRevenue } from '../finance/line_revenue.ts'
import { baseWindow } from './base_window.ts'
import { earnedMonthly } from './earned_monthly.ts'

/** What ARPU divides is what finance reports: nothing of a line is lost or doubled on the way. */
export const revenueIsEarned = reconciliation('revenue earned by line = recurring and usage revenue of finance', {
  earned: earnedMonthly,
  revenue: lineRevenue,
  window: baseWindow,
})
  .by('month', 'currency')
  .left((q) =>
    q
      .selectFrom('earned as e')
      .select((eb) => ['e.month', 'e.currency', ch.sum(eb.ref('e.revenue')).as('amount')])
      .groupBy(['e.month', 'e.currency']),
  )
  .right((q) =>
    q
      .selectFrom('revenue as r')
      .crossJoin('window as w')
      .select((eb) => ['r.month', 'r.currency', ch.sum(eb.ref('r.net')).as('amount')])
      .where('r.category', 'in', ['recurring', 'usage'])
      .whereRef('r.month', '>=', 'w.revenue_from')
      .whereRef('r.month', '<=', 'w.last_day')
      .groupBy(['r.month', 'r.currency']),
  )
