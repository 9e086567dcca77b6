import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseChange } from './base_change.ts'
import { baseWindow } from './base_window.ts'
import { churnColumns, churnRates } from './churn_rates.ts'
import { openingAndClosing, rollsForward } from './roll_forward.ts'

const dimensions = ['type', 'segment', 'region', 'contract', 'access', 'offering'] as const

export const churnMonthlyBy = model('customers.churn_monthly_by', { change: baseChange, window: baseWindow })
  .describe({
    description:
      'Base and churn by month and one dimension at a time, in lines. Within a dimension only lines that changed its value moved.',
    columns: {
      dimension: dimensions.join(', '),
      value: 'Value of the dimension; contract is the term in months, 0 for month to month',
      moved_in: 'Lines that came from another value of the dimension',
      moved_out: 'Lines that went to another value',
      ...churnColumns,
    },
    tags: ['base', 'churn'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('sided', (w) =>
        w
          .selectFrom('change as c')
          .crossJoin('window as w')
          .$call(arrayJoin('dimension', () => ch.array(...dimensions.map((name) => ch.text(name)))))
          .select((eb) => {
            const is = (name: (typeof dimensions)[number]) => eb(eb.ref('dimension'), '=', name)
            return [
              'dimension',
              ch
                .toStartOfMonth(ch.greatest(eb.ref('c.day'), ch.addDays(eb.ref('w.first_day'), ch.literal(-1))))
                .as('month'),
              'c.change',
              ch
                .multiIf(
                  [
                    [is('type'), ch.toString(eb.ref('c.type'))],
                    [is('segment'), ch.toString(eb.ref('c.segment'))],
                    [is('region'), ch.toString(eb.ref('c.region'))],
                    [is('contract'), ch.toString(eb.ref('c.contract_months'))],
                    [is('access'), ch.toString(eb.ref('c.access'))],
                  ],
                  ch.toString(eb.ref('c.offering_id')),
                )
                .as('value'),
              ch
                .multiIf(
                  [
                    [is('type'), ch.toString(eb.ref('c.other_type'))],
                    [is('segment'), ch.toString(eb.ref('c.other_segment'))],
                    [is('region'), ch.toString(eb.ref('c.other_region'))],
                    [is('contract'), ch.toString(eb.ref('c.other_contract_months'))],
                    [is('access'), ch.toString(eb.ref('c.other_access'))],
                  ],
                  ch.toString(eb.ref('c.other_offering_id')),
                )
                .as('other'),
            ]
          })
          .whereRef('c.day', '<=', 'w.last_day'),
      )
      .with('delta', (w) =>
        w
          .selectFrom('sided as s')
          .select((eb) => [
            's.dimension',
            's.value',
            's.month',
            ch.countIf(eb('s.change', '=', 'add')).as('adds'),
            ch.countIf(eb('s.change', '=', 'reconnect')).as('reconnects'),
            ch.countIf(eb('s.change', '=', 'moved in')).as('moved_in'),
            ch.countIf(eb('s.change', '=', 'moved out')).as('moved_out'),
            ch.countIf(eb('s.change', '=', 'termination')).as('terminations'),
          ])
          .where((eb) => eb.or([eb('s.other', 'is', null), eb('s.other', '!=', eb.ref('s.value'))]))
          .groupBy(['s.dimension', 's.value', 's.month']),
      )
      .with('slice', (w) =>
        w
          .selectFrom('delta as d')
          .select((eb) => ['d.dimension', 'd.value', ch.min(eb.ref('d.month')).as('first_month')])
          .groupBy(['d.dimension', 'd.value']),
      )
      .with('grid', (w) =>
        w
          .selectFrom('slice as s')
          .crossJoin('window as w')
          .$call(arrayJoin('month', (eb) => ch.months(eb.ref('s.first_month'), eb.ref('w.last_day'))))
          .select(['s.dimension', 's.value', 'month', 'w.first_day as shown_from']),
      )
      .with('monthly', (w) =>
        w
          .selectFrom('grid as g')
          .leftJoin('delta as d', (join) =>
            join
              .onRef('d.dimension', '=', 'g.dimension')
              .onRef('d.value', '=', 'g.value')
              .onRef('d.month', '=', 'g.month'),
          )
          .select((eb) => [
            'g.month',
            'g.shown_from',
            'g.dimension',
            'g.value',
            ch.toLong(ch.coalesce(eb.ref('d.adds'), ch.literal(0n))).as('adds'),
            ch.toLong(ch.coalesce(eb.ref('d.reconnects'), ch.literal(0n))).as('reconnects'),
            ch.toLong(ch.coalesce(eb.ref('d.moved_in'), ch.literal(0n))).as('moved_in'),
            ch.toLong(ch.coalesce(eb.ref('d.moved_out'), ch.literal(0n))).as('moved_out'),
            ch.toLong(ch.coalesce(eb.ref('d.terminations'), ch.literal(0n))).as('terminations'),
          ]),
      )
      .with('running', (w) =>
        w
          .selectFrom('monthly as m')
          .selectAll('m')
          .select((eb) =>
            openingAndClosing(
              {
                adds: eb.ref('m.adds'),
                reconnects: eb.ref('m.reconnects'),
                moved_in: eb.ref('m.moved_in'),
                moved_out: eb.ref('m.moved_out'),
                terminations: eb.ref('m.terminations'),
              },
              { partitionBy: [eb.ref('m.dimension'), eb.ref('m.value')], orderBy: [eb.ref('m.month')] },
            ),
          ),
      )
      .selectFrom('running as r')
      .select((eb) => [
        'r.month',
        'r.dimension',
        'r.value',
        'r.opening',
        'r.adds',
        'r.reconnects',
        'r.moved_in',
        'r.moved_out',
        'r.terminations',
        'r.closing',
        ...churnRates({
          opening: eb.ref('r.opening'),
          adds: eb.ref('r.adds'),
          terminations: eb.ref('r.terminations'),
          closing: eb.ref('r.closing'),
        }),
      ])
      .whereRef('r.month', '>=', 'r.shown_from'),
  )
  .table({ orderBy: ['dimension', 'value', 'month'] })
  .check(
    notNull('month', 'dimension', 'value'),
    unique('month', 'dimension', 'value'),
    accepted('dimension', [...dimensions]),
    rollsForward,
  )
