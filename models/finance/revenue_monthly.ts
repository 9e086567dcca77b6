import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { customerCurrent } from '../staging/customer_current.ts'
import { subscriptionCurrent } from '../staging/subscription_current.ts'
import { lineRevenue } from './line_revenue.ts'

/** Revenue by what was sold to whom. */
export const revenueMonthly = model('finance.revenue_monthly', {
  revenue: lineRevenue,
  subscription: subscriptionCurrent,
  account: billingAccountCurrent,
  customer: customerCurrent,
})
  .describe({
    description:
      'Revenue earned by service month, without tax, billed or not yet; never the month of the bill. See finance.line_revenue for what counts.',
    columns: {
      type: 'Type of the line at `as_of`; `account` for what concerns no line',
      segment: 'Segment of the customer at `as_of`',
    },
    tags: ['finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('told', (w) =>
        w
          .selectFrom('revenue as r')
          .leftJoin('subscription as s', 's.subscription_id', 'r.subscription_id')
          .leftJoin('account as a', 'a.billing_account_id', 'r.billing_account_id')
          .leftJoin('customer as c', 'c.customer_id', 'a.customer_id')
          .select((eb) => [
            'r.month',
            'r.currency',
            ch.coalesce(ch.widen(eb.ref('s.type')), ch.text('account')).as('type'),
            ch.coalesce(eb.ref('c.segment'), ch.text('unknown')).as('segment'),
            'r.category',
            'r.service',
            'r.net',
          ]),
      )
      .selectFrom('told as t')
      .select((eb) => [
        't.month',
        't.currency',
        't.type',
        't.segment',
        't.category',
        't.service',
        ch.sum(eb.ref('t.net')).as('net'),
      ])
      .groupBy(['t.month', 't.currency', 't.type', 't.segment', 't.category', 't.service']),
  )
  .table({ orderBy: ['month', 'currency', 'type', 'segment'] })
  .check(notNull('month', 'currency', 'net'), unique('month', 'currency', 'type', 'segment', 'category', 'service'))
