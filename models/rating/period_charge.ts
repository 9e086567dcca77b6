import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long } from '../../warehouse/columns.ts'
import { discountedCharge } from './bounded_charge.ts'
import { chargedQuantity, convertedQuantity } from './converted_quantity.ts'
import { ofQuantity, quantityShare } from './percentage_base.ts'
import { dayShare } from './period_share.ts'
import { periodUse } from './period_use.ts'
import { planPresence } from './plan_presence.ts'
import { priceInForce } from './price_in_force.ts'
import { priceSteps } from './price_steps.ts'
import { quantityCharge } from './quantity_charge.ts'
import { rounded } from './rounded.ts'
import { stepsTotal } from './steps_total.ts'

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
  'u.group',
  'u.period_from',
  'u.period_to',
  'u.events',
] as const

/** What use costs by the period rather than by the event. */
export const periodCharge = model('rating.period_charge', {
  use: periodUse,
  price: priceInForce,
  steps: priceSteps,
  presence: planPresence,
})
  .describe({
    description:
      'What a price charges for a monthly period: the whole of a quantity model; of a price by rate, what its minimum or maximum spend or the rounding of the sum adds to the events’ amounts. aggregation → conversion → free units → model → discount → maximum, then minimum spend → rounding.',
    columns: {
      subject: 'Whose use is added up: the subscription, or the account where the price says so',
      group: 'Values of the properties by which the price groups, such as `region=eu, tier=2`',
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
          .leftJoin('presence as r', (join) =>
            join.onRef('r.subscription_id', '=', 'u.subscription_id').onRef('r.tariff_id', '=', 'u.tariff_id'),
          )
          .leftJoin('steps as s', (join) =>
            join.onRef('s.rate_epoch', '=', 'p.rate_epoch').onRef('s.price_id', '=', 'p.price_id'),
          )
          .select((eb) => {
            const is = (aggregation: 'count' | 'min' | 'max' | 'average' | 'last') =>
              eb('p.aggregation', '=', aggregation)
            const whole = (count: Expression<Long>) => ch.exact(count)
            const some = ch.greatest(eb.ref('u.events'), ch.literal<bigint>(1n))
            return [
              ...useColumns,
              'p.model',
              'p.name',
              'p.prorated',
              ch
                .multiIf<Decimal<30>>(
                  [
                    [is('count'), whole(eb.ref('u.events'))],
                    [is('min'), ch.exact(eb.ref('u.lowest'))],
                    [is('max'), ch.exact(ch.greatest(eb.ref('u.peak'), ch.zero(9)))],
                    [is('average'), ch.exact(ch.div(ch.exact(eb.ref('u.units')), some))],
                    [is('last'), ch.exact(eb.ref('u.latest'))],
                  ],
                  ch.exact(eb.ref('u.counted')),
                )
                .as('quantity'),
              ch.exact(eb.ref('u.units')).as('units'),
              ch.if(is('average'), some, ch.literal<bigint>(1n)).as('shared_by'),
              ch.exact(eb.ref('u.closing')).as('closing'),
              ch.exact(eb.ref('u.highest')).as('highest'),
              ch
                .plus(
                  ch.exact(eb.ref('u.tier_costs')),
                  ch.exact(
                    ch.mul(
                      eb.ref('u.carried_share'),
                      ch.decimal(stepsTotal(ch.notNull(eb.ref('s.steps')), ch.exact(eb.ref('u.carried'))), 18),
                    ),
                  ),
                )
                .as('level_costs'),
              ch.exact(eb.ref('u.about')).as('turnover'),
              'u.rated_amount',
              'u.paid_events',
              'u.event_costs as summed_costs',
              ch.toString(eb.ref('p.aggregation')).as('aggregation'),
              ofQuantity({
                model: ch.toString(eb.ref('p.model')),
                aggregation: ch.toString(eb.ref('p.aggregation')),
                carriedOver: eb('p.carried_over', '=', true),
              }).as('of_quantity'),
              'p.percentage',
              'p.fixed_fee',
              'p.free_events',
              ch
                .arrayMap(ch.element<readonly string[]>(eb.ref('u.peaks'), 1), (unit) => ch.toString(unit))
                .as('peak_units'),
              ch.element<readonly Decimal<9>[]>(eb.ref('u.peaks'), 2).as('peaks'),
              ch.decimal(ch.coalesce(eb.ref('p.amount'), ch.zero(9)), 9).as('price'),
              'p.multiplier',
              'p.discount_percentage',
              'p.package_size',
              'p.flat_fee_at_zero',
              'p.free_units',
              'p.conversion_operation',
              'p.conversion_by',
              'p.conversion_rounding',
              'p.conversion_decimals',
              'p.minimum_spend',
              ch
                .if(
                  eb.and([eb('p.minimum_spend_proration', '=', 'days'), eb('p.scope', '=', 'subscription')]),
                  ch.exact(
                    ch.mul(
                      dayShare(
                        { from: eb.ref('u.period_from'), to: eb.ref('u.period_to') },
                        eb.ref('u.period_from'),
                        ch.notNull(eb.ref('r.stays')),
                      ),
                      eb.ref('p.minimum_spend'),
                    ),
                  ),
                  ch.exact(eb.ref('p.minimum_spend')),
                )
                .as('least_spend'),
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
            const conversion = {
              operation: ch.toString(eb.ref('u.conversion_operation')),
              by: ch.decimal(eb.ref('u.conversion_by'), 9),
              rounding: ch.toString(eb.ref('u.conversion_rounding')),
              decimals: ch.toInt(eb.ref('u.conversion_decimals')),
            }
            const ofWhole = eb('u.of_quantity', '=', true)
            const whole = ch.greatest(eb.ref('u.quantity'), ch.exact(ch.zero(9)))
            return [
              convertedQuantity(
                ch.if(eb('u.aggregation', '=', 'average'), eb.ref('u.units'), eb.ref('u.quantity')),
                conversion,
                ch.toLong(eb.ref('u.shared_by')),
              ).as('converted'),
              ch.if(ofWhole, whole, eb.ref('u.turnover')).as('about'),
              ch
                .if(
                  ofWhole,
                  quantityShare({
                    quantity: whole,
                    aggregation: eb.ref('u.aggregation'),
                    events: eb.ref('u.paid_events'),
                    percentage: eb.ref('u.percentage'),
                    fixedFee: eb.ref('u.fixed_fee'),
                    freeEvents: ch.toLong(eb.ref('u.free_events')),
                  }),
                  ch.exact(eb.ref('u.summed_costs')),
                )
                .as('event_costs'),
            ]
          }),
      )
      .with('freed', (w) =>
        w
          .selectFrom('converted as u')
          .selectAll('u')
          .select((eb) => chargedQuantity(eb.ref('u.converted'), eb.ref('u.free_units')).as('charged_quantity')),
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
                  full: eb.ref('u.closing'),
                  highest: eb.ref('u.highest'),
                  prorated: eb('u.prorated', '=', true),
                  levelCosts: eb.ref('u.level_costs'),
                  about: eb.ref('u.about'),
                  multiplier: eb.ref('u.multiplier'),
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
            const most = discountedCharge({
              amount: eb.ref('u.exact_amount'),
              discount: eb.ref('u.discount_percentage'),
              maximum: eb.ref('u.maximum_spend'),
            })
            const least = ch.greatest(most, eb.ref('u.least_spend'))
            return ch.if(eb('u.minimum_spend', '>', '0'), least, most).as('bounded_amount')
          }),
      )
      .selectFrom('bounded as u')
      .select((eb) => {
        const byRate = eb('u.model', '=', 'rate')
        const amount = ch.if(
          eb.and([byRate, eb('u.rounding_of', '=', 'event')]),
          ch.decimal(ch.round(eb.ref('u.bounded_amount'), 9), 9),
          rounded(eb.ref('u.bounded_amount'), ch.widen(eb.ref('u.rounding')), ch.toInt(eb.ref('u.decimals'))),
        )
        return [
          ...useColumns,
          'u.model',
          'u.name',
          ch.if(byRate, ch.text('adjustment'), ch.text('charge')).as('kind'),
          ch.decimal(ch.round(eb.ref('u.quantity'), 9), 9).as('quantity'),
          ch.decimal(ch.round(eb.ref('u.charged_quantity'), 9), 9).as('charged_quantity'),
          ch.decimal(ch.round(eb.ref('u.exact_amount'), 9), 9).as('model_amount'),
          'u.rated_amount',
          'u.minimum_spend',
          'u.maximum_spend',
          ch.if(byRate, ch.minus(amount, eb.ref('u.rated_amount')), amount).as('amount'),
        ]
      }),
  )
  .table({ orderBy: ['subject', 'price_id', 'group', 'period_from'], shardBy: 'billing_account_id' })
  .check(
    notNull('subject', 'price_id', 'period_from', 'amount', 'currency'),
    unique('subject', 'tariff_id', 'price_id', 'priced_from', 'group', 'period_from'),
  )
