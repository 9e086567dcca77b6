import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { periodCharge } from '../rating/period_charge.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { offering } from '../staging/offering.ts'
import { price } from '../staging/price.ts'
import { tax } from '../staging/tax.ts'
import { accountPeriod } from './account_period.ts'
import { postpaidTypes } from './postpaid.ts'

const groupColumns = [
  'billing_account_id',
  'subscription_id',
  'customer_id',
  'service',
  'metric',
  'offering_id',
  'tariff_id',
  'price_id',
  'month',
  'start_month',
  'period_from',
  'currency',
  'plan_tax_rate',
  'chargeable',
] as const
const usedColumns = groupColumns.filter((column) => column !== 'period_from')
const namedColumns = groupColumns.filter((column) => column !== 'subscription_id')
const of = <A extends string>(alias: A) => groupColumns.map((column) => `${alias}.${column}` as const)

/** Rated postpaid usage summed for billing. */
const inferred = model('billing.usage_charge', {
  rated: ratedUsage,
  periodic: periodCharge,
  period: accountPeriod,
  price,
  offering,
  tax,
})
  .describe({
    description:
      'Rated usage of postpaid lines, and what prices charge by the period, summed by billing period and price. A period’s usage is what began on its local days, and what prices charge by periods of theirs that end in it; what no closed period holds is unbilled.',
    columns: {
      subscription_id: 'Null for a price that adds up the use of the account',
      price_id: 'Price of the tariff; empty for what its source priced',
      period_from: 'First day of the billing period; null while unbilled',
      month: 'Service month in the account’s zone',
      start_month: 'Month of the start in UTC, in which landing counts',
      chargeable: 'False for what costs nothing by its nature: terminating, not answered, zero quantity',
      plan_tax_rate: 'Tax rate of the plan',
      rated_amount: 'Sum of rated amounts, not rounded',
      amount: 'rated_amount without the tax that the price contains',
      tax_id: 'Tax of the price, else of the plan; empty where there is only a rate',
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
            ch.toNullable(eb.ref('u.subscription_id')).as('subscription_id'),
            'u.customer_id',
            ch.toString(eb.ref('u.service')).as('service'),
            ch.toString(eb.ref('u.metric')).as('metric'),
            ch.toString(eb.ref('u.offering_id')).as('offering_id'),
            ch.coalesce(ch.toString(eb.ref('u.tariff_id')), ch.text('')).as('tariff_id'),
            ch.coalesce(ch.toString(eb.ref('u.price_id')), ch.text('')).as('price_id'),
            'u.month',
            'u.currency',
            'u.tax_rate as plan_tax_rate',
            'u.quantity',
            'u.amount',
            ch.toLong(ch.literal(1)).as('events'),
            'u.started_at',
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
          .where('u.type', 'in', postpaidTypes)
          .unionAll(
            w
              .selectFrom('periodic as c')
              .select((eb) => [
                'c.billing_account_id',
                ch
                  .if(
                    eb('c.subject', '=', eb.ref('c.subscription_id')),
                    ch.toNullable(eb.ref('c.subscription_id')),
                    ch.null(),
                  )
                  .as('subscription_id'),
                'c.customer_id',
                ch.toString(eb.ref('c.service')).as('service'),
                ch.toString(eb.ref('c.metric')).as('metric'),
                ch.toString(eb.ref('c.offering_id')).as('offering_id'),
                ch.toString(eb.ref('c.tariff_id')).as('tariff_id'),
                ch.toString(eb.ref('c.price_id')).as('price_id'),
                ch.toStartOfMonth(eb.ref('c.period_from')).as('month'),
                'c.currency',
                'c.tax_rate as plan_tax_rate',
                ch.toUnsigned(ch.literal(0)).as('quantity'),
                'c.amount',
                ch.toLong(ch.literal(0)).as('events'),
                ch.toInstant(eb.ref('c.period_from')).as('started_at'),
                // A bill carries no use of the future: what a price charges by the period is due when it is over.
                ch.addDays(eb.ref('c.period_to'), ch.literal(-1)).as('day'),
                ch.toStartOfMonth(eb.ref('c.period_from')).as('start_month'),
                ch.literal<boolean>(true).as('chargeable'),
              ])
              .where('c.type', 'in', postpaidTypes)
              .where('c.amount', '<>', '0'),
          ),
      )
      .with('placed', (w) =>
        w
          .selectFrom('used as u')
          .leftJoin('period as p', (join) =>
            asof(join.onRef('p.billing_account_id', '=', 'u.billing_account_id').onRef('u.day', '>=', 'p.period_from')),
          )
          .select([
            ...usedColumns.map((column) => `u.${column}` as const),
            'u.quantity',
            'u.amount',
            'u.events',
            'u.started_at',
          ])
          .select((eb) => [
            ch
              .if(
                eb.and([eb('u.day', '<', eb.ref('p.period_to')), eb('p.closed', '=', true)]),
                ch.toNullable(eb.ref('p.period_from')),
                ch.null(),
              )
              .as('period_from'),
          ]),
      )
      .with('summed', (w) =>
        w
          .selectFrom('placed as u')
          .select(of('u'))
          .select((eb) => [
            ch.sum(eb.ref('u.events')).as('events'),
            ch.sum(eb.ref('u.quantity')).as('quantity'),
            ch.sum(eb.ref('u.amount')).as('rated_amount'),
            ch.max(eb.ref('u.started_at')).as('at'),
          ])
          .groupBy(of('u')),
      )
      .with('named', (w) =>
        w
          .selectFrom('summed as s')
          .leftJoin('price as p', (join) =>
            asof(
              join
                .onRef('p.tariff_id', '=', 's.tariff_id')
                .onRef('p.price_id', '=', 's.price_id')
                .onRef('s.at', '>=', 'p.valid_from'),
            ),
          )
          .leftJoin('offering as o', (join) =>
            asof(join.onRef('o.offering_id', '=', 's.offering_id').onRef('s.at', '>=', 'o.valid_from')),
          )
          .select([
            ...namedColumns.map((column) => `s.${column}` as const),
            's.events',
            's.quantity',
            's.rated_amount',
            's.at',
          ])
          .select((eb) => {
            const own = ch.coalesce(ch.widen(eb.ref('p.tax_id')), ch.text(''))
            const plans = ch.coalesce(ch.widen(eb.ref('o.tax_id')), ch.text(''))
            // What is added up over the account is of no line alone.
            const ofAccount = eb.and([eb('p.scope', '=', 'account'), eb('p.model', '<>', 'rate')])
            return [
              ch.if(ofAccount, ch.null(), eb.ref('s.subscription_id')).as('subscription_id'),
              ch.coalesce(ch.widen(eb.ref('p.name')), ch.text('')).as('price'),
              ch.if(eb(own, '=', ''), plans, own).as('tax_id'),
              ch.coalesce(eb.ref('p.tax_included'), ch.toBool(ch.literal(0))).as('tax_included'),
              ch.toBool(eb(own, '<>', '')).as('taxed_by_price'),
            ]
          }),
      )
      .selectFrom('named as s')
      .leftJoin('tax as t', (join) => asof(join.onRef('t.tax_id', '=', 's.tax_id').onRef('s.at', '>=', 't.valid_from')))
      .select([...of('s'), 's.events', 's.quantity', 's.rated_amount', 's.price', 's.tax_id'])
      .select((eb) => {
        const plans = ch.decimal(eb.ref('s.plan_tax_rate'), 6)
        const rate = ch.if(
          eb('s.taxed_by_price', '=', true),
          ch.decimal(ch.coalesce(eb.ref('t.rate'), ch.zero(6)), 6),
          plans,
        )
        const without = ch.decimal(
          ch.div(ch.decimal(eb.ref('s.rated_amount'), 12), ch.plus(ch.amount('1', 6), rate)),
          9,
        )
        return [
          rate.as('tax_rate'),
          ch.if(eb('s.tax_included', '=', true), without, ch.decimal(eb.ref('s.rated_amount'), 9)).as('amount'),
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'service', 'price_id', 'month'], shardBy: 'billing_account_id' })
  .check(notNull('billing_account_id', 'amount', 'currency'))

/** Named, so that tsc does not carry the types of all models before it into every model after it. */
export interface UsageChargeRow extends RowOf<typeof inferred> {}
export const usageCharge: Model<'billing.usage_charge', UsageChargeRow> = inferred
