import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { chargeFragment } from './charge_fragment.ts'
import { BILL_SCALE } from './postpaid.ts'
import { shareOfThirty } from './thirty_days.ts'

const SECONDS_OF_DAY = 86_400

const heldColumns = [
  'billing_account_id',
  'subscription_id',
  'customer_id',
  'offering_id',
  'offering',
  'legal_entity_id',
  'charge_id',
  'description',
  'amount',
  'charged_in',
  'tax_id',
  'tax_rate',
  'currency',
  'period_from',
  'period_to',
  'period_days',
  'known_at',
  'corrected_at',
  'held_from',
  'held_to',
  'days',
] as const
const of = <A extends string>(alias: A) => heldColumns.map((column) => `${alias}.${column}` as const)

/** What recurring charges come to, as each bill knows it. */
const inferred = model('billing.charge_value', { fragment: chargeFragment, currency })
  .describe({
    description:
      'What a recurring charge comes to in its period by what was known when a bill ended. Price × days held / days of the period, half up at the minor unit; of the plans of a period with one price the last takes what rounding left (10.00 held 10, 11 and 10 of 31 days: 3.23 + 3.55 + 3.22).',
    columns: {
      held_from: 'First local day charged',
      held_to: 'First local day no longer charged',
      days: 'Days charged',
      exact: 'Price in proportion, without tax, cut at 12 decimals',
      unit_price: 'Price without tax',
      price_quantity: 'Days, or seconds, that the price is for',
      net: 'exact, half up at the minor unit',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('shared', (w) =>
        w
          .selectFrom('fragment as f')
          .leftJoin('currency as c', 'c.currency', 'f.currency')
          .select((eb) => {
            const byUnit = eb('f.every', 'in', ['day', 'week'])
            const unit = ch.times(
              eb.ref('f.every_count'),
              ch.if(eb('f.every', '=', 'week'), ch.toInt(ch.literal(7)), ch.toInt(ch.literal(1))),
            )
            const one = ch.toLong(ch.literal(1))
            const none = ch.toLong(ch.literal(0))
            const held = ch.toLong(eb.ref('f.days'))
            const whole = ch.toLong(eb.ref('f.period_days'))
            // Where a new cycle day cut a period, the piece is all there is of it.
            const piece = ch.toLong(ch.dateDiff('day', eb.ref('f.period_from'), eb.ref('f.period_to')))
            const bySeconds = eb('f.proration', '=', 'seconds')
            const byThirty = eb('f.proration', '=', 'months_of_30')
            const thirty = shareOfThirty({ held, piece, whole, daysOf30: eb.ref('f.days_of_30') })
            return [
              ...of('f'),
              ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS))).as('minor_units'),
              ch
                .if(
                  eb('f.tax_included', '=', true),
                  ch.div(ch.decimal(eb.ref('f.amount'), 12), ch.plus(ch.amount('1', 6), eb.ref('f.tax_rate'))),
                  ch.decimal(eb.ref('f.amount'), 12),
                )
                .as('net_amount'),
              ch
                .multiIf(
                  [
                    [bySeconds, ch.toLong(eb.ref('f.seconds'))],
                    [eb.and([byUnit, eb('f.proration', '=', 'full')]), ch.ceilDiv(held, unit)],
                    [eb.and([byUnit, eb('f.proration', '=', 'none')]), ch.intDiv(held, unit)],
                    [eb.and([eb.not(byUnit), byThirty]), thirty.share],
                    [eb('f.proration', '=', 'full'), piece],
                    [eb.and([eb('f.proration', '=', 'none'), eb(held, '<', piece)]), none],
                  ],
                  held,
                )
                .as('share'),
              ch
                .multiIf(
                  [
                    [eb.and([byUnit, bySeconds]), ch.times(unit, ch.literal(SECONDS_OF_DAY))],
                    [bySeconds, ch.times(whole, ch.literal(SECONDS_OF_DAY))],
                    [eb.and([byUnit, eb.or([eb('f.proration', '=', 'days'), byThirty])]), unit],
                    [byUnit, one],
                    [byThirty, thirty.of],
                  ],
                  whole,
                )
                .as('of'),
            ]
          }),
      )
      .with('priced', (w) =>
        w.selectFrom('shared as f').select((eb) => {
          const worth = ch.mul(eb.ref('f.net_amount'), eb.ref('f.share'))
          const exact = ch.div(worth, eb.ref('f.of'))
          const chain = {
            partitionBy: [
              eb.ref('f.billing_account_id'),
              eb.ref('f.subscription_id'),
              eb.ref('f.charge_id'),
              eb.ref('f.period_from'),
              eb.ref('f.known_at'),
              eb.ref('f.currency'),
              eb.ref('f.of'),
              eb.ref('f.amount'),
            ],
          }
          const order = [eb.ref('f.held_from'), eb.ref('f.held_to'), eb.ref('f.offering_id')]
          return [
            ...of('f'),
            'f.of',
            'f.net_amount',
            ch.decimal(exact, 12).as('exact'),
            ch.roundHalfUpTo(exact, eb.ref('f.minor_units'), BILL_SCALE).as('rounded'),
            ch
              .roundHalfUpTo(ch.div(over(ch.sum(worth), chain), eb.ref('f.of')), eb.ref('f.minor_units'), BILL_SCALE)
              .as('whole'),
            over(ch.lead(eb.ref('f.held_from')), { ...chain, orderBy: order }).as('next'),
          ]
        }),
      )
      .selectFrom('priced as p')
      .select((eb) => {
        const others = ch.minus(
          over(ch.sum(eb.ref('p.rounded')), {
            partitionBy: [
              eb.ref('p.billing_account_id'),
              eb.ref('p.subscription_id'),
              eb.ref('p.charge_id'),
              eb.ref('p.period_from'),
              eb.ref('p.known_at'),
              eb.ref('p.currency'),
              eb.ref('p.of'),
              eb.ref('p.amount'),
            ],
          }),
          eb.ref('p.rounded'),
        )
        return [
          ...of('p'),
          ch.roundHalfUp(eb.ref('p.net_amount'), 9).as('unit_price'),
          ch.toLong(eb.ref('p.of')).as('price_quantity'),
          'p.exact',
          ch.if(eb('p.next', 'is', null), ch.minus(eb.ref('p.whole'), others), eb.ref('p.rounded')).as('net'),
        ]
      }),
  )
  .table({
    orderBy: ['billing_account_id', 'subscription_id', 'period_from', 'known_at'],
    shardBy: 'billing_account_id',
  })
  .check(notNull('billing_account_id', 'subscription_id', 'net'))

export interface ChargeValueRow extends RowOf<typeof inferred> {}
export const chargeValue: Model<'billing.charge_value', ChargeValueRow> = inferred
