import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { tax } from '../staging/tax.ts'
import { chargeHeld } from './charge_held.ts'
import { chargePeriod } from './charge_period.ts'
import { BILL_SCALE } from './postpaid.ts'

const SECONDS_OF_DAY = 86_400

/** What recurring charges come to, as each bill knows it. */
const inferred = model('billing.charge_value', { held: chargeHeld, period: chargePeriod, currency, tax })
  .describe({
    description:
      'What a recurring charge comes to in its period by what was known when a bill ended: whatever holds then is taken to hold on. Price × days held / days of the period, half up at the minor unit; the last plan of a period takes what rounding left (10.00 held 10, 11 and 10 of 31 days: 3.23 + 3.55 + 3.22).',
    columns: {
      held_from: 'First local day charged',
      held_to: 'First local day no longer charged',
      days: 'Days charged',
      exact: 'Price in proportion, without tax, cut at 12 decimals',
      net: 'exact, half up at the minor unit',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('fragment', (w) =>
        w
          .selectFrom('period as p')
          .innerJoin('held as h', (join) =>
            join
              .onRef('h.billing_account_id', '=', 'p.billing_account_id')
              .onRef('h.subscription_id', '=', 'p.subscription_id')
              .onRef('h.charge_id', '=', 'p.charge_id')
              .onRef('h.every', '=', 'p.every')
              .onRef('h.every_count', '=', 'p.every_count')
              .onRef('h.charged_in', '=', 'p.charged_in'),
          )
          .select((eb) => {
            const midnight = (day: typeof known) => ch.toLocal(ch.toInstant(day), ch.literal(0))
            const known = eb.ref('p.known_at')
            const goesOn = eb('h.local_last', '>=', midnight(known))
            const to = ch.least(ch.if(goesOn, eb.ref('p.period_to'), eb.ref('h.to_day')), eb.ref('p.period_to'))
            const end = midnight(eb.ref('p.period_to'))
            const last = ch.if(goesOn, end, ch.least(ch.addMilliseconds(eb.ref('h.local_last'), ch.literal(1)), end))
            return [
              'h.billing_account_id',
              'h.subscription_id',
              'h.customer_id',
              'h.offering_id',
              'h.offering',
              'h.legal_entity_id',
              'h.charge_id',
              'h.description',
              'h.amount',
              'h.every',
              'h.every_count',
              'h.charged_in',
              'h.proration',
              'h.tax_id',
              'h.tax_included',
              'h.tax_rate',
              'h.currency',
              'p.period_from',
              'p.period_to',
              'p.period_days',
              'p.known_at',
              'p.corrected_at',
              ch.toInstant(eb.ref('p.period_from')).as('tax_at'),
              ch.greatest(eb.ref('h.from_day'), eb.ref('p.period_from')).as('from_day'),
              to.as('to_day'),
              ch
                .dateDiff('second', ch.greatest(eb.ref('h.local_from'), midnight(eb.ref('p.period_from'))), last)
                .as('seconds'),
            ]
          })
          .whereRef('h.from_day', '<', 'p.period_to')
          .where((eb) =>
            eb.and([
              eb('h.local_from', '<=', ch.toLocal(ch.toInstant(eb.ref('p.known_at')), ch.literal(0))),
              eb('h.amount', '<>', '0'),
              eb.or([eb('h.status', '=', 'active'), eb('h.while_suspended', '=', 'charged')]),
            ]),
          ),
      )
      .with('taxed', (w) =>
        w
          .selectFrom('fragment as f')
          .leftJoin('tax as t', (join) =>
            asof(join.onRef('t.tax_id', '=', 'f.tax_id').onRef('f.tax_at', '>=', 't.valid_from')),
          )
          .leftJoin('currency as c', 'c.currency', 'f.currency')
          .select((eb) => {
            const rate = ch.if(
              eb('f.tax_id', '=', ''),
              ch.toNullable(eb.ref('f.tax_rate')),
              ch.toNullable(ch.decimal(ch.coalesce(eb.ref('t.rate'), ch.zero(6)), 6)),
            )
            return [
              'f.billing_account_id',
              'f.subscription_id',
              'f.customer_id',
              'f.offering_id',
              'f.offering',
              'f.legal_entity_id',
              'f.charge_id',
              'f.description',
              'f.amount',
              'f.every',
              'f.every_count',
              'f.charged_in',
              'f.proration',
              'f.tax_included',
              ch.notNull(rate).as('tax_rate'),
              'f.currency',
              'f.period_from',
              'f.period_to',
              'f.period_days',
              'f.known_at',
              'f.corrected_at',
              ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS))).as('minor_units'),
              'f.from_day',
              'f.to_day',
              'f.seconds',
            ]
          })
          .whereRef('f.from_day', '<', 'f.to_day'),
      )
      .with('held_days', (w) =>
        w
          .selectFrom('taxed as f')
          .select((eb) => [
            'f.billing_account_id',
            'f.subscription_id',
            'f.customer_id',
            'f.offering_id',
            'f.offering',
            'f.legal_entity_id',
            'f.charge_id',
            'f.description',
            'f.amount',
            'f.every',
            'f.every_count',
            'f.charged_in',
            'f.proration',
            'f.tax_included',
            'f.tax_rate',
            'f.currency',
            'f.period_from',
            'f.period_to',
            'f.period_days',
            'f.known_at',
            'f.corrected_at',
            'f.minor_units',
            ch.min(eb.ref('f.from_day')).as('held_from'),
            ch.max(eb.ref('f.to_day')).as('held_to'),
            ch.sum(ch.dateDiff('day', eb.ref('f.from_day'), eb.ref('f.to_day'))).as('days'),
            ch.sum(eb.ref('f.seconds')).as('seconds'),
          ])
          .groupBy([
            'f.billing_account_id',
            'f.subscription_id',
            'f.customer_id',
            'f.offering_id',
            'f.offering',
            'f.legal_entity_id',
            'f.charge_id',
            'f.description',
            'f.amount',
            'f.every',
            'f.every_count',
            'f.charged_in',
            'f.proration',
            'f.tax_included',
            'f.tax_rate',
            'f.currency',
            'f.period_from',
            'f.period_to',
            'f.period_days',
            'f.known_at',
            'f.corrected_at',
            'f.minor_units',
          ]),
      )
      .with('shared', (w) =>
        w.selectFrom('held_days as f').select((eb) => {
          const byUnit = eb('f.every', 'in', ['day', 'week'])
          const unit = ch.times(
            eb.ref('f.every_count'),
            ch.if(eb('f.every', '=', 'week'), ch.toInt(ch.literal(7)), ch.toInt(ch.literal(1))),
          )
          const one = ch.toLong(ch.literal(1))
          const none = ch.toLong(ch.literal(0))
          const held = ch.toLong(eb.ref('f.days'))
          const whole = ch.toLong(eb.ref('f.period_days'))
          const bySeconds = eb('f.proration', '=', 'seconds')
          return [
            'f.billing_account_id',
            'f.subscription_id',
            'f.customer_id',
            'f.offering_id',
            'f.offering',
            'f.legal_entity_id',
            'f.charge_id',
            'f.description',
            'f.amount',
            'f.charged_in',
            'f.tax_rate',
            'f.currency',
            'f.period_from',
            'f.period_to',
            'f.period_days',
            'f.known_at',
            'f.corrected_at',
            'f.minor_units',
            'f.held_from',
            'f.held_to',
            'f.days',
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
                  [eb('f.proration', '=', 'full'), whole],
                  [eb.and([eb('f.proration', '=', 'none'), eb(held, '<', whole)]), none],
                ],
                held,
              )
              .as('share'),
            ch
              .multiIf(
                [
                  [eb.and([byUnit, bySeconds]), ch.times(unit, ch.literal(SECONDS_OF_DAY))],
                  [bySeconds, ch.times(whole, ch.literal(SECONDS_OF_DAY))],
                  [eb.and([byUnit, eb('f.proration', '=', 'days')]), unit],
                  [byUnit, one],
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
            ],
          }
          const order = [eb.ref('f.held_from'), eb.ref('f.held_to'), eb.ref('f.offering_id'), eb.ref('f.amount')]
          return [
            'f.billing_account_id',
            'f.subscription_id',
            'f.customer_id',
            'f.offering_id',
            'f.offering',
            'f.legal_entity_id',
            'f.charge_id',
            'f.description',
            'f.amount',
            'f.charged_in',
            'f.tax_rate',
            'f.currency',
            'f.period_from',
            'f.period_to',
            'f.period_days',
            'f.known_at',
            'f.corrected_at',
            'f.held_from',
            'f.held_to',
            'f.days',
            'f.of',
            exact.as('exact'),
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
            ],
          }),
          eb.ref('p.rounded'),
        )
        return [
          'p.billing_account_id',
          'p.subscription_id',
          'p.customer_id',
          'p.offering_id',
          'p.offering',
          'p.legal_entity_id',
          'p.charge_id',
          'p.description',
          'p.amount',
          'p.charged_in',
          'p.period_from',
          'p.period_to',
          'p.period_days',
          'p.known_at',
          'p.corrected_at',
          'p.held_from',
          'p.held_to',
          'p.days',
          'p.exact',
          ch.if(eb('p.next', 'is', null), ch.minus(eb.ref('p.whole'), others), eb.ref('p.rounded')).as('net'),
          'p.tax_rate',
          'p.currency',
        ]
      }),
  )
  .table({
    orderBy: ['billing_account_id', 'subscription_id', 'period_from', 'known_at'],
    shardBy: 'billing_account_id',
  })
  .check(notNull('billing_account_id', 'subscription_id', 'net'))

/** Named, so that tsc does not carry the types of all models before it into every model after it. */
export interface ChargeValueRow extends RowOf<typeof inferred> {}
export const chargeValue: Model<'billing.charge_value', ChargeValueRow> = inferred
