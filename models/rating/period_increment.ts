import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Long } from '../../warehouse/columns.ts'
import { discountedCharge } from './bounded_charge.ts'
import { chargedQuantity, convertedQuantity } from './converted_quantity.ts'
import { noneOf } from './none_of.ts'
import { ofQuantity, quantityShare } from './percentage_base.ts'
import { periodChange } from './period_change.ts'
import { priceInForce } from './price_in_force.ts'
import { priceSteps } from './price_steps.ts'
import { quantityCharge } from './quantity_charge.ts'
import { rounded } from './rounded.ts'

const shownColumns = [
  'e.subject',
  'e.subscription_id',
  'e.billing_account_id',
  'e.tariff_id',
  'e.price_id',
  'e.group',
  'e.period_from',
  'e.event_id',
  'e.started_at',
  'e.currency',
] as const
const noTexts = noneOf(ch.text(''))
const noLevels = noneOf(ch.zero(9))

/** What each use of a price that is charged in advance adds to its period's charge. */
export const periodIncrement = model('rating.period_increment', {
  change: periodChange,
  price: priceInForce,
  steps: priceSteps,
})
  .describe({
    description:
      'What each use adds to the charge of its period, of prices that are charged in advance: the rounded charge with it less the one without. They add up to the period’s charge before a minimum, and less what was carried over into it.',
    columns: {
      group: 'Values of the properties by which the price groups',
      before: 'Quantity of the period before the use, as the price adds it up',
      after: 'Quantity with it',
      amount: 'What it adds; never negative: what is taken back is not repaid',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('running', (w) =>
        w
          .selectFrom('change as e')
          .select((eb) => {
            const within = {
              partitionBy: [
                eb.ref('e.subject'),
                eb.ref('e.tariff_id'),
                eb.ref('e.price_id'),
                eb.ref('e.priced_from'),
                eb.ref('e.group'),
                eb.ref('e.period_from'),
              ],
              orderBy: [eb.ref('e.started_at'), eb.ref('e.event_id')],
            }
            const soFar = { ...within, frame: rowsBetween('unbounded', 0) }
            const risen = ch.exact(ch.mul(eb.ref('e.share'), eb.ref('e.rise')))
            const counted = ch.plus(ch.exact(eb.ref('e.opening')), over(ch.sum(risen), soFar))
            const number = over(ch.rowNumber(), within)
            const peak = ch.exact(ch.greatest(over(ch.max(eb.ref('e.units')), soFar), ch.zero(9)))
            const before = ch.coalesce(
              over(ch.max(ch.toNullable(eb.ref('e.units'))), {
                ...within,
                frame: rowsBetween('unbounded', -1),
              }),
              ch.zero(9),
            )
            const is = (aggregation: 'count' | 'max') => eb('e.aggregation', '=', aggregation)
            const about = over(ch.sum(eb.ref('e.about')), soFar)
            const costs = over(ch.sum(eb.ref('e.event_cost')), soFar)
            return [
              ...shownColumns,
              'e.rate_epoch',
              ch
                .multiIf<Decimal<30>>(
                  [
                    [is('count'), ch.exact(number)],
                    [is('max'), peak],
                  ],
                  counted,
                )
                .as('after'),
              ch
                .multiIf<Decimal<30>>(
                  [
                    [is('count'), ch.exact(ch.minus(number, ch.literal<bigint>(1n)))],
                    [is('max'), ch.exact(ch.greatest(before, ch.zero(9)))],
                  ],
                  ch.minus(counted, risen),
                )
                .as('before'),
              over(ch.countIf(eb('e.paid', '=', true)), soFar).as('paid_after'),
              ch.toLong(ch.if(eb('e.paid', '=', true), ch.literal(1), ch.literal(0))).as('paid_here'),
              ch.exact(about).as('about_after'),
              ch.exact(ch.minus(about, eb.ref('e.about'))).as('about_before'),
              ch.exact(costs).as('costs_after'),
              ch.minus(ch.exact(costs), eb.ref('e.event_cost')).as('costs_before'),
            ]
          })
          .where('e.charged_in', '=', 'advance'),
      )
      // A row with the use and one without: both are charged by the same arithmetic.
      .with('sided', (w) =>
        w
          .selectFrom('running as e')
          .select(shownColumns)
          .select((eb) => [
            'e.rate_epoch',
            'e.before',
            'e.after',
            ch
              .arrayJoin(
                ch.array(
                  ch.tuple(
                    ch.literal(1),
                    eb.ref('e.after'),
                    eb.ref('e.about_after'),
                    eb.ref('e.costs_after'),
                    ch.toLong(eb.ref('e.paid_after')),
                  ),
                  ch.tuple(
                    ch.literal(-1),
                    eb.ref('e.before'),
                    eb.ref('e.about_before'),
                    eb.ref('e.costs_before'),
                    ch.toLong(ch.minus(eb.ref('e.paid_after'), eb.ref('e.paid_here'))),
                  ),
                ),
              )
              .as('side'),
          ]),
      )
      .with('converted', (w) =>
        w
          .selectFrom('sided as e')
          .innerJoin('price as p', (join) =>
            join.onRef('p.rate_epoch', '=', 'e.rate_epoch').onRef('p.price_id', '=', 'e.price_id'),
          )
          .leftJoin('steps as s', (join) =>
            join.onRef('s.rate_epoch', '=', 'p.rate_epoch').onRef('s.price_id', '=', 'p.price_id'),
          )
          .select(shownColumns)
          .select((eb) => {
            const ofLevel = ofQuantity({
              model: ch.toString(eb.ref('p.model')),
              aggregation: ch.toString(eb.ref('p.aggregation')),
              carriedOver: eb('p.carried_over', '=', true),
            })
            const level = ch.element<Decimal<30>>(eb.ref('e.side'), 2)
            return [
              'e.before',
              'e.after',
              ch.toInt(ch.element<Int>(eb.ref('e.side'), 1)).as('sign'),
              ch.if(ofLevel, level, ch.element<Decimal<30>>(eb.ref('e.side'), 3)).as('about'),
              ch
                .if(
                  ofLevel,
                  quantityShare({
                    quantity: level,
                    aggregation: ch.toString(eb.ref('p.aggregation')),
                    events: ch.element<Long>(eb.ref('e.side'), 5),
                    percentage: ch.decimal(eb.ref('p.percentage'), 9),
                    fixedFee: ch.decimal(eb.ref('p.fixed_fee'), 9),
                    freeEvents: ch.toLong(eb.ref('p.free_events')),
                  }),
                  ch.element<Decimal<30>>(eb.ref('e.side'), 4),
                )
                .as('costs'),
              ch.toString(eb.ref('p.model')).as('model'),
              ch.decimal(ch.coalesce(eb.ref('p.amount'), ch.zero(9)), 9).as('price'),
              ch.decimal(eb.ref('p.multiplier'), 9).as('multiplier'),
              ch.decimal(eb.ref('p.discount_percentage'), 9).as('discount'),
              'p.package_size',
              'p.free_units',
              'p.flat_fee_at_zero',
              'p.maximum_spend',
              ch.toString(eb.ref('p.rounding')).as('rounding'),
              ch.toInt(eb.ref('p.decimals')).as('decimals'),
              ch.notNull(eb.ref('s.steps')).as('steps'),
              ch.notNull(eb.ref('s.limits')).as('limits'),
              convertedQuantity(ch.element<Decimal<30>>(eb.ref('e.side'), 2), {
                operation: ch.toString(eb.ref('p.conversion_operation')),
                by: ch.decimal(eb.ref('p.conversion_by'), 9),
                rounding: ch.toString(eb.ref('p.conversion_rounding')),
                decimals: ch.toInt(eb.ref('p.conversion_decimals')),
              }).as('converted'),
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
          .select((eb) =>
            quantityCharge({
              model: eb.ref('u.model'),
              quantity: eb.ref('u.charged_quantity'),
              full: eb.ref('u.charged_quantity'),
              highest: eb.ref('u.charged_quantity'),
              prorated: eb(eb.ref('u.sign'), '=', 0),
              levelCosts: ch.exact(ch.zero(9)),
              about: eb.ref('u.about'),
              amount: eb.ref('u.price'),
              multiplier: eb.ref('u.multiplier'),
              packageSize: eb.ref('u.package_size'),
              flatFeeAtZero: eb('u.flat_fee_at_zero', '=', true),
              steps: eb.ref('u.steps'),
              limits: eb.ref('u.limits'),
              peakUnits: noTexts,
              peaks: noLevels,
              eventCosts: eb.ref('u.costs'),
            }).as('exact_amount'),
          ),
      )
      .with('bounded', (w) =>
        w
          .selectFrom('modelled as u')
          .selectAll('u')
          .select((eb) =>
            discountedCharge({
              amount: eb.ref('u.exact_amount'),
              discount: eb.ref('u.discount'),
              maximum: eb.ref('u.maximum_spend'),
            }).as('bounded_amount'),
          ),
      )
      .with('charged', (w) =>
        w
          .selectFrom('bounded as e')
          .select(shownColumns)
          .select((eb) => [
            'e.before',
            'e.after',
            'e.sign',
            rounded(eb.ref('e.bounded_amount'), eb.ref('e.rounding'), eb.ref('e.decimals')).as('amount'),
          ]),
      )
      .selectFrom('charged as e')
      .select(shownColumns)
      .select((eb) => [
        ch.decimal(eb.ref('e.before'), 9).as('before'),
        ch.decimal(eb.ref('e.after'), 9).as('after'),
        ch.sum(ch.if(eb('e.sign', '>', 0), eb.ref('e.amount'), ch.negate(eb.ref('e.amount')))).as('amount'),
      ])
      .groupBy([...shownColumns, 'e.before', 'e.after']),
  )
  .table({ orderBy: ['subject', 'price_id', 'group', 'started_at'], shardBy: 'billing_account_id' })
  .check(notNull('subject', 'price_id', 'event_id'), unique('event_id', 'price_id'))
