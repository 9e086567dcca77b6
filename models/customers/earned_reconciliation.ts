import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { baseWindow } from './base_window.ts'
import { earnedMonthly } from './earned_monthly.ts'

/** No rated event of the reported months is lost or doubled on the way to ARPU. */
export const usageIsEarned = reconciliation('usage earned by line = usage rated', {
  earned: earnedMonthly,
  rated: ratedUsage,
  window: baseWindow,
})
  .by('month', 'currency')
  .left((q) =>
    q
      .selectFrom('earned as e')
      .select((eb) => ['e.month', 'e.currency', ch.sum(eb.ref('e.rated')).as('amount')])
      .groupBy(['e.month', 'e.currency']),
  )
  .right((q) =>
    q
      .selectFrom('rated as r')
      .crossJoin('window as w')
      .select((eb) => ['r.month', 'r.currency', ch.sum(eb.ref('r.amount')).as('amount')])
      .whereRef('r.month', '>=', 'w.first_day')
      .whereRef('r.month', '<=', 'w.last_day')
      .groupBy(['r.month', 'r.currency']),
  )
