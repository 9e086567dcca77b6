import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { coveredUsage } from './covered_usage.ts'
import { pricedUsage } from './priced_usage.ts'
import { useKey } from './use_key.ts'

/** What usage is worth. */
export const ratedUsage = model('rating.rated_usage', { priced: pricedUsage, covered: coveredUsage })
  .describe({
    description:
      'One row an accepted usage event: rated in the line’s local time by the tariff in force when it began. Attempts that were not answered and zero quantities cost nothing, nor does what is received, unless a price asks for it. Prepaid usage is rated too, as the shadow of the charging system’s own debits.',
    columns: {
      event_id: 'Id given by the network, else partition and position of the feed',
      month: 'Service month in the account’s zone',
      other_party: 'Whom it was with, as the network gave it; null where it was with nobody',
      prefix: 'Longest prefix of the other party within the tariff; null without one',
      band: 'Band of the rate at the start; `*` where it holds at any time',
      quantity:
        'Seconds, messages, bytes or, for content, events; of a metric its units, started ones whole (metered_quantity has the fraction)',
      charged_quantity: 'Quantity after increments: the first, then whole further ones',
      rate: 'Price of `per_units` units at the start; with tax where the price is tax_included',
      covered_quantity: 'Of the charged quantity, what allowances cover, from the start of the use',
      refused_quantity: 'Of the charged quantity, what an allowance that blocks refuses, at its end',
      allowances: 'Allowance, unit and what was taken of it',
      stated_amount: 'What the source itself charged, in `stated_currency`',
      exchange_rate: 'What one unit of `stated_currency` was in `currency`; null where nothing is marked up',
      markup: 'Percent added to what the source itself charged; null where nothing is marked up',
      amount:
        'Amount of the use after its parts, minimum, maximum, rounding and allowances; with tax where the price is tax_included; or what the source states',
      simulated: 'Made by the simulator',
    },
    tags: ['rating', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('priced as u')
      .leftJoin('covered as c', (join) =>
        join.on((eb) => eb('c.use_key', '=', useKey(ch.toString(eb.ref('u.service')), eb.ref('u.event_id')))),
      )
      .select((eb) => [
        'u.event_id',
        ch.notNull(eb.ref('u.subscription_id')).as('subscription_id'),
        ch.notNull(eb.ref('u.billing_account_id')).as('billing_account_id'),
        ch.notNull(eb.ref('u.customer_id')).as('customer_id'),
        ch.notNull(eb.ref('u.type')).as('type'),
        'u.started_at',
        'u.local_started_at',
        'u.month',
        'u.period_from',
        'u.service',
        'u.metric',
        'u.direction',
        'u.roaming',
        'u.other_party',
        'u.zone',
        'u.prefix',
        'u.tariff_id',
        ch.notNull(eb.ref('u.offering_id')).as('offering_id'),
        ch.notNull(eb.ref('u.tax_rate')).as('tax_rate'),
        'u.price_id',
        'u.model',
        'u.band',
        'u.quantity',
        'u.metered_quantity',
        'u.charged_quantity',
        'u.granted_quantity',
        'u.connect_fee',
        'u.rate',
        'u.per_units',
        'u.parts',
        'u.stated_amount',
        'u.stated_currency',
        'u.exchange_rate',
        'u.markup',
        ch.coalesce(eb.ref('c.amount'), eb.ref('u.amount')).as('amount'),
        ch.coalesce(eb.ref('c.covered'), ch.zero(9)).as('covered_quantity'),
        ch.coalesce(eb.ref('c.refused'), ch.zero(9)).as('refused_quantity'),
        ch.notNull(eb.ref('c.allowances')).as('allowances'),
        'u.currency',
        'u.feed',
        'u.simulated',
      ])
      .where('u.reason', '=', ''),
  )
  .view()
  .check(notNull('event_id', 'subscription_id', 'amount', 'currency'))
