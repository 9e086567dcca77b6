import { expression, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { HINDSIGHT } from './charge_period.ts'
import { chargeValue } from './charge_value.ts'

/** Recurring charges by what is known now. */
export const recurringCharge = model('billing.recurring_charge', { value: chargeValue })
  .describe({
    description:
      'Recurring charges of every period that has begun, by what is known at the end of the data, billed or not: what a line earns. Advance charges are billed before and corrected after: recurring_line.',
    columns: {
      held_from: 'First local day charged; the last plan of a day owns the day',
      held_to: 'First local day no longer charged; the day of termination is charged',
      days: 'Days charged',
      price: 'Price of a whole period',
      exact: 'price × days / days of the period, without tax, cut at 12 decimals',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .selectFrom('value as v')
      .select([
        'v.billing_account_id',
        'v.subscription_id',
        'v.customer_id',
        'v.period_from',
        'v.period_to',
        'v.offering_id',
        'v.offering',
        'v.charge_id',
        'v.charged_in',
        'v.held_from',
        'v.held_to',
        'v.days',
        'v.period_days',
        'v.amount as price',
        'v.exact',
        'v.net',
        'v.tax_id',
        'v.tax_rate',
        'v.currency',
      ])
      .where('v.known_at', '=', ch.day(HINDSIGHT)),
  )
  .view()
  .check(
    notNull('billing_account_id', 'subscription_id', 'net'),
    expression('no day is charged twice', (eb) => eb('days', '<=', eb.ref('period_days'))),
  )
