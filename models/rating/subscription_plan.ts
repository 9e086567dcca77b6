import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { offering } from '../staging/offering.ts'
import { openEnd } from '../staging/open_end.ts'
import { subscriptionHistory } from '../staging/subscription_history.ts'

/** What a line had at any instant. Cut wherever the line's state or its plan's version changes. */
const inferred = model('rating.subscription_plan', {
  history: subscriptionHistory,
  offering,
  account: billingAccountCurrent,
})
  .describe({
    description:
      'What a subscription had for [valid_from, valid_to): its state, and the version of its offering in force with tariff, price and tax.',
    columns: {
      tariff_id: 'Tariff of the offering’s version; null when the catalogue has none in force',
      price: 'Monthly price without tax: agreed with the customer, else the offering’s',
      tax_id: 'Tax of the offering; empty where it only has a rate',
      legal_entity_id: 'Who sells it; empty where the catalogue does not say',
      currency: 'Currency of the offering, else of the account',
      time_zone: 'Zone of the billing account; UTC when the account is unknown',
      payer_account_id: 'The account that pays the bills; allowances of a hierarchy are shared under it',
      cycle_day: 'Day of the month on which the payer’s periods begin',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('moment', (w) =>
        w
          .selectFrom('history as h')
          .select(['h.subscription_id', 'h.valid_from as at'])
          .union(
            w
              .selectFrom('history as h')
              .innerJoin('offering as o', 'o.offering_id', 'h.offering_id')
              .select(['h.subscription_id', 'o.valid_from as at'])
              .whereRef('o.valid_from', '>', 'h.valid_from')
              .whereRef('o.valid_from', '<', 'h.valid_to'),
          )
          .union(
            w
              .selectFrom('history as h')
              .innerJoin('offering as o', 'o.offering_id', 'h.offering_id')
              .select(['h.subscription_id', 'o.valid_to as at'])
              .whereRef('o.valid_to', '>', 'h.valid_from')
              .whereRef('o.valid_to', '<', 'h.valid_to'),
          ),
      )
      .with('period', (w) =>
        w.selectFrom('moment as m').select((eb) => [
          'm.subscription_id',
          'm.at',
          ch
            .coalesce(
              over(ch.lead(eb.ref('m.at')), {
                partitionBy: [eb.ref('m.subscription_id')],
                orderBy: [eb.ref('m.at')],
              }),
              openEnd(),
            )
            .as('until'),
        ]),
      )
      .selectFrom('period as p')
      .innerJoin('history as h', (join) =>
        asof(join.onRef('h.subscription_id', '=', 'p.subscription_id').onRef('p.at', '>=', 'h.valid_from')),
      )
      .leftJoin('offering as o', (join) =>
        asof(join.onRef('o.offering_id', '=', 'h.offering_id').onRef('p.at', '>=', 'o.valid_from')),
      )
      .leftJoin('account as a', 'a.billing_account_id', 'h.billing_account_id')
      .leftJoin('account as y', 'y.billing_account_id', 'a.payer_account_id')
      .select((eb) => {
        const inForce = eb('p.at', '<', eb.ref('o.valid_to'))
        return [
          'p.subscription_id',
          'p.at as valid_from',
          'p.until as valid_to',
          'h.customer_id',
          'h.billing_account_id',
          'h.type',
          'h.status',
          'h.offering_id',
          ch.coalesce(eb.ref('o.name'), eb.ref('h.offering_id')).as('offering'),
          ch.lowCardinality(ch.if(inForce, ch.toNullable(eb.ref('o.tariff_id')), ch.null())).as('tariff_id'),
          ch
            .coalesce(
              ch.coalesce(
                eb.ref('h.recurring_price'),
                ch.if(inForce, ch.toNullable(eb.ref('o.recurring_price')), ch.null()),
              ),
              ch.zero(9),
            )
            .as('price'),
          ch.coalesce(eb.ref('o.charged_in'), ch.literal('advance')).as('charged_in'),
          ch.lowCardinality(ch.coalesce(ch.widen(eb.ref('o.tax_id')), ch.text(''))).as('tax_id'),
          ch.coalesce(eb.ref('o.tax_rate'), ch.zero(6)).as('tax_rate'),
          ch.lowCardinality(ch.coalesce(eb.ref('o.legal_entity_id'), ch.text(''))).as('legal_entity_id'),
          ch
            .lowCardinality(ch.coalesce(ch.coalesce(eb.ref('o.currency'), eb.ref('a.currency')), ch.text('XXX')))
            .as('currency'),
          ch.lowCardinality(ch.coalesce(eb.ref('a.time_zone'), ch.text('UTC'))).as('time_zone'),
          ch.coalesce(eb.ref('a.payer_account_id'), eb.ref('h.billing_account_id')).as('payer_account_id'),
          ch
            .coalesce(ch.coalesce(eb.ref('y.cycle_day'), eb.ref('a.cycle_day')), ch.toInt(ch.literal(1)))
            .as('cycle_day'),
        ]
      }),
  )
  .table({ orderBy: ['subscription_id', 'valid_from'] })
  .check(
    notNull('subscription_id', 'valid_from'),
    unique('subscription_id', 'valid_from'),
    accepted('status', ['pending', 'active', 'suspended', 'terminated']),
  )

export interface SubscriptionPlanRow extends RowOf<typeof inferred> {}

export const subscriptionPlan: Model<'rating.subscription_plan', SubscriptionPlanRow> = inferred
