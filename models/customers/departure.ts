import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseInterval } from './base_interval.ts'
import { lineState } from './line_state.ts'

/** Reasons that are not the customer's notice: the operator's doing, or nobody's. */
const involuntary = ['debt', 'fraud', 'deceased', 'inactive']

export const departure = model('customers.departure', { interval: baseInterval, state: lineState })
  .describe({
    description: 'Every departure of a line from the base: one row a line and day it left, with why and what was lost.',
    columns: {
      day: 'Local day on which the line is first no longer in the base',
      reason:
        'Reason of the termination; inactive where a prepaid line had no revenue event for N days; not stated where nobody said',
      voluntary: 'The customer ended it: any reason but debt, fraud, deceased, inactive',
      tenure_months: 'Whole months from the line’s first day in the base',
      price: 'Monthly recurring price without tax that is lost',
    },
    tags: ['churn'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('since', (w) =>
        w
          .selectFrom('interval as i')
          .selectAll('i')
          .select((eb) =>
            over(ch.min(eb.ref('i.from_day')), { partitionBy: [eb.ref('i.subscription_id')] }).as('first_day'),
          ),
      )
      .selectFrom('since as i')
      .leftJoin('state as s', (join) =>
        join
          .onRef('s.subscription_id', '=', 'i.subscription_id')
          .onRef('s.from_day', '=', 'i.to_day')
          .on('s.status', '=', 'terminated'),
      )
      .select((eb) => {
        const reason = ch.coalesce(
          ch.toString(eb.ref('s.status_reason')),
          ch.if(
            eb.and([ch.isNull(eb.ref('s.status')), ch.endsWith(eb.ref('i.type'), ch.text('prepaid'))]),
            ch.text('inactive'),
            ch.text('not stated'),
          ),
        )
        return [
          'i.subscription_id',
          'i.customer_id',
          'i.billing_account_id',
          'i.to_day as day',
          'i.type',
          'i.segment',
          'i.region',
          'i.offering_id',
          'i.contract_months',
          'i.access',
          reason.as('reason'),
          ch.toBool(eb(reason, 'not in', involuntary)).as('voluntary'),
          ch.age('month', eb.ref('i.first_day'), eb.ref('i.to_day')).as('tenure_months'),
          'i.currency',
          'i.price',
        ]
      })
      .where('i.leaves', '=', 'termination'),
  )
  .table({ orderBy: ['day', 'subscription_id'] })
  .check(notNull('subscription_id', 'day', 'reason', 'voluntary'), unique('subscription_id', 'day'))
