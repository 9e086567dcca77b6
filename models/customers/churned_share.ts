import { accepted, expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { line } from './line.ts'

const dimensions = ['all', 'contract', 'access', 'payment_method', 'type', 'segment'] as const

/** Not a rate: what share of all customers there ever were has gone, whenever that was. */
export const churnedShare = model('customers.churned_share', { line, account: billingAccountCurrent })
  .describe({
    description:
      'Churned customers as a share of all customers ever in the base, at the business date. A customer has churned when no line of theirs is in the base any more; what they are like is what their latest line is, or was. With several currencies a customer counts once in each.',
    columns: {
      dimension: dimensions.join(', '),
      value: 'Value of the dimension of the customer’s latest line; empty for all',
      customers: 'Customers in scope, churned or not',
      churned_share: 'churned / customers, a share',
      monthly_charges:
        'Monthly recurring charges of all in scope, without tax: of lines in the base, and of churned customers’ last lines',
      churned_monthly_charges: 'Those of churned customers',
    },
    tags: ['churn'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('ranked', (w) =>
        w
          .selectFrom('line as l')
          .selectAll('l')
          .select((eb) => {
            const customer = { partitionBy: [eb.ref('l.customer_id'), eb.ref('l.currency')] }
            return [
              over(ch.max(ch.toInt(eb.ref('l.in_base'))), customer).as('stays'),
              over(ch.max(eb.ref('l.left_day')), customer).as('last_left_day'),
            ]
          }),
      )
      .with('person', (w) =>
        w
          .selectFrom('ranked as l')
          .leftJoin('account as a', 'a.billing_account_id', 'l.billing_account_id')
          .select((eb) => {
            const latest = ch.tuple(eb.ref('l.in_base'), eb.ref('l.first_day'), eb.ref('l.subscription_id'))
            const counts = eb.or([
              eb('l.in_base', '=', true),
              eb.and([eb('l.stays', '=', 0), eb('l.left_day', '=', eb.ref('l.last_left_day'))]),
            ])
            return [
              'l.customer_id',
              'l.currency',
              eb(ch.max(eb.ref('l.stays')), '=', 0).as('churned'),
              ch.sumIf(eb.ref('l.price'), counts).as('monthly_charges'),
              ch.argMax(ch.toString(eb.ref('l.contract_months')), latest).as('contract'),
              ch.argMax(ch.toString(eb.ref('l.access')), latest).as('access'),
              ch
                .argMax(ch.coalesce(ch.toString(eb.ref('a.payment_method')), ch.text('unknown')), latest)
                .as('payment_method'),
              ch.argMax(ch.toString(eb.ref('l.type')), latest).as('type'),
              ch.argMax(ch.toString(eb.ref('l.segment')), latest).as('segment'),
            ]
          })
          .groupBy(['l.customer_id', 'l.currency']),
      )
      .with('valued', (w) =>
        w
          .selectFrom('person as p')
          .$call(arrayJoin('dimension', () => ch.array(...dimensions.map((name) => ch.text(name)))))
          .select((eb) => {
            const is = (name: (typeof dimensions)[number]) => eb(eb.ref('dimension'), '=', name)
            return [
              'dimension',
              ch
                .multiIf(
                  [
                    [is('contract'), eb.ref('p.contract')],
                    [is('access'), eb.ref('p.access')],
                    [is('payment_method'), eb.ref('p.payment_method')],
                    [is('type'), eb.ref('p.type')],
                    [is('segment'), eb.ref('p.segment')],
                  ],
                  ch.text(''),
                )
                .as('value'),
              'p.currency',
              'p.churned',
              'p.monthly_charges',
            ]
          }),
      )
      .selectFrom('valued as v')
      .select((eb) => {
        const churned = eb('v.churned', '=', true)
        return [
          'v.dimension',
          'v.value',
          'v.currency',
          ch.count().as('customers'),
          ch.countIf(churned).as('churned'),
          ch.ratio(ch.countIf(churned), ch.count()).as('churned_share'),
          ch.roundHalfUp(ch.sum(eb.ref('v.monthly_charges')), 3).as('monthly_charges'),
          ch.roundHalfUp(ch.sumIf(eb.ref('v.monthly_charges'), churned), 3).as('churned_monthly_charges'),
        ]
      })
      .groupBy(['v.dimension', 'v.value', 'v.currency']),
  )
  .table({ orderBy: ['dimension', 'value', 'currency'] })
  .check(
    notNull('dimension', 'value', 'churned_share'),
    unique('dimension', 'value', 'currency'),
    accepted('dimension', [...dimensions]),
    expression('churned customers are customers', (eb) => eb('churned', '<=', eb.ref('customers'))),
  )
