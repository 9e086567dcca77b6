import type { SqlBool } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import type { ExpressionBuilder, Value } from '../../transforms/sql/expression.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { type PriceInForceRow, priceInForce } from './price_in_force.ts'
import { pricePeriodEnd, pricePeriodStart } from './price_period.ts'
import { subscriptionPlan } from './subscription_plan.ts'

type Due = Pick<PriceInForceRow, 'carried_over' | 'group_by' | 'minimum_spend' | 'flat_fee_at_zero' | 'model'>

/** Whether a price is due without use. Of groups only those are known in which there was use. */
export function isStanding(eb: ExpressionBuilder<{ p: Due }, 'p'>): Value<SqlBool> {
  return eb.or([
    eb('p.carried_over', '=', true),
    eb.and([
      eb('p.group_by', '=', ''),
      eb.or([
        eb('p.minimum_spend', '>', '0'),
        eb.and([
          eb('p.flat_fee_at_zero', '=', true),
          eb('p.model', 'in', ['graduated', 'volume', 'graduated_percentage', 'volume_percentage']),
        ]),
      ]),
    ]),
  ])
}

/** Periods of lines in which a price may be due whether there was use or not. */
const inferred = model('rating.plan_period', {
  plan: subscriptionPlan,
  price: priceInForce,
  clock,
  offset: zoneOffset,
})
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
      .with('local', (w) =>
        w
          .selectFrom('plan as l')
          .innerJoin('kind as p', 'p.tariff_id', 'l.tariff_id')
          .crossJoin('clock as k')
          .leftJoin('offset as f', (join) =>
            asof(join.onRef('f.zone', '=', 'l.time_zone').onRef('l.valid_from', '>=', 'f.from_at')),
          )
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 'l.time_zone').onRef('l.valid_to', '>=', 'o.from_at')),
          )
          .select((eb) => [
            'l.subscription_id',
            'l.billing_account_id',
            'l.tariff_id',
            'l.time_zone',
            'l.valid_from',
            'l.valid_to',
            'k.first_month',
            'k.as_of',
            'p.period',
            ch.toInt(eb.ref('l.cycle_day')).as('cycle_day'),
            ch.toDate(localTime(eb.ref('l.valid_from'), eb.ref('f.offset_s'))).as('first_day'),
            // The day in which its last instant lies.
            ch
              .toDate(localTime(ch.addMilliseconds(eb.ref('l.valid_to'), ch.literal(-1)), eb.ref('o.offset_s')))
              .as('last_day'),
          ])
          .where((eb) =>
            eb.and([eb('l.status', 'in', ['active', 'suspended']), eb('l.valid_from', '<', eb.ref('k.as_of'))]),
          ),
      )
      .with('held', (w) =>
        w
          .selectFrom('local as l')
          .select((eb) => {
            const from = ch.greatest(eb.ref('l.first_day'), eb.ref('l.first_month'))
            const to = ch.least(ch.addDays(eb.ref('l.last_day'), ch.literal(1)), ch.toDate(eb.ref('l.as_of')))
            const months = ch.months(from, to)
            const daily = eb.or([eb('l.period', '=', 'day'), eb('l.period', '=', 'week')])
            return [
              'l.subscription_id',
              'l.billing_account_id',
              'l.tariff_id',
              'l.time_zone',
              'l.valid_from',
              'l.valid_to',
              'l.first_day',
              'l.last_day',
              'l.first_month',
              'l.period',
              'l.cycle_day',
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
          .whereRef('l.last_day', '>=', 'l.first_month'),
      )
      .with('due', (w) =>
        w
          .selectFrom('held as d')
          .select((eb) => [
            'd.subscription_id',
            'd.billing_account_id',
            'd.tariff_id',
            'd.time_zone',
            'd.valid_from',
            'd.valid_to',
            'd.first_day',
            'd.last_day',
            'd.first_month',
            'd.period',
            'd.cycle_day',
            pricePeriodStart(eb.ref('d.period'), eb.ref('d.day'), eb.ref('d.cycle_day')).as('period_from'),
          ]),
      )
      .with('ended', (w) =>
        w
          .selectFrom('due as d')
          .selectAll('d')
          .select((eb) =>
            pricePeriodEnd(eb.ref('d.period'), eb.ref('d.period_from'), eb.ref('d.cycle_day')).as('period_to'),
          ),
      )
      .selectFrom('ended as d')
      // By the offset at that time on the clock of UTC: what differs are the hours around a change of the clocks.
      .leftJoin('offset as t', (join) =>
        asof(
          join
            .onRef('t.zone', '=', 'd.time_zone')
            .on((eb) => eb(ch.toInstant(eb.ref('d.period_to')), '>=', eb.ref('t.from_at'))),
        ),
      )
      .distinct()
      .select((eb) => {
        const seconds = ch.toLong(ch.coalesce(eb.ref('t.offset_s'), ch.literal(0)))
        const close = ch.addMilliseconds(
          ch.toInstant(eb.ref('d.period_to')),
          ch.times(seconds, ch.literal<bigint>(-1000n)),
        )
        return [
          'd.subscription_id',
          'd.billing_account_id',
          'd.tariff_id',
          'd.period',
          'd.period_from',
          'd.period_to',
          'd.valid_from',
          ch.addMilliseconds(ch.least(close, eb.ref('d.valid_to')), ch.literal(-1)).as('at'),
        ]
      })
      .where((eb) =>
        eb.and([
          eb('d.period_from', '<=', eb.ref('d.last_day')),
          eb('d.period_to', '>', eb.ref('d.first_day')),
          // A period that began before the time that is looked at is charged only where the plan itself began within that time.
          eb.or([
            eb('d.period_from', '>=', eb.ref('d.first_month')),
            eb('d.valid_from', '>=', ch.toInstant(eb.ref('d.first_month'))),
          ]),
        ]),
      ),
  )
  .view()

export interface PlanPeriodRow extends RowOf<typeof inferred> {}

export const planPeriod: Model<'rating.plan_period', PlanPeriodRow> = inferred
