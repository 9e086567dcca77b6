import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { baseWindow } from './base_window.ts'
import { closedMonths } from './closed_months.ts'
import { earnedMonthly } from './earned_monthly.ts'
import { line } from './line.ts'

export const lineValue = model('customers.line_value', { line, earned: earnedMonthly, window: baseWindow, clock })
  .describe({
    description: 'What a line in the base has earned a month, over its last three full closed months.',
    columns: {
      months_counted:
        'Full closed months counted, at most 3: from the line’s first day, and from the beginning of the data',
      revenue: 'Revenue earned in them, in the line’s currency, without tax',
      arpu_3m: 'revenue / months_counted; months without revenue count; 0 where no month is full yet',
    },
    tags: ['arpu'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('counted', (w) =>
        w
          .selectFrom('line as l')
          .crossJoin('window as w')
          .crossJoin('clock as k')
          .select((eb) => [
            'l.subscription_id',
            'l.billing_account_id',
            'l.customer_id',
            'l.currency',
            'k.last_month',
            closedMonths(ch.greatest(eb.ref('l.first_day'), eb.ref('w.revenue_from')), eb.ref('k.last_month')).as(
              'months_counted',
            ),
          ])
          .where('l.in_base', '=', true),
      )
      .with('valued', (w) =>
        w
          .selectFrom('counted as l')
          .leftJoin('earned as e', (join) =>
            join.onRef('e.subscription_id', '=', 'l.subscription_id').onRef('e.currency', '=', 'l.currency'),
          )
          .select((eb) => [
            'l.subscription_id',
            'l.billing_account_id',
            'l.customer_id',
            'l.currency',
            'l.months_counted',
            ch
              .coalesce(
                ch.sumIf(
                  eb.ref('e.revenue'),
                  eb('e.month', '>', ch.addMonths(eb.ref('l.last_month'), ch.negate(eb.ref('l.months_counted')))),
                ),
                ch.zero(9),
              )
              .as('revenue'),
          ])
          .groupBy([
            'l.subscription_id',
            'l.billing_account_id',
            'l.customer_id',
            'l.currency',
            'l.months_counted',
            'l.last_month',
          ]),
      )
      .selectFrom('valued as v')
      .select((eb) => [
        'v.subscription_id',
        'v.billing_account_id',
        'v.customer_id',
        'v.currency',
        'v.months_counted',
        'v.revenue',
        ch
          .decimal(ch.div(eb.ref('v.revenue'), ch.greatest(eb.ref('v.months_counted'), ch.literal(1n as bigint))), 9)
          .as('arpu_3m'),
      ]),
  )
  .table({ orderBy: ['subscription_id'] })
  .check(notNull('subscription_id', 'arpu_3m'), unique('subscription_id'))
