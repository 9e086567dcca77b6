import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { lineRevenue } from '../finance/line_revenue.ts'
import { customerCurrent } from '../staging/customer_current.ts'
import { subscriptionCurrent } from '../staging/subscription_current.ts'
import { baseInterval } from './base_interval.ts'
import { baseWindow } from './base_window.ts'

/** Revenue has one definition, finance's; here it meets the line's slice of the month. */
const inferred = model('customers.earned_monthly', {
  revenue: lineRevenue,
  interval: baseInterval,
  window: baseWindow,
  subscription: subscriptionCurrent,
  customer: customerCurrent,
})
  .describe({
    description:
      'Revenue earned by line and service month, without tax: the recurring charges and usage of finance.line_revenue with the line’s slice in that month. Adjustments, one-off charges and devices are not in it.',
    columns: {
      month: 'Service month in the account’s time zone, from base_window.revenue_from on',
      type: 'Type of line at the end of its time in the base that month; as it is now where it was not in the base',
      recurring: 'Recurring charges, by days',
      usage: 'Postpaid: as rated. Prepaid: what the charging system took, as rated where it booked nothing',
      revenue: 'recurring + usage',
    },
    tags: ['arpu'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('earned', (w) =>
        w
          .selectFrom('revenue as r')
          .crossJoin('window as w')
          .select((eb) => [
            ch.notNull(eb.ref('r.subscription_id')).as('subscription_id'),
            'r.month',
            'r.currency',
            ch.sumIf(eb.ref('r.net'), eb('r.category', '=', 'recurring')).as('recurring'),
            ch.sumIf(eb.ref('r.net'), eb('r.category', '=', 'usage')).as('usage'),
          ])
          .where('r.subscription_id', 'is not', null)
          .where('r.category', 'in', ['recurring', 'usage'])
          .whereRef('r.month', '>=', 'w.revenue_from')
          .whereRef('r.month', '<=', 'w.last_day')
          .groupBy(['r.subscription_id', 'r.month', 'r.currency']),
      )
      .with('stay', (w) =>
        w
          .selectFrom('interval as i')
          .crossJoin('window as w')
          .$call(
            arrayJoin('month', (eb) =>
              ch.months(
                ch.greatest(eb.ref('i.from_day'), eb.ref('w.revenue_from')),
                ch.least(eb.ref('i.to_day'), ch.addDays(eb.ref('w.last_day'), ch.literal(1))),
              ),
            ),
          )
          .select(['i.subscription_id', 'month', 'i.from_day', 'i.type', 'i.segment'])
          .whereRef('i.to_day', '>', 'w.revenue_from'),
      )
      .with('slice', (w) =>
        w
          .selectFrom('stay as s')
          .select((eb) => [
            's.subscription_id',
            's.month',
            ch.argMax(ch.toString(eb.ref('s.type')), eb.ref('s.from_day')).as('type'),
            ch.argMax(ch.toString(eb.ref('s.segment')), eb.ref('s.from_day')).as('segment'),
          ])
          .groupBy(['s.subscription_id', 's.month']),
      )
      .selectFrom('earned as e')
      .innerJoin('subscription as s', 's.subscription_id', 'e.subscription_id')
      .leftJoin('customer as c', 'c.customer_id', 's.customer_id')
      .leftJoin('slice as i', (join) =>
        join.onRef('i.subscription_id', '=', 'e.subscription_id').onRef('i.month', '=', 'e.month'),
      )
      .select((eb) => [
        'e.month',
        'e.subscription_id',
        's.billing_account_id',
        's.customer_id',
        ch.coalesce(eb.ref('i.type'), ch.toString(eb.ref('s.type'))).as('type'),
        ch.coalesce(eb.ref('i.segment'), ch.toString(eb.ref('c.segment')), ch.text('unknown')).as('segment'),
        'e.currency',
        'e.recurring',
        'e.usage',
        ch.plus(eb.ref('e.recurring'), eb.ref('e.usage')).as('revenue'),
      ]),
  )
  .table({ orderBy: ['month', 'subscription_id'] })
  .check(notNull('month', 'subscription_id', 'revenue'), unique('month', 'subscription_id', 'currency'))

export interface EarnedMonthlyRow extends RowOf<typeof inferred> {}
export const earnedMonthly: Model<'customers.earned_monthly', EarnedMonthlyRow> = inferred
