import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { noneOf } from './none_of.ts'
import { periodChange } from './period_change.ts'
import { periodStanding } from './period_standing.ts'

// Empty arrays of the types that events have.
const noTexts = noneOf(ch.text(''))
const noLevels = noneOf(ch.zero(9))

const sharedColumns = [
  'subject',
  'subscription_id',
  'billing_account_id',
  'customer_id',
  'type',
  'offering_id',
  'tax_rate',
  'service',
  'metric',
  'tariff_id',
  'rate_epoch',
  'price_id',
  'priced_from',
  'group',
  'period_from',
  'period_to',
] as const

const ofEvent = sharedColumns.map((column) => `e.${column}` as const)
const ofStanding = sharedColumns.map((column) => `s.${column}` as const)

/** What a period's quantity may be, whichever the price asks for. */
const inferred = model('rating.period_use', { change: periodChange, standing: periodStanding })
  .describe({
    description:
      'Use of each line or account by price, group and monthly period, added up in every way a price may ask for; and the periods without use that cost something all the same.',
    columns: {
      subject: 'Whose use is added up: the subscription, or the account where the price says so',
      events: 'Uses; 0 where there was none',
      paid_events: 'Uses for which a fee of each event is due',
      lowest: 'Smallest quantity of one use',
      peak: 'Largest quantity of one use',
      latest: 'Quantity of the last use; without one what was carried over',
      carried: 'Level carried over into the period',
      counted:
        'What changes of the level count, each for its part of the period, and what was carried over for its own',
      highest: 'Highest level of the period',
      closing: 'Level at its end',
      peaks: 'Largest level of each unit that tiers limit, with the unit',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('used', (w) =>
        w
          .selectFrom('change as e')
          .select([
            ...ofEvent,
            'e.started_at',
            'e.event_id',
            'e.units',
            'e.about',
            'e.amount',
            'e.event_cost',
            'e.tier_cost',
            'e.limited',
            'e.held',
            'e.delta',
            'e.level',
            'e.share',
            'e.paid',
          ])
          .select((eb) => [
            ch.toString(eb.ref('e.currency')).as('currency'),
            // What is charged in advance is not repaid: only what raises the level counts.
            ch.if(eb('e.charged_in', '=', 'advance'), eb.ref('e.rise'), eb.ref('e.delta')).as('change'),
            ch.zero(9).as('carried'),
            ch.exact(ch.zero(9)).as('carried_share'),
            ch.toLong(ch.literal(1)).as('is_use'),
          ])
          .unionAll(
            w
              .selectFrom('standing as s')
              .select(ofStanding)
              .select((eb) => [
                ch.toInstant(eb.ref('s.period_from')).as('started_at'),
                // Of an account's lines without use the charge is always the same one's.
                eb.ref('s.subscription_id').as('event_id'),
                ch.zero(9).as('units'),
                ch.zero(9).as('about'),
                ch.zero(9).as('amount'),
                ch.exact(ch.zero(9)).as('event_cost'),
                ch.exact(ch.zero(9)).as('tier_cost'),
                noTexts.as('limited'),
                noLevels.as('held'),
                ch.zero(9).as('delta'),
                ch.zero(9).as('level'),
                ch.exact(ch.zero(9)).as('share'),
                ch.toBool(ch.literal(0)).as('paid'),
                ch.toString(eb.ref('s.currency')).as('currency'),
                ch.zero(9).as('change'),
                's.carried',
                's.carried_share',
                ch.toLong(ch.literal(0)).as('is_use'),
              ]),
          ),
      )
      .selectFrom('used as e')
      .select((eb) => {
        const use = eb('e.is_use', '=', 1n)
        const order = ch.tuple(eb.ref('e.is_use'), eb.ref('e.started_at'), eb.ref('e.event_id'))
        // An account's level comes with each of its lines, and counts once.
        const carried = ch.max(eb.ref('e.carried'))
        const changes = ch.sum(ch.exact(ch.mul(eb.ref('e.share'), eb.ref('e.change'))))
        const highest = ch.maxIf(eb.ref('e.level'), use)
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
          'e.group',
          'e.period_from',
          ch.any(eb.ref('e.period_to')).as('period_to'),
          ch.countIf(use).as('events'),
          ch.countIf(eb('e.paid', '=', true)).as('paid_events'),
          ch.sum(eb.ref('e.units')).as('units'),
          ch.coalesce(ch.minIf(eb.ref('e.units'), use), ch.zero(9)).as('lowest'),
          ch.coalesce(ch.maxIf(eb.ref('e.units'), use), ch.zero(9)).as('peak'),
          ch.if(eb(ch.countIf(use), '>', 0n), ch.argMax(eb.ref('e.units'), order), carried).as('latest'),
          carried.as('carried'),
          ch.max(eb.ref('e.carried_share')).as('carried_share'),
          ch.plus(changes, ch.exact(ch.mul(ch.max(eb.ref('e.carried_share')), carried))).as('counted'),
          ch.greatest(ch.coalesce(highest, carried), carried).as('highest'),
          ch.plus(carried, ch.sum(eb.ref('e.delta'))).as('closing'),
          ch.sum(eb.ref('e.about')).as('about'),
          ch.sum(eb.ref('e.amount')).as('rated_amount'),
          ch.sum(eb.ref('e.event_cost')).as('event_costs'),
          ch.sum(eb.ref('e.tier_cost')).as('tier_costs'),
          ch.maxMap(eb.ref('e.limited'), eb.ref('e.held')).as('peaks'),
        ]
      })
      .groupBy(['e.subject', 'e.tariff_id', 'e.price_id', 'e.priced_from', 'e.group', 'e.period_from']),
  )
  .table({ orderBy: ['subject', 'price_id', 'group', 'period_from'], shardBy: 'billing_account_id' })
  .check(notNull('subject', 'price_id', 'period_from', 'currency'))

export interface PeriodUseRow extends RowOf<typeof inferred> {}

export const periodUse: Model<'rating.period_use', PeriodUseRow> = inferred
