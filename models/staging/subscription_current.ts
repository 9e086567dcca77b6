import { notNull, relationship, unique, warn } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof, limitBy } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountCurrent } from './billing_account_current.ts'
import { clock } from './clock.ts'
import { offering } from './offering.ts'
import { subscriptionHistory } from './subscription_history.ts'

/** Subscriptions as they stand at the business date. */
export const subscriptionCurrent = model('staging.subscription_current', {
  history: subscriptionHistory,
  clock,
  offering,
})
  .describe({
    description: 'Every subscription as it stood at `as_of`; those that begin later are not in it.',
    columns: {
      activated_at: 'First time it was active; null if it never was',
      terminated_at: 'Since when it is terminated; null if it is not',
      tenure_months: 'Whole months from activation to termination or `as_of`',
      monthly_price: 'Monthly price without tax: agreed with the customer, else the offering’s at that time',
      currency: 'Currency of the offering; null when the catalogue does not know the offering',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('latest', (w) =>
        w
          .selectFrom('history as h')
          .crossJoin('clock as k')
          .select([
            'h.subscription_id',
            'h.valid_from',
            'h.customer_id',
            'h.billing_account_id',
            'h.type',
            'h.status',
            'h.status_reason',
            'h.offering_id',
            'h.recurring_price',
            'h.contract_months',
            'h.access',
            'h.channel',
            'h.simulated',
            'k.as_of',
          ])
          .whereRef('h.valid_from', '<', 'k.as_of')
          .orderBy('h.valid_from', 'desc')
          .$call(limitBy(1, (eb) => [eb.ref('h.subscription_id')])),
      )
      .with('activation', (w) =>
        w
          .selectFrom('history as h')
          .select((eb) => ['h.subscription_id', ch.min(eb.ref('h.valid_from')).as('activated_at')])
          .where('h.status', '=', 'active')
          .groupBy('h.subscription_id'),
      )
      .selectFrom('latest as l')
      .leftJoin('activation as a', (join) =>
        join.onRef('a.subscription_id', '=', 'l.subscription_id').onRef('a.activated_at', '<', 'l.as_of'),
      )
      .leftJoin('offering as o', (join) =>
        asof(join.onRef('o.offering_id', '=', 'l.offering_id').onRef('l.as_of', '>', 'o.valid_from')),
      )
      .select((eb) => {
        const terminatedAt = ch.if(eb('l.status', '=', 'terminated'), ch.toNullable(eb.ref('l.valid_from')), ch.null())
        return [
          'l.subscription_id',
          'l.customer_id',
          'l.billing_account_id',
          'l.type',
          'l.status',
          'l.status_reason',
          'l.valid_from as state_from',
          'l.offering_id',
          'o.name as offering',
          ch
            .coalesce(ch.coalesce(eb.ref('l.recurring_price'), eb.ref('o.recurring_price')), ch.zero(9))
            .as('monthly_price'),
          'o.currency',
          'l.contract_months',
          'l.access',
          'l.channel',
          'a.activated_at',
          terminatedAt.as('terminated_at'),
          ch.age('month', eb.ref('a.activated_at'), ch.coalesce(terminatedAt, eb.ref('l.as_of'))).as('tenure_months'),
          'l.simulated',
        ]
      }),
  )
  .table({ orderBy: ['subscription_id'] })
  .check(
    notNull('subscription_id', 'billing_account_id', 'status'),
    unique('subscription_id'),
    warn(relationship('billing_account_id', billingAccountCurrent, 'billing_account_id')),
    warn(notNull('currency')),
  )
