import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin, over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseChange } from './base_change.ts'
import { baseWindow } from './base_window.ts'
import { averageBase } from './churn_rates.ts'

export const baseMonthly = model('customers.base_monthly', { change: baseChange, window: baseWindow })
  .describe({
    description:
      'Opening, closing and average base by month, type, segment and currency of the account: what ARPU divides by.',
    columns: { average_base: '(opening + closing) / 2' },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('delta', (w) =>
        w
          .selectFrom('change as c')
          .crossJoin('window as w')
          .select((eb) => {
            const into = eb('c.change', 'in', ['add', 'reconnect', 'moved in'])
            return [
              'c.type',
              'c.segment',
              'c.currency',
              ch
                .toStartOfMonth(ch.greatest(eb.ref('c.day'), ch.addDays(eb.ref('w.first_day'), ch.literal(-1))))
                .as('month'),
              ch.minus(ch.countIf(into), ch.countIf(eb.not(into))).as('net'),
            ]
          })
          .whereRef('c.day', '<=', 'w.last_day')
          .groupBy((eb) => [
            'c.type',
            'c.segment',
            'c.currency',
            ch.toStartOfMonth(ch.greatest(eb.ref('c.day'), ch.addDays(eb.ref('w.first_day'), ch.literal(-1)))),
          ]),
      )
      .with('slice', (w) =>
        w
          .selectFrom('delta as d')
          .select((eb) => ['d.type', 'd.segment', 'd.currency', ch.min(eb.ref('d.month')).as('first_month')])
          .groupBy(['d.type', 'd.segment', 'd.currency']),
      )
      .with('grid', (w) =>
        w
          .selectFrom('slice as s')
          .crossJoin('window as w')
          .$call(arrayJoin('month', (eb) => ch.months(eb.ref('s.first_month'), eb.ref('w.last_day'))))
          .select(['s.type', 's.segment', 's.currency', 'month', 'w.first_day as shown_from']),
      )
      .with('running', (w) =>
        w
          .selectFrom('grid as g')
          .leftJoin('delta as d', (join) =>
            join
              .onRef('d.type', '=', 'g.type')
              .onRef('d.segment', '=', 'g.segment')
              .onRef('d.currency', '=', 'g.currency')
              .onRef('d.month', '=', 'g.month'),
          )
          .select((eb) => {
            const net = ch.coalesce(eb.ref('d.net'), ch.literal(0n as bigint))
            const slice = {
              partitionBy: [eb.ref('g.type'), eb.ref('g.segment'), eb.ref('g.currency')],
              orderBy: [eb.ref('g.month')],
            }
            return [
              'g.month',
              'g.shown_from',
              'g.type',
              'g.segment',
              'g.currency',
              over(ch.sum(net), { ...slice, frame: rowsBetween('unbounded', -1) }).as('opening'),
              over(ch.sum(net), { ...slice, frame: rowsBetween('unbounded', 0) }).as('closing'),
            ]
          }),
      )
      .selectFrom('running as r')
      .select((eb) => [
        'r.month',
        'r.type',
        'r.segment',
        'r.currency',
        'r.opening',
        'r.closing',
        averageBase({ opening: eb.ref('r.opening'), closing: eb.ref('r.closing') }).as('average_base'),
      ])
      .whereRef('r.month', '>=', 'r.shown_from'),
  )
  .table({ orderBy: ['month', 'type', 'segment', 'currency'] })
  .check(notNull('month', 'average_base'), unique('month', 'type', 'segment', 'currency'))
