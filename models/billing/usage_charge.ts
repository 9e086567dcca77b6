import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long } from '../../warehouse/columns.ts'
import { periodCharge } from '../rating/period_charge.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { offering } from '../staging/offering.ts'
import { price } from '../staging/price.ts'
import { accountPeriod } from './account_period.ts'
import { postpaidTypes } from './postpaid.ts'
import { noPrice, priceOfUse } from './price_of_use.ts'
import { taxChange } from './tax_change.ts'
import { taxInForce } from './tax_in_force.ts'

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
  'chargeable',
] as const
const usedColumns = groupColumns.filter((column) => column !== 'period_from')
/** Of the rates that hold for the rows of a group, until the tax is looked up. */
const taxColumns = ['plan_tax_rate', 'tax_epoch'] as const
const namedColumns = groupColumns.filter((column) => column !== 'subscription_id')
const of = <A extends string>(alias: A) => groupColumns.map((column) => `${alias}.${column}` as const)
/** A group and the version of the tax that its use falls under. */
const taxedCell = [...of('s'), 's.tax_id', 's.tax_rate', 's.tax_from', 's.legal_entity_id', 's.tax_included'] as const

const sums = ['s.events', 's.quantity', 's.rated_amount', 's.least_each', 's.most_each'] as const

const none = ch.toLong(ch.literal(0))

/** Rated postpaid usage summed for billing. */
const inferred = model('billing.usage_charge', {
  rated: ratedUsage,
  periodic: periodCharge,
  period: accountPeriod,
  price,
  offering,
  tax: taxInForce,
  change: taxChange,
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
      rated_amount: 'Sum of rated amounts, not rounded',
      amount: 'rated_amount without the tax that the price contains',
      unit_price: 'Price of price_quantity units, where every use of it was at that alone',
      price_quantity: '0 where there is not one price',
      tax_id: 'Tax of the price, else of the plan; empty where there is only a rate',
      tax_rate: 'On the day of the use; of what a price charges by the period, on the first day of that',
      tax_from: 'First day of the version of the tax',
      legal_entity_id: 'Who sold the plan when it was used; empty where the catalogue does not say',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      // Uses between two of them are taxed and sold alike.
      .with('changes', (w) => w.selectFrom('change as c').select((eb) => ch.groupUniqArray(eb.ref('c.day')).as('days')))
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
            priceOfUse({
              amount: eb.ref('u.amount'),
              rate: ch.coalesce(eb.ref('u.rate'), ch.zero(9)),
              per: ch.coalesce(eb.ref('u.per_units'), none),
              quantity: eb.ref('u.quantity'),
            }).as('each'),
            ch.toLong(ch.literal(1)).as('events'),
            'u.started_at',
            ch.toDate(eb.ref('u.local_started_at')).as('day'),
            ch
              .if(
                eb('u.model', 'in', ['rate', 'stated']),
                ch.toDate(eb.ref('u.local_started_at')),
                eb.ref('u.period_from'),
              )
              .as('tax_day'),
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
                noPrice.as('each'),
                ch.toLong(ch.literal(0)).as('events'),
                ch.toInstant(eb.ref('c.period_from')).as('started_at'),
                // A bill carries no use of the future: what a price charges by the period is due when it is over.
                ch.addDays(eb.ref('c.period_to'), ch.literal(-1)).as('day'),
                'c.period_from as tax_day',
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
          .crossJoin('changes as k')
          .select([
            ...usedColumns.map((column) => `u.${column}` as const),
            'u.quantity',
            'u.amount',
            'u.each',
            'u.events',
            'u.started_at',
            'u.plan_tax_rate',
            'u.tax_day',
          ])
          .select((eb) => [
            ch
              .arrayLength(ch.arrayFilter(eb.ref('k.days'), (day) => eb(day, '<=', eb.ref('u.tax_day'))))
              .as('tax_epoch'),
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
          .select([...of('u'), 'u.plan_tax_rate'])
          .select((eb) => [
            ch.max(eb.ref('u.tax_day')).as('tax_day'),
            ch.sum(eb.ref('u.events')).as('events'),
            ch.sum(eb.ref('u.quantity')).as('quantity'),
            ch.sum(eb.ref('u.amount')).as('rated_amount'),
            ch.min(eb.ref('u.each')).as('least_each'),
            ch.max(eb.ref('u.each')).as('most_each'),
            ch.max(eb.ref('u.started_at')).as('at'),
          ])
          .groupBy([...of('u'), ...taxColumns.map((column) => `u.${column}` as const)]),
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
          .select([...namedColumns.map((column) => `s.${column}` as const), ...sums, 's.plan_tax_rate', 's.tax_day'])
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
              ch.coalesce(ch.widen(eb.ref('o.legal_entity_id')), ch.text('')).as('legal_entity_id'),
            ]
          }),
      )
      .with('taxed', (w) =>
        w
          .selectFrom('named as s')
          .leftJoin('tax as t', (join) =>
            asof(join.onRef('t.tax_id', '=', 's.tax_id').onRef('s.tax_day', '>=', 't.from_day')),
          )
          .select([...of('s'), ...sums, 's.price', 's.tax_id', 's.legal_entity_id', 's.tax_included'])
          .select((eb) => [
            ch.coalesce(ch.toNullable(eb.ref('t.rate')), ch.decimal(eb.ref('s.plan_tax_rate'), 6)).as('tax_rate'),
            ch.coalesce(ch.toNullable(eb.ref('t.from_day')), ch.day('1970-01-01')).as('tax_from'),
          ]),
      )
      .with('whole', (w) =>
        w
          .selectFrom('taxed as s')
          .select(taxedCell)
          .select((eb) => [
            ch.max(eb.ref('s.price')).as('price'),
            ch.sum(eb.ref('s.events')).as('events'),
            ch.sum(eb.ref('s.quantity')).as('quantity'),
            ch.decimal(ch.sum(eb.ref('s.rated_amount')), 9).as('rated_amount'),
            ch.min(eb.ref('s.least_each')).as('least_each'),
            ch.max(eb.ref('s.most_each')).as('most_each'),
          ])
          .groupBy(taxedCell),
      )
      .selectFrom('whole as s')
      .select([
        ...of('s'),
        's.events',
        's.quantity',
        's.rated_amount',
        's.price',
        's.tax_id',
        's.tax_from',
        's.legal_entity_id',
      ])
      .select((eb) => {
        const rate = ch.notNull(eb.ref('s.tax_rate'))
        const without = ch.div(ch.decimal(eb.ref('s.rated_amount'), 12), ch.plus(ch.amount('1', 6), rate))
        const onePrice = eb.and([eb('s.least_each', '=', eb.ref('s.most_each')), eb('s.tax_included', '=', false)])
        return [
          ch.if(onePrice, ch.element<Decimal<9>>(eb.ref('s.most_each'), 1), ch.zero(9)).as('unit_price'),
          ch.if(onePrice, ch.element<Long>(eb.ref('s.most_each'), 2), none).as('price_quantity'),
          rate.as('tax_rate'),
          ch.if(eb('s.tax_included', '=', true), ch.decimal(without, 9), eb.ref('s.rated_amount')).as('amount'),
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'service', 'price_id', 'month'], shardBy: 'billing_account_id' })
  .check(notNull('billing_account_id', 'amount', 'currency'))

export interface UsageChargeRow extends RowOf<typeof inferred> {}
export const usageCharge: Model<'billing.usage_charge', UsageChargeRow> = inferred
