import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { clock } from '../staging/clock.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { serviceColumn } from './measured_usage.ts'
import { periodEnd, periodStart } from './period.ts'
import { periodEvent } from './period_event.ts'
import { priceInForce } from './price_in_force.ts'
import { subscriptionPlan } from './subscription_plan.ts'

// Empty arrays of the types that events have.
const noTexts = ch.arrayFilter(ch.array(ch.text('')), () => ch.toBool(ch.literal(0)))
const noLevels = ch.arrayFilter(ch.array(ch.zero(9)), () => ch.toBool(ch.literal(0)))

/** What a period's quantity may be, whichever the price asks for. */
const inferred = model('rating.period_use', {
  event: periodEvent,
  plan: subscriptionPlan,
  price: priceInForce,
  epoch: catalogueEpoch,
  clock,
})
  .describe({
    description:
      'Use of each line or account by price and monthly period, added up in every way a price may ask for; and the periods without use that cost something all the same.',
    columns: {
      subject: 'Whose use is added up: the subscription, or the account where the price says so',
      events: 'Uses; 0 where there was none',
      peak: 'Largest quantity of one use',
      latest: 'Quantity of the last use',
      distinct_values: 'Different values of the price’s property',
      weighted: 'Quantities, each in proportion to the part of the period that was left',
      peaks: 'Largest level of each unit that tiers limit, with the unit',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      // Prices that are due without use, for lines that have them when the period ends.
      .with('due', (w) =>
        w
          .selectFrom('plan as l')
          .crossJoin('clock as k')
          .select((eb) => {
            const from = ch.greatest(ch.toDate(eb.ref('l.valid_from')), eb.ref('k.first_month'))
            const to = ch.least(ch.toDate(eb.ref('l.valid_to')), ch.toDate(eb.ref('k.as_of')))
            return [
              'l.subscription_id',
              'l.billing_account_id',
              'l.cycle_day',
              'l.tariff_id',
              'l.valid_to',
              ch.arrayJoin(ch.months(from, to)).as('month'),
            ]
          })
          .where((eb) =>
            eb.and([
              eb('l.status', 'in', ['active', 'suspended']),
              eb('l.tariff_id', 'is not', null),
              eb('l.valid_from', '<', eb.ref('k.as_of')),
              eb(ch.toDate(eb.ref('l.valid_to')), '>', eb.ref('k.first_month')),
            ]),
          ),
      )
      .with('period', (w) =>
        w.selectFrom('due as d').select((eb) => {
          // Any day of the month lies in the period that begins in it or before it; the last day in the later one.
          const from = periodStart(ch.toLastDayOfMonth(eb.ref('d.month')), ch.toInt(eb.ref('d.cycle_day')))
          const to = periodEnd(from, ch.toInt(eb.ref('d.cycle_day')))
          return [
            'd.subscription_id',
            'd.billing_account_id',
            'd.tariff_id',
            from.as('period_from'),
            to.as('period_to'),
            ch.addMilliseconds(ch.least(ch.toInstant(to), eb.ref('d.valid_to')), ch.literal(-1)).as('at'),
          ]
        }),
      )
      .with('standing', (w) =>
        w
          .selectFrom('period as d')
          .innerJoin('epoch as e', (join) =>
            asof(join.onRef('e.tariff_id', '=', 'd.tariff_id').onRef('d.at', '>=', 'e.valid_from')),
          )
          .innerJoin('plan as l', (join) =>
            asof(join.onRef('l.subscription_id', '=', 'd.subscription_id').onRef('d.at', '>=', 'l.valid_from')),
          )
          .innerJoin('price as p', 'p.rate_epoch', 'e.rate_epoch')
          .select((eb) => [
            ch
              .if(eb('p.scope', '=', 'account'), eb.ref('d.billing_account_id'), eb.ref('d.subscription_id'))
              .as('subject'),
            'd.subscription_id',
            'd.billing_account_id',
            'l.customer_id',
            'l.type',
            'l.offering_id',
            'l.tax_rate',
            ch.toString(eb.ref('l.currency')).as('currency'),
            ch.castTo(eb.ref('p.service'), serviceColumn).as('service'),
            'p.metric',
            'p.tariff_id',
            'p.rate_epoch',
            'p.price_id',
            'p.valid_from as priced_from',
            'd.period_from',
            'd.period_to',
          ])
          .where((eb) =>
            eb.and([
              eb.or([
                eb('p.minimum_spend', '>', '0'),
                eb.and([
                  eb('p.flat_fee_at_zero', '=', true),
                  eb('p.model', 'in', ['graduated', 'volume', 'graduated_percentage']),
                ]),
              ]),
              eb(ch.toString(eb.ref('l.tariff_id')), '=', ch.toString(eb.ref('d.tariff_id'))),
            ]),
          ),
      )
      .with('used', (w) =>
        w
          .selectFrom('event as e')
          .select((eb) => [
            'e.subject',
            'e.subscription_id',
            'e.billing_account_id',
            'e.customer_id',
            'e.type',
            'e.offering_id',
            'e.tax_rate',
            ch.toString(eb.ref('e.currency')).as('currency'),
            'e.service',
            'e.metric',
            'e.tariff_id',
            'e.rate_epoch',
            'e.price_id',
            'e.priced_from',
            'e.period_from',
            'e.period_to',
            'e.started_at',
            'e.event_id',
            'e.units',
            'e.about',
            'e.amount',
            'e.event_cost',
            'e.value',
            'e.limited',
            'e.held',
            'e.share_left',
            ch.toLong(ch.literal(1)).as('is_use'),
          ])
          .unionAll(
            w
              .selectFrom('standing as s')
              .select((eb) => [
                's.subject',
                's.subscription_id',
                's.billing_account_id',
                's.customer_id',
                's.type',
                's.offering_id',
                's.tax_rate',
                's.currency',
                's.service',
                's.metric',
                's.tariff_id',
                's.rate_epoch',
                's.price_id',
                's.priced_from',
                's.period_from',
                's.period_to',
                ch.toInstant(eb.ref('s.period_from')).as('started_at'),
                ch.text('').as('event_id'),
                ch.zero(9).as('units'),
                ch.zero(9).as('about'),
                ch.zero(9).as('amount'),
                ch.exact(ch.zero(9)).as('event_cost'),
                ch.null<Text>().as('value'),
                noTexts.as('limited'),
                noLevels.as('held'),
                ch.exact(ch.zero(9)).as('share_left'),
                ch.toLong(ch.literal(0)).as('is_use'),
              ]),
          ),
      )
      .selectFrom('used as e')
      .select((eb) => {
        const use = eb('e.is_use', '=', 1n)
        const order = ch.tuple(eb.ref('e.is_use'), eb.ref('e.started_at'), eb.ref('e.event_id'))
        return [
          'e.subject',
          ch.argMax(eb.ref('e.subscription_id'), order).as('subscription_id'),
          ch.argMax(eb.ref('e.billing_account_id'), order).as('billing_account_id'),
          ch.argMax(eb.ref('e.customer_id'), order).as('customer_id'),
          ch.argMax(eb.ref('e.type'), order).as('type'),
          ch.argMax(eb.ref('e.offering_id'), order).as('offering_id'),
          ch.argMax(eb.ref('e.tax_rate'), order).as('tax_rate'),
          ch.argMax(eb.ref('e.currency'), order).as('currency'),
          ch.argMax(eb.ref('e.service'), order).as('service'),
          ch.argMax(eb.ref('e.metric'), order).as('metric'),
          'e.tariff_id',
          ch.argMax(eb.ref('e.rate_epoch'), order).as('rate_epoch'),
          'e.price_id',
          'e.priced_from',
          'e.period_from',
          ch.any(eb.ref('e.period_to')).as('period_to'),
          ch.countIf(use).as('events'),
          ch.sum(eb.ref('e.units')).as('units'),
          ch.max(eb.ref('e.units')).as('peak'),
          ch.argMax(eb.ref('e.units'), order).as('latest'),
          ch.uniqExactIf(eb.ref('e.value'), eb('e.value', 'is not', null)).as('distinct_values'),
          ch.sum(ch.exact(ch.mul(eb.ref('e.share_left'), eb.ref('e.units')))).as('weighted'),
          ch.sum(eb.ref('e.about')).as('about'),
          ch.sum(eb.ref('e.amount')).as('rated_amount'),
          ch.sum(eb.ref('e.event_cost')).as('event_costs'),
          ch.maxMap(eb.ref('e.limited'), eb.ref('e.held')).as('peaks'),
        ]
      })
      .groupBy(['e.subject', 'e.tariff_id', 'e.price_id', 'e.priced_from', 'e.period_from']),
  )
  .table({ orderBy: ['subject', 'price_id', 'period_from'], shardBy: 'billing_account_id' })
  .check(notNull('subject', 'price_id', 'period_from', 'currency'))

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface PeriodUseRow extends RowOf<typeof inferred> {}

export const periodUse: Model<'rating.period_use', PeriodUseRow> = inferred
