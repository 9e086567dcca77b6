import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { serviceColumn } from './measured_usage.ts'
import { periodChange } from './period_change.ts'
import { dayShare, timeShare } from './period_share.ts'
import { isStanding, planPeriod } from './plan_period.ts'
import { planPresence } from './plan_presence.ts'
import { priceInForce } from './price_in_force.ts'
import { subscriptionPlan } from './subscription_plan.ts'

const standingColumns = [
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
  's.aggregation',
  's.carried_over',
  's.prorated',
  's.period_from',
  's.period_to',
] as const

/** Periods of lines and prices that cost something whether there was use or not, with the level they begin with. */
const inferred = model('rating.period_standing', {
  change: periodChange,
  presence: planPresence,
  plan: subscriptionPlan,
  price: priceInForce,
  epoch: catalogueEpoch,
  period: planPeriod,
})
  .describe({
    description:
      'Periods in which a line has a price that is due without use: with a minimum, a flat fee at zero, or a level that is carried over. By the version of the price in force when the period, or the plan, ends.',
    columns: {
      carried: 'Level reached before: carried over from earlier periods, and from earlier plans of this one',
      carried_share: 'Part of the period for which it counts',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('priced', (w) =>
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
            'p.aggregation',
            'p.group_by',
            'p.carried_over',
            'p.prorated',
            'd.period_from',
            'd.period_to',
          ])
          .where(isStanding)
          .where((eb) =>
            eb.and([
              eb(ch.toString(eb.ref('p.period')), '=', eb.ref('d.period')),
              eb('d.at', '>=', eb.ref('d.valid_from')),
              eb(ch.toString(eb.ref('l.tariff_id')), '=', ch.toString(eb.ref('d.tariff_id'))),
            ]),
          ),
      )
      .with('known', (w) =>
        w
          .selectFrom('change as c')
          .select(['c.subject', 'c.price_id', 'c.group'])
          .distinct()
          .where((eb) => eb.and([eb('c.carried_over', '=', true), eb('c.group', '<>', '')])),
      )
      .with('grouped', (w) =>
        w
          .selectFrom('priced as s')
          .leftJoin('known as g', (join) =>
            join.onRef('g.subject', '=', 's.subject').onRef('g.price_id', '=', 's.price_id'),
          )
          .select(standingColumns)
          .select((eb) => ch.coalesce(eb.ref('g.group'), ch.text('')).as('group'))
          .where((eb) => eb.or([eb('s.group_by', '=', ''), eb('g.group', 'is not', null)])),
      )
      .with('entered', (w) =>
        w
          .selectFrom('grouped as s')
          .leftJoin('presence as r', (join) =>
            join.onRef('r.subscription_id', '=', 's.subscription_id').onRef('r.tariff_id', '=', 's.tariff_id'),
          )
          .select([...standingColumns, 's.group'])
          .select((eb) => {
            const begin = ch.toInstant(eb.ref('s.period_from'))
            const entered = ch.coalesce(eb.ref('r.entered_at'), begin)
            const period = { from: eb.ref('s.period_from'), to: eb.ref('s.period_to') }
            const stays = ch.notNull(eb.ref('r.stays'))
            return [
              // The level of an account goes by the line that was first to have the price: what came after is of the period.
              over(ch.min(ch.greatest(begin, entered)), {
                partitionBy: [
                  eb.ref('s.subject'),
                  eb.ref('s.tariff_id'),
                  eb.ref('s.price_id'),
                  eb.ref('s.group'),
                  eb.ref('s.period_from'),
                ],
              }).as('from_at'),
              ch
                .multiIf(
                  [
                    [eb('s.aggregation', '=', 'weighted_sum'), timeShare(period, begin, stays)],
                    [eb('s.prorated', '=', true), dayShare(period, period.from, stays)],
                  ],
                  ch.exact(ch.amount('1', 9)),
                )
                .as('carried_share'),
            ]
          }),
      )
      .with('level', (w) =>
        w
          .selectFrom('change as c')
          .select((eb) => {
            const last = ch.tuple(eb.ref('c.started_at'), eb.ref('c.event_id'))
            const reached = ch.if(eb('c.aggregation', '=', 'last'), eb.ref('c.units'), eb.ref('c.level'))
            return [
              'c.subject',
              'c.price_id',
              'c.group',
              'c.local_started_at as at',
              ch.argMax(reached, last).as('level'),
            ]
          })
          .where('c.carried_over', '=', true)
          .groupBy(['c.subject', 'c.price_id', 'c.group', 'c.local_started_at']),
      )
      .selectFrom('entered as s')
      .leftJoin('level as v', (join) =>
        asof(
          join
            .onRef('v.subject', '=', 's.subject')
            .onRef('v.price_id', '=', 's.price_id')
            .onRef('v.group', '=', 's.group')
            .onRef('s.from_at', '>', 'v.at'),
        ),
      )
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
        's.group',
        's.period_from',
        's.period_to',
        ch.if(eb('s.carried_over', '=', true), ch.coalesce(eb.ref('v.level'), ch.zero(9)), ch.zero(9)).as('carried'),
        's.carried_share',
      ]),
  )
  .table({ orderBy: ['subject', 'price_id', 'period_from'], shardBy: 'billing_account_id' })

export interface PeriodStandingRow extends RowOf<typeof inferred> {}

export const periodStanding: Model<'rating.period_standing', PeriodStandingRow> = inferred
