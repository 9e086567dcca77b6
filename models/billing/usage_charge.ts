import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { accountPeriod } from './account_period.ts'
import { postpaidTypes } from './postpaid.ts'

/** Rated postpaid usage summed for billing. */
export const usageCharge = model('billing.usage_charge', { rated: ratedUsage, period: accountPeriod })
  .describe({
    description:
      'Rated usage of postpaid lines summed by billing period. A period’s usage is what began on its local days; what no closed period holds is unbilled.',
    columns: {
      period_from: 'First day of the billing period; null while unbilled',
      month: 'Service month in the account’s zone',
      start_month: 'Month of the start in UTC, in which landing counts',
      chargeable: 'False for what costs nothing by its nature: terminating, not answered, zero quantity',
      amount: 'Sum of rated amounts, not rounded',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('used', (w) =>
        w
          .selectFrom('rated as u')
          .select((eb) => [
            'u.billing_account_id',
            'u.subscription_id',
            'u.customer_id',
            'u.service',
            'u.month',
            'u.currency',
            'u.tax_rate',
            'u.quantity',
            'u.amount',
            ch.toDate(eb.ref('u.local_started_at')).as('day'),
            ch.toStartOfMonth(eb.ref('u.started_at')).as('start_month'),
            ch
              .if(
                eb.or([eb('u.charged_quantity', '>', 0n), eb('u.amount', '<>', '0')]),
                ch.literal<boolean>(true),
                ch.literal<boolean>(false),
              )
              .as('chargeable'),
          ])
          .where('u.type', 'in', postpaidTypes),
      )
      .with('placed', (w) =>
        w
          .selectFrom('used as u')
          .leftJoin('period as p', (join) =>
            asof(join.onRef('p.billing_account_id', '=', 'u.billing_account_id').onRef('u.day', '>=', 'p.period_from')),
          )
          .select((eb) => [
            'u.billing_account_id',
            'u.subscription_id',
            'u.customer_id',
            'u.service',
            'u.month',
            'u.start_month',
            'u.currency',
            'u.tax_rate',
            'u.chargeable',
            'u.quantity',
            'u.amount',
            ch
              .if(
                eb.and([eb('u.day', '<', eb.ref('p.period_to')), eb('p.closed', '=', true)]),
                ch.toNullable(eb.ref('p.period_from')),
                ch.null(),
              )
              .as('period_from'),
          ]),
      )
      .selectFrom('placed as u')
      .select((eb) => [
        'u.billing_account_id',
        'u.subscription_id',
        'u.customer_id',
        'u.service',
        'u.month',
        'u.start_month',
        'u.period_from',
        'u.currency',
        'u.tax_rate',
        'u.chargeable',
        ch.count().as('events'),
        ch.sum(eb.ref('u.quantity')).as('quantity'),
        ch.sum(eb.ref('u.amount')).as('amount'),
      ])
      .groupBy([
        'u.billing_account_id',
        'u.subscription_id',
        'u.customer_id',
        'u.service',
        'u.month',
        'u.start_month',
        'u.period_from',
        'u.currency',
        'u.tax_rate',
        'u.chargeable',
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'subscription_id', 'service', 'month'], shardBy: 'billing_account_id' })
  .check(notNull('billing_account_id', 'amount', 'currency'))
