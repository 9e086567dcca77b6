import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { chargeCalendar, seriesColumns } from './charge_calendar.ts'

const series = seriesColumns.map((column) => `p.${column}` as const)

/** A day that two periods of a charge have is charged twice, one that none has is never charged. */
export const chargePeriodsFollow = reconciliation('periods of a charge follow one another', { chargeCalendar })
  .by(...seriesColumns)
  .left((q) =>
    q
      .selectFrom('chargeCalendar as p')
      .select((eb) => [
        ...series,
        ch.toLong(ch.sum(ch.dateDiff('day', eb.ref('p.period_from'), eb.ref('p.period_to')))).as('days'),
      ])
      .groupBy(series),
  )
  .right((q) =>
    q
      .selectFrom('chargeCalendar as p')
      .select((eb) => [
        ...series,
        ch.toLong(ch.dateDiff('day', ch.min(eb.ref('p.period_from')), ch.max(eb.ref('p.period_to')))).as('days'),
      ])
      .groupBy(series),
  )
