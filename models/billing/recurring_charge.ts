import { expression, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { subscriptionPlan } from '../rating/subscription_plan.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { accountPeriod } from './account_period.ts'
import { BILL_SCALE, postpaidTypes } from './postpaid.ts'

/** Monthly prices, by the days a plan was held. */
export const recurringCharge = model('billing.recurring_charge', {
  plan: subscriptionPlan,
  offset: zoneOffset,
  period: accountPeriod,
  currency,
})
  .describe({
    description:
      'Recurring charge of a plan in a monthly period: price × days held / days of the period, half up at the minor unit; the last plan of a period takes what rounding left (10.00 held 10, 11 and 10 of 31 days: 3.23 + 3.55 + 3.22). Suspended lines are charged.',
    columns: {
      held_from: 'First local day charged; the last plan of a day owns the day',
      held_to: 'First local day no longer charged; the day of termination is charged',
      days: 'Days charged',
      closed: 'The bill of the period is drafted; else the charge is earned but not billed yet',
      exact: 'price × days / days of the period, cut at 12 decimals',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('held', (w) =>
        w
          .selectFrom('plan as p')
          .select((eb) => [
            'p.subscription_id',
            'p.valid_from',
            ch.addMilliseconds(eb.ref('p.valid_to'), ch.literal(-1)).as('last_instant'),
            'p.customer_id',
            'p.billing_account_id',
            'p.offering_id',
            'p.offering',
            'p.price',
            'p.tax_rate',
            'p.currency',
            'p.time_zone',
            'p.charged_in',
          ])
          .where('p.status', 'in', ['active', 'suspended'])
          .where('p.type', 'in', postpaidTypes),
      )
      .with('local', (w) =>
        w
          .selectFrom('held as h')
          .leftJoin('offset as a', (join) =>
            asof(join.onRef('a.zone', '=', 'h.time_zone').onRef('h.valid_from', '>=', 'a.from_at')),
          )
          .leftJoin('offset as z', (join) =>
            asof(join.onRef('z.zone', '=', 'h.time_zone').onRef('h.last_instant', '>=', 'z.from_at')),
          )
          .select((eb) => [
            'h.subscription_id',
            'h.valid_from',
            'h.customer_id',
            'h.billing_account_id',
            'h.offering_id',
            'h.offering',
            'h.price',
            'h.tax_rate',
            'h.currency',
            'h.charged_in',
            ch.toDate(localTime(eb.ref('h.valid_from'), eb.ref('a.offset_s'))).as('from_day'),
            ch.toDate(localTime(eb.ref('h.last_instant'), eb.ref('z.offset_s'))).as('last_day'),
          ]),
      )
      .with('owned', (w) =>
        w.selectFrom('local as l').select((eb) => [
          'l.subscription_id',
          'l.customer_id',
          'l.billing_account_id',
          'l.offering_id',
          'l.offering',
          'l.price',
          'l.tax_rate',
          'l.currency',
          'l.charged_in',
          'l.from_day',
          ch
            .least(
              ch.addDays(eb.ref('l.last_day'), ch.literal(1)),
              ch.coalesce(
                over(ch.lead(eb.ref('l.from_day')), {
                  partitionBy: [eb.ref('l.subscription_id')],
                  orderBy: [eb.ref('l.valid_from')],
                }),
                ch.addDays(eb.ref('l.last_day'), ch.literal(1)),
              ),
            )
            .as('to_day'),
        ]),
      )
      .with('fragment', (w) =>
        w
          .selectFrom('owned as o')
          .innerJoin('period as p', 'p.billing_account_id', 'o.billing_account_id')
          .leftJoin('currency as c', 'c.currency', 'o.currency')
          .select((eb) => {
            const from = ch.greatest(eb.ref('o.from_day'), eb.ref('p.period_from'))
            const to = ch.least(eb.ref('o.to_day'), eb.ref('p.period_to'))
            return [
              'o.subscription_id',
              'o.customer_id',
              'o.billing_account_id',
              'o.offering_id',
              'o.offering',
              'o.price',
              'o.tax_rate',
              'o.currency',
              'o.charged_in',
              'p.period_from',
              'p.period_to',
              'p.days as period_days',
              'p.closed',
              ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS))).as('minor_units'),
              ch.min(from).as('held_from'),
              ch.max(to).as('held_to'),
              ch.sum(ch.dateDiff('day', from, to)).as('days'),
            ]
          })
          .whereRef('o.from_day', '<', 'p.period_to')
          .whereRef('o.to_day', '>', 'p.period_from')
          .whereRef('o.from_day', '<', 'o.to_day')
          .where('o.price', '>', '0')
          .groupBy([
            'o.subscription_id',
            'o.customer_id',
            'o.billing_account_id',
            'o.offering_id',
            'o.offering',
            'o.price',
            'o.tax_rate',
            'o.currency',
            'o.charged_in',
            'p.period_from',
            'p.period_to',
            'p.days',
            'p.closed',
            'c.minor_units',
          ]),
      )
      .with('priced', (w) =>
        w.selectFrom('fragment as f').select((eb) => {
          const worth = ch.mul(ch.decimal(eb.ref('f.price'), 12), eb.ref('f.days'))
          const exact = ch.div(worth, eb.ref('f.period_days'))
          const line = {
            partitionBy: [eb.ref('f.subscription_id'), eb.ref('f.period_from'), eb.ref('f.currency')],
          }
          const order = [eb.ref('f.held_from'), eb.ref('f.held_to'), eb.ref('f.offering_id'), eb.ref('f.price')]
          return [
            'f.subscription_id',
            'f.customer_id',
            'f.billing_account_id',
            'f.offering_id',
            'f.offering',
            'f.price',
            'f.tax_rate',
            'f.currency',
            'f.charged_in',
            'f.period_from',
            'f.period_to',
            'f.period_days',
            'f.closed',
            'f.held_from',
            'f.held_to',
            'f.days',
            exact.as('exact'),
            ch.roundHalfUpTo(exact, eb.ref('f.minor_units'), BILL_SCALE).as('rounded'),
            ch
              .roundHalfUpTo(
                ch.div(over(ch.sum(worth), line), eb.ref('f.period_days')),
                eb.ref('f.minor_units'),
                BILL_SCALE,
              )
              .as('whole'),
            over(ch.lead(eb.ref('f.held_from')), { ...line, orderBy: order }).as('next'),
          ]
        }),
      )
      .selectFrom('priced as p')
      .select((eb) => {
        const others = ch.minus(
          over(ch.sum(eb.ref('p.rounded')), {
            partitionBy: [eb.ref('p.subscription_id'), eb.ref('p.period_from'), eb.ref('p.currency')],
          }),
          eb.ref('p.rounded'),
        )
        return [
          'p.billing_account_id',
          'p.subscription_id',
          'p.customer_id',
          'p.period_from',
          'p.period_to',
          'p.offering_id',
          'p.offering',
          'p.charged_in',
          'p.closed',
          'p.held_from',
          'p.held_to',
          'p.days',
          'p.period_days',
          'p.price',
          'p.exact',
          ch.if(eb('p.next', 'is', null), ch.minus(eb.ref('p.whole'), others), eb.ref('p.rounded')).as('net'),
          'p.tax_rate',
          'p.currency',
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'subscription_id', 'period_from'], shardBy: 'billing_account_id' })
  .check(
    notNull('billing_account_id', 'subscription_id', 'net'),
    expression('no day is charged twice', (eb) => eb('days', '<=', eb.ref('period_days'))),
  )
