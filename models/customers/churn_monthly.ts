import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseDaily } from './base_daily.ts'
import { churnColumns, churnRates } from './churn_rates.ts'

/** Moves between slices cancel out over the whole base. */
export const churnMonthly = model('customers.churn_monthly', { daily: baseDaily })
  .describe({
    description: 'Base and churn of the whole operator by month, in lines.',
    columns: churnColumns,
    tags: ['base', 'churn'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('monthly', (w) =>
        w
          .selectFrom('daily as d')
          .select((eb) => [
            ch.toStartOfMonth(eb.ref('d.day')).as('month'),
            ch.sumIf(eb.ref('d.opening'), eb('d.day', '=', ch.toStartOfMonth(eb.ref('d.day')))).as('opening'),
            ch.sum(eb.ref('d.adds')).as('adds'),
            ch.sum(eb.ref('d.reconnects')).as('reconnects'),
            ch.sum(eb.ref('d.terminations')).as('terminations'),
            ch.sumIf(eb.ref('d.closing'), eb('d.day', '=', ch.toLastDayOfMonth(eb.ref('d.day')))).as('closing'),
          ])
          .groupBy((eb) => ch.toStartOfMonth(eb.ref('d.day'))),
      )
      .selectFrom('monthly as m')
      .select((eb) => [
        'm.month',
        'm.opening',
        'm.adds',
        'm.reconnects',
        'm.terminations',
        'm.closing',
        ...churnRates({
          opening: eb.ref('m.opening'),
          adds: eb.ref('m.adds'),
          terminations: eb.ref('m.terminations'),
          closing: eb.ref('m.closing'),
        }),
      ]),
  )
  .table({ orderBy: ['month'] })
  .check(
    notNull('month'),
    unique('month'),
    expression('opening + adds + reconnects - terminations = closing', (eb) =>
      eb(
        'closing',
        '=',
        ch.minus(ch.plus(ch.plus(eb.ref('opening'), eb.ref('adds')), eb.ref('reconnects')), eb.ref('terminations')),
      ),
    ),
  )
