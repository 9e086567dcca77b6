import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { type PriceInForceRow, priceInForce } from './price_in_force.ts'
import { pricePeriodEnd, pricePeriodStart } from './price_period.ts'
import { subscriptionPlan } from './subscription_plan.ts'

/** Whether a price is due without use. Of groups only those are known in which there was use. */
export function isStanding(
  eb: ExpressionBuilder<{ p: PriceInForceRow }, 'p'>,
): ExpressionWrapper<{ p: PriceInForceRow }, 'p', SqlBool> {
  return eb.or([
    eb('p.carried_over', '=', true),
    eb.and([
      eb('p.group_by', '=', ''),
      eb.or([
        eb('p.minimum_spend', '>', '0'),
        eb.and([
          eb('p.flat_fee_at_zero', '=', true),
          eb('p.model', 'in', ['graduated', 'volume', 'graduated_percentage']),
        ]),
      ]),
    ]),
  ])
}

/** Periods of lines in which a price may be due whether there was use or not. */
const inferred = model('rating.plan_period', { plan: subscriptionPlan, price: priceInForce, clock })
  .describe({
    description:
      'Periods of each line whose tariff has, at some time, a price that is due without use; by the kind of period such prices have.',
    columns: {
      period: 'cycle, day, week, month, quarter or year',
      valid_from: 'Since when the line had this plan',
      at: 'The last instant of the period, or of the plan, if that ended before',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      // Periods of tariffs that have such a price, by the kind of period it has.
      .with('kind', (w) =>
        w
          .selectFrom('price as p')
          .select((eb) => ['p.tariff_id', ch.toString(eb.ref('p.period')).as('period')])
          .distinct()
          .where(isStanding),
      )
      .with('held', (w) =>
        w
          .selectFrom('plan as l')
          .innerJoin('kind as p', 'p.tariff_id', 'l.tariff_id')
          .crossJoin('clock as k')
          .select((eb) => {
            const from = ch.greatest(ch.toDate(eb.ref('l.valid_from')), eb.ref('k.first_month'))
            const to = ch.least(ch.toDate(eb.ref('l.valid_to')), ch.toDate(eb.ref('k.as_of')))
            const months = ch.months(from, to)
            const daily = eb.or([eb('p.period', '=', 'day'), eb('p.period', '=', 'week')])
            return [
              'l.subscription_id',
              'l.billing_account_id',
              'l.tariff_id',
              'l.valid_from',
              'l.valid_to',
              'k.first_month',
              'p.period',
              ch.toInt(eb.ref('l.cycle_day')).as('cycle_day'),
              // The first day of a month may lie in the period that began in the month before.
              ch
                .arrayJoin(
                  ch.if(
                    daily,
                    ch.days(from, to),
                    ch.arrayConcat(
                      months,
                      ch.arrayMap(months, (month) => ch.toLastDayOfMonth(month)),
                    ),
                  ),
                )
                .as('day'),
            ]
          })
          .where((eb) =>
            eb.and([
              eb('l.status', 'in', ['active', 'suspended']),
              eb('l.valid_from', '<', eb.ref('k.as_of')),
              eb(ch.toDate(eb.ref('l.valid_to')), '>', eb.ref('k.first_month')),
            ]),
          ),
      )
      .with('due', (w) =>
        w
          .selectFrom('held as d')
          .select((eb) => [
            'd.subscription_id',
            'd.billing_account_id',
            'd.tariff_id',
            'd.valid_from',
            'd.valid_to',
            'd.first_month',
            'd.period',
            'd.cycle_day',
            pricePeriodStart(eb.ref('d.period'), eb.ref('d.day'), eb.ref('d.cycle_day')).as('period_from'),
          ]),
      )
      .selectFrom('due as d')
      .distinct()
      .select((eb) => {
        const to = pricePeriodEnd(eb.ref('d.period'), eb.ref('d.period_from'), eb.ref('d.cycle_day'))
        return [
          'd.subscription_id',
          'd.billing_account_id',
          'd.tariff_id',
          'd.period',
          'd.period_from',
          to.as('period_to'),
          'd.valid_from',
          ch.addMilliseconds(ch.least(ch.toInstant(to), eb.ref('d.valid_to')), ch.literal(-1)).as('at'),
        ]
      })
      .where((eb) =>
        eb.and([
          eb(ch.toInstant(eb.ref('d.period_from')), '<', eb.ref('d.valid_to')),
          // A period that began before the time that is looked at is charged only where the plan itself began within that time.
          eb.or([
            eb('d.period_from', '>=', eb.ref('d.first_month')),
            eb(ch.toDate(eb.ref('d.valid_from')), '>=', eb.ref('d.first_month')),
          ]),
        ]),
      ),
  )
  .view()

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface PlanPeriodRow extends RowOf<typeof inferred> {}

export const planPeriod: Model<'rating.plan_period', PlanPeriodRow> = inferred
