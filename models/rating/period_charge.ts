import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long } from '../../warehouse/columns.ts'
import { periodUse } from './period_use.ts'
import { priceInForce } from './price_in_force.ts'
import { priceSteps } from './price_steps.ts'
import { quantityCharge } from './quantity_charge.ts'
import { rounded } from './rounded.ts'

const useColumns = [
  'u.subject',
  'u.subscription_id',
  'u.billing_account_id',
  'u.customer_id',
  'u.type',
  'u.offering_id',
  'u.tax_rate',
  'u.currency',
  'u.service',
  'u.metric',
  'u.tariff_id',
  'u.price_id',
  'u.priced_from',
  'u.period_from',
  'u.period_to',
  'u.events',
] as const

/** What use costs by the period rather than by the event. */
export const periodCharge = model('rating.period_charge', { use: periodUse, price: priceInForce, steps: priceSteps })
  .describe({
    description:
      'What a price charges for a monthly period: the whole of a quantity model; of a price by rate, what its minimum or maximum spend or the rounding of the sum adds to the events’ amounts. aggregation → conversion → free units → model → maximum, then minimum spend → rounding.',
    columns: {
      subject: 'Whose use is added up: the subscription, or the account where the price says so',
      kind: 'charge: all of it; adjustment: what is added to the rated events',
      quantity: 'Of the period, as the price adds it up',
      charged_quantity: 'Converted, less the free units',
      model_amount: 'By the model alone, not rounded',
      amount: 'Within minimum and maximum spend, rounded; of an adjustment less the rated events',
    },
    tags: ['rating', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('added', (w) =>
        w
          .selectFrom('use as u')
          .innerJoin('price as p', (join) =>
            join.onRef('p.rate_epoch', '=', 'u.rate_epoch').onRef('p.price_id', '=', 'u.price_id'),
          )
          .leftJoin('steps as s', (join) =>
            join.onRef('s.rate_epoch', '=', 'p.rate_epoch').onRef('s.price_id', '=', 'p.price_id'),
          )
          .select((eb) => {
            const is = (aggregation: 'count' | 'max' | 'last' | 'unique' | 'weighted_sum') =>
              eb('p.aggregation', '=', aggregation)
            const whole = (count: Expression<Long>) => ch.exact(count)
            return [
              ...useColumns,
              'p.model',
              'p.name',
              ch
                .multiIf<Decimal<30>>(
                  [
                    [is('count'), whole(eb.ref('u.events'))],
                    [is('max'), ch.exact(ch.greatest(eb.ref('u.peak'), ch.zero(9)))],
                    [is('last'), ch.exact(eb.ref('u.latest'))],
                    [is('unique'), whole(eb.ref('u.distinct_values'))],
                    [is('weighted_sum'), ch.exact(eb.ref('u.weighted'))],
                  ],
                  ch.exact(eb.ref('u.units')),
                )
                .as('quantity'),
              ch.exact(eb.ref('u.about')).as('about'),
              'u.rated_amount',
              'u.event_costs',
              ch
                .arrayMap(ch.element<readonly string[]>(eb.ref('u.peaks'), 1), (unit) => ch.toString(unit))
                .as('peak_units'),
              ch.element<readonly Decimal<9>[]>(eb.ref('u.peaks'), 2).as('peaks'),
              ch.decimal(ch.coalesce(eb.ref('p.amount'), ch.zero(9)), 9).as('price'),
              'p.package_size',
              'p.flat_fee_at_zero',
              'p.free_units',
              'p.conversion_operation',
              'p.conversion_by',
              'p.conversion_rounding',
              'p.conversion_decimals',
              'p.minimum_spend',
              'p.maximum_spend',
              'p.rounding',
              'p.decimals',
              'p.rounding_of',
              ch.notNull(eb.ref('s.steps')).as('steps'),
              ch.notNull(eb.ref('s.limits')).as('limits'),
            ]
          }),
      )
      .with('converted', (w) =>
        w
          .selectFrom('added as u')
          .selectAll('u')
          .select((eb) => {
            const by = ch.decimal(eb.ref('u.conversion_by'), 9)
            const result = ch.multiIf<Decimal<30>>(
              [
                [eb('u.conversion_operation', '=', 'divide'), ch.exact(ch.div(eb.ref('u.quantity'), by))],
                [eb('u.conversion_operation', '=', 'multiply'), ch.exact(ch.mul(eb.ref('u.quantity'), by))],
              ],
              eb.ref('u.quantity'),
            )
            const decimals = ch.toInt(eb.ref('u.conversion_decimals'))
            return ch
              .multiIf<Decimal<30>>(
                [
                  [eb('u.conversion_rounding', '=', 'up'), ch.roundUpTo(result, decimals)],
                  [eb('u.conversion_rounding', '=', 'down'), ch.roundDownTo(result, decimals)],
                  [eb('u.conversion_rounding', '=', 'half_up'), ch.roundTo(result, decimals)],
                ],
                result,
              )
              .as('converted')
          }),
      )
      .with('freed', (w) =>
        w
          .selectFrom('converted as u')
          .selectAll('u')
          .select((eb) =>
            ch
              .greatest(ch.minus(eb.ref('u.converted'), ch.exact(eb.ref('u.free_units'))), ch.exact(ch.zero(9)))
              .as('charged_quantity'),
          ),
      )
      .with('modelled', (w) =>
        w
          .selectFrom('freed as u')
          .selectAll('u')
          .select((eb) => [
            ch
              .if(
                eb('u.model', '=', 'rate'),
                ch.exact(eb.ref('u.rated_amount')),
                quantityCharge({
                  model: ch.widen(eb.ref('u.model')),
                  quantity: eb.ref('u.charged_quantity'),
                  about: eb.ref('u.about'),
                  amount: eb.ref('u.price'),
                  packageSize: eb.ref('u.package_size'),
                  flatFeeAtZero: eb('u.flat_fee_at_zero', '=', true),
                  steps: eb.ref('u.steps'),
                  limits: eb.ref('u.limits'),
                  peakUnits: eb.ref('u.peak_units'),
                  peaks: eb.ref('u.peaks'),
                  eventCosts: ch.exact(eb.ref('u.event_costs')),
                }),
              )
              .as('exact_amount'),
          ]),
      )
      .with('bounded', (w) =>
        w
          .selectFrom('modelled as u')
          .selectAll('u')
          .select((eb) => {
            const most = ch.if(
              eb('u.maximum_spend', 'is', null),
              eb.ref('u.exact_amount'),
              ch.least(eb.ref('u.exact_amount'), ch.exact(ch.coalesce(eb.ref('u.maximum_spend'), ch.zero(9)))),
            )
            const least = ch.greatest(most, ch.exact(eb.ref('u.minimum_spend')))
            return ch.if(eb('u.minimum_spend', '>', '0'), least, most).as('bounded_amount')
          }),
      )
      .selectFrom('bounded as u')
      .select((eb) => {
        const byRate = eb('u.model', '=', 'rate')
        const amount = ch.if(
          eb.and([byRate, eb('u.rounding_of', '=', 'event')]),
          ch.decimal(eb.ref('u.bounded_amount'), 9),
          rounded(eb.ref('u.bounded_amount'), ch.widen(eb.ref('u.rounding')), ch.toInt(eb.ref('u.decimals'))),
        )
        return [
          ...useColumns,
          'u.model',
          'u.name',
          ch.if(byRate, ch.text('adjustment'), ch.text('charge')).as('kind'),
          ch.decimal(eb.ref('u.quantity'), 9).as('quantity'),
          ch.decimal(eb.ref('u.charged_quantity'), 9).as('charged_quantity'),
          ch.decimal(ch.round(eb.ref('u.exact_amount'), 9), 9).as('model_amount'),
          'u.rated_amount',
          'u.minimum_spend',
          'u.maximum_spend',
          ch.if(byRate, ch.minus(amount, eb.ref('u.rated_amount')), amount).as('amount'),
        ]
      }),
  )
  .table({ orderBy: ['subject', 'price_id', 'period_from'], shardBy: 'billing_account_id' })
  .check(
    notNull('subject', 'price_id', 'period_from', 'amount', 'currency'),
    unique('subject', 'tariff_id', 'price_id', 'priced_from', 'period_from'),
  )
