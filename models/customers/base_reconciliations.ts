import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseDaily } from './base_daily.ts'
import { baseInterval } from './base_interval.ts'
import { baseWindow } from './base_window.ts'
import { churnMonthly } from './churn_monthly.ts'
import { churnMonthlyBy } from './churn_monthly_by.ts'

/** A day's closing is the next day's opening. */
export const baseContinues = reconciliation('closing base = next day’s opening', {
  daily: baseDaily,
  window: baseWindow,
})
  .by('day', 'type', 'segment', 'region', 'offering_id')
  .left((q) =>
    q
      .selectFrom('daily as d')
      .crossJoin('window as w')
      .select((eb) => [
        ch.addDays(eb.ref('d.day'), ch.literal(1)).as('day'),
        'd.type',
        'd.segment',
        'd.region',
        'd.offering_id',
        'd.closing as lines',
      ])
      .whereRef('d.day', '<', 'w.last_day'),
  )
  .right((q) =>
    q
      .selectFrom('daily as d')
      .crossJoin('window as w')
      .select(['d.day', 'd.type', 'd.segment', 'd.region', 'd.offering_id', 'd.opening as lines'])
      .whereRef('d.day', '>', 'w.first_day'),
  )

/** The running sums against a count of the lines themselves, at every month’s end. */
export const baseIsIntervals = reconciliation('closing base = lines in an interval, at month ends', {
  daily: baseDaily,
  interval: baseInterval,
})
  .by('day', 'type', 'segment', 'region', 'offering_id')
  .left((q) =>
    q
      .selectFrom('daily as d')
      .select(['d.day', 'd.type', 'd.segment', 'd.region', 'd.offering_id', 'd.closing as lines'])
      .where((eb) => eb('d.day', '=', ch.toLastDayOfMonth(eb.ref('d.day')))),
  )
  .right((q) =>
    q
      .with('month_end', (w) =>
        w
          .selectFrom('daily as d')
          .select('d.day')
          .distinct()
          .where((eb) => eb('d.day', '=', ch.toLastDayOfMonth(eb.ref('d.day')))),
      )
      .selectFrom('interval as i')
      .crossJoin('month_end as m')
      .select(['m.day', 'i.type', 'i.segment', 'i.region', 'i.offering_id', ch.toLong(ch.count()).as('lines')])
      .whereRef('i.from_day', '<=', 'm.day')
      .whereRef('i.to_day', '>', 'm.day')
      .groupBy(['m.day', 'i.type', 'i.segment', 'i.region', 'i.offering_id']),
  )

/** Nobody moves in who has not moved out. */
export const movesBalance = reconciliation('lines moved in = lines moved out', { daily: baseDaily })
  .by('day')
  .left((q) =>
    q
      .selectFrom('daily as d')
      .select((eb) => ['d.day', ch.sum(eb.ref('d.moved_in')).as('lines')])
      .groupBy('d.day'),
  )
  .right((q) =>
    q
      .selectFrom('daily as d')
      .select((eb) => ['d.day', ch.sum(eb.ref('d.moved_out')).as('lines')])
      .groupBy('d.day'),
  )

/** Every dimension adds up to the whole. */
export const churnIsBase = reconciliation('churn by any dimension = churn of the whole', {
  whole: churnMonthly,
  by: churnMonthlyBy,
})
  .by('month', 'dimension')
  .left((q) =>
    q
      .with('dimension', (w) => w.selectFrom('by as b').select('b.dimension').distinct())
      .selectFrom('whole as m')
      .crossJoin('dimension as d')
      .select(['m.month', 'd.dimension', 'm.opening', 'm.adds', 'm.reconnects', 'm.terminations', 'm.closing']),
  )
  .right((q) =>
    q
      .selectFrom('by as b')
      .select((eb) => [
        'b.month',
        'b.dimension',
        ch.sum(eb.ref('b.opening')).as('opening'),
        ch.sum(eb.ref('b.adds')).as('adds'),
        ch.sum(eb.ref('b.reconnects')).as('reconnects'),
        ch.sum(eb.ref('b.terminations')).as('terminations'),
        ch.sum(eb.ref('b.closing')).as('closing'),
      ])
      .groupBy(['b.month', 'b.dimension']),
  )
