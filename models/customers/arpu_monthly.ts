import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseMonthly } from './base_monthly.ts'
import { baseWindow } from './base_window.ts'
import { earnedMonthly } from './earned_monthly.ts'

export const arpuMonthly = model('customers.arpu_monthly', {
  earned: earnedMonthly,
  base: baseMonthly,
  window: baseWindow,
})
  .describe({
    description:
      'Average revenue per line: earned revenue of the service month, without tax and devices, over the average base. For a blend, divide the sums: never average ARPU.',
    columns: {
      month: 'Service month, never the bill’s month',
      revenue: 'Earned revenue, see customers.earned_monthly',
      average_base: '(opening + closing) / 2 lines of the slice',
      arpu: 'revenue / average_base; NULL for an empty base',
    },
    tags: ['arpu', 'finance'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('part', (w) =>
        w
          .selectFrom('earned as e')
          .select((eb) => [
            'e.month',
            'e.type',
            'e.segment',
            'e.currency',
            ch.sum(eb.ref('e.revenue')).as('revenue'),
            ch.zero(1).as('average_base'),
          ])
          .groupBy(['e.month', 'e.type', 'e.segment', 'e.currency'])
          .unionAll(
            w
              .selectFrom('base as b')
              .crossJoin('window as w')
              .select((eb) => [
                'b.month',
                ch.toString(eb.ref('b.type')).as('type'),
                ch.toString(eb.ref('b.segment')).as('segment'),
                'b.currency',
                ch.zero(9).as('revenue'),
                'b.average_base',
              ])
              .whereRef('b.month', '>=', 'w.revenue_from'),
          ),
      )
      .selectFrom('part as p')
      .select((eb) => [
        'p.month',
        'p.type',
        'p.segment',
        'p.currency',
        ch.sum(eb.ref('p.revenue')).as('revenue'),
        ch.sum(eb.ref('p.average_base')).as('average_base'),
        ch
          .decimal(ch.div(ch.sum(eb.ref('p.revenue')), ch.nullIf(ch.sum(eb.ref('p.average_base')), ch.zero(1))), 9)
          .as('arpu'),
      ])
      .groupBy(['p.month', 'p.type', 'p.segment', 'p.currency']),
  )
  .table({ orderBy: ['month', 'type', 'segment', 'currency'] })
  .check(notNull('month', 'currency', 'revenue'), unique('month', 'type', 'segment', 'currency'))
