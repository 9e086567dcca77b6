import type { Expression } from 'kysely'
import { accepted, expression, notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long, Text } from '../../warehouse/columns.ts'
import { plausible, simulated } from '../staging/plausible.ts'
import { cutUsage, placedColumns, slotted } from './cut_usage.ts'
import { markedAmount, markedUp } from './marked_up.ts'
import { periodStart } from './period.ts'
import { boundsOf, pricedAmount } from './priced_amount.ts'
import { rejectReason, rejectReasons } from './reject_reason.ts'
import { tooOld } from './too_old.ts'

const one = ch.toUnsigned(ch.literal(1))

/**
 * One pass over usage: every join is against a small dated dimension, so memory does not grow with usage.
 */
const inferred = model('rating.priced_usage', {
  cut: cutUsage,
  old: tooOld,
})
  .describe({
    description:
      'Every use once, priced by itself (before allowances and what depends on the period) or with the reason why it cannot be: the common ground of rated_usage and rejected_usage.',
    columns: {
      event_id: 'Id given by the network, else partition and position of the feed',
      reason: 'Why it is not rated; empty when it is',
      month: 'Service month, in the account’s zone',
      period_from: 'First local day of the monthly period of the payer’s cycle',
      model: 'How its price makes money of quantity; what is not `rate` or `stated` is charged by period',
      parts:
        'Where more than one band or slot prices it: from unit, units, band, rate, per units, after units, fee of the slot',
      granted_quantity: 'Less than the quantity where the maximum cost ends the use',
      markup: 'Percent added to what the source itself charged; null where it is not marked up',
      exchange_rate:
        'What one unit of `stated_currency` was in `currency` when it began; null where it is not marked up',
      marked_amount: 'What the source charged, in `currency`, with its mark-up; null where it is not marked up',
      stated: 'Whether what the source itself charged is due as it is; what it gave back is negative',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('judged', (w) =>
        w
          .selectFrom('cut as u')
          .select([...placedColumns, ...slotted, 'u.due', 'u.units', 'u.included', 'u.cut'])
          .select((eb) => {
            const marked = markedUp({
              charged: ch.decimal(eb.ref('u.stated_amount'), 9),
              markup: eb.ref('u.markup'),
              multiplier: eb.ref('u.multiplier'),
              divisor: eb.ref('u.divisor'),
            })
            const plain = eb('u.markup', 'is', null)
            const stated = eb.and([
              plain,
              eb('u.stated_amount', 'is not', null),
              eb('u.service', '<>', 'metered'),
              eb(ch.coalesce(eb.ref('u.ignores_stated'), ch.toBool(ch.literal(0))), '=', false),
            ])
            const parts = ch.element<readonly (readonly unknown[])[]>(eb.ref('u.outcome'), 1)
            const gap = ch.arrayExists(parts, (part) => eb(ch.element<Text>(part, 3), '=', ''))
            const priced = eb.or([
              // The amount of a metric's use is what a percentage is of, not what it costs.
              stated,
              eb.and([eb('u.model', 'is not', null), eb('u.model', '<>', 'rate')]),
              eb.and([plain, eb('u.rate', 'is not', null), eb.not(gap)]),
              eb(marked, 'is not', null),
            ])
            const units = ch.arraySum(ch.arrayMap(parts, (part) => ch.toLong(ch.element<Long>(part, 2))))
            return [
              parts.as('parts'),
              ch.toBool(stated).as('stated'),
              marked.as('marked_amount'),
              ch
                .if(
                  eb(marked, 'is', null),
                  ch.null<Decimal<18>>(),
                  ch.toNullable(ch.decimal(ch.div(ch.decimal(eb.ref('u.multiplier'), 18), eb.ref('u.divisor')), 18)),
                )
                .as('exchange_rate'),
              ch.element<Long>(eb.ref('u.outcome'), 2).as('reached'),
              rejectReason({
                plausible: plausible(eb.ref('u.started_at'), eb.ref('u._landed_at'), eb.ref('u._source')),
                tooOld: eb('u.started_at', '<', eb.selectFrom('old as o').select('o.valid_to')),
                status: eb.ref('u.status'),
                blocked: eb.and([eb('u.due', '=', true), eb('u.blocked', '=', true)]),
                unpriced: eb.and([eb('u.due', '=', true), eb.not(priced)]),
              }).as('reason'),
              ch
                .multiIf<Long>(
                  [
                    [eb('u.cut', '=', true), ch.toLong(units)],
                    [eb('u.rate', 'is not', null), eb.ref('u.charged')],
                  ],
                  ch.toLong(eb.ref('u.units')),
                )
                .as('charged_quantity'),
            ]
          }),
      )
      .selectFrom('judged as u')
      .select((eb) => {
        const stated = eb('u.stated', '=', true)
        const byPeriod = eb.and([eb('u.model', 'is not', null), eb('u.model', '<>', 'rate')])
        // The fee of the band at the start is in the first part, or due like the connect fee where there are no parts.
        const parted = eb.and([eb('u.cut', '=', true), eb(ch.arrayLength(eb.ref('u.parts')), '>', 0n)])
        const entryFee = ch.if(parted, ch.zero(9), ch.coalesce(eb.ref('u.entry_fee'), ch.zero(9)))
        const ownFee = ch.coalesce(eb.ref('u.connect_fee'), ch.zero(9)) as Expression<Decimal<9>>
        const connectFee = ch.decimal(ch.plus(ownFee, entryFee), 9)
        const bounds = {
          minimum: eb.ref('u.minimum_cost'),
          ...boundsOf({
            maximum: eb.ref('u.maximum_cost'),
            includesFee: eb.ref('u.maximum_cost_includes_connect_fee'),
            rounding: eb.ref('u.rounding'),
            decimals: eb.ref('u.decimals'),
          }),
        }
        const rate = ch.coalesce(eb.ref('u.rate'), ch.zero(9)) as Expression<Decimal<9>>
        const per = ch.coalesce(eb.ref('u.per_units'), one)
        const byRate = ch.div(ch.exact(ch.mul(rate, eb.ref('u.charged_quantity'))), per)
        const amount = pricedAmount({
          ...bounds,
          connectFee: ownFee,
          entryFee,
          rate,
          per,
          charged: eb.ref('u.charged_quantity'),
          nothing: eb.and([
            eb('u.charged_quantity', '=', 0n),
            eb.or([eb('u.units', '=', 0n), eb('u.included', '=', 0n)]),
          ]),
          cut: parted,
          parts: eb.ref('u.parts'),
        })
        return [
          'u.reason',
          'u.event_id',
          'u.service',
          'u.metric',
          'u.direction',
          'u.started_at',
          'u.local_started_at',
          ch.toStartOfMonth(eb.ref('u.local_started_at')).as('month'),
          periodStart(
            ch.notNull(ch.toDate(eb.ref('u.local_started_at'))),
            ch.coalesce(ch.toInt(eb.ref('u.cycle_day')), ch.toInt(ch.literal(1))),
          ).as('period_from'),
          'u.subscription_id',
          'u.billing_account_id',
          'u.payer_account_id',
          'u.cycle_day',
          'u.customer_id',
          'u.type',
          'u.offering_id',
          'u.tariff_id',
          'u.rate_epoch',
          'u.tax_rate',
          'u.prefix',
          'u.zone',
          'u.price_id',
          'u.model',
          'u.band',
          'u.other_party',
          'u.roaming',
          'u.quantity',
          'u.metered_quantity',
          'u.charged_quantity',
          ch
            .least(
              ch.toLong(eb.ref('u.quantity')),
              ch.if(eb('u.cut', '=', true), ch.toLong(eb.ref('u.reached')), ch.toLong(eb.ref('u.quantity'))),
            )
            .as('granted_quantity'),
          ch.if(eb('u.rate', 'is not', null), ch.toNullable(connectFee), ch.null<Decimal<9>>()).as('connect_fee'),
          'u.rate',
          'u.per_units',
          'u.parts',
          'u.rounding',
          'u.decimals',
          'u.minimum_cost',
          'u.maximum_cost',
          'u.maximum_cost_includes_connect_fee',
          'u.connect_fee_when_covered',
          'u.tax_included',
          'u.properties',
          'u.stated_amount',
          'u.stated_currency',
          'u.markup',
          'u.exchange_rate',
          'u.marked_amount',
          ch
            .multiIf(
              [
                [
                  eb.or([
                    eb('u.reason', '<>', ''),
                    eb('u.due', '=', false),
                    eb.and([byPeriod, eb('u.service', '=', 'metered')]),
                  ]),
                  ch.zero(9),
                ],
                [stated, ch.coalesce(ch.decimal(eb.ref('u.stated_amount'), 9), ch.zero(9))],
                [byPeriod, ch.zero(9)],
                [
                  eb('u.marked_amount', 'is not', null),
                  markedAmount(ch.decimal(eb.ref('u.stated_amount'), 9), eb.ref('u.marked_amount'), {
                    ...bounds,
                    fee: ch.exact(connectFee),
                    units: byRate,
                  }),
                ],
              ],
              amount,
            )
            .as('amount'),
          ch
            .coalesce(
              ch.coalesce(ch.if(stated, eb.ref('u.stated_currency'), ch.null<Text>()), eb.ref('u.currency')),
              ch.text('XXX'),
            )
            .as('currency'),
          'u._source as feed',
          simulated(eb.ref('u._source')).as('simulated'),
          'u.stated',
        ]
      }),
  )
  .incremental({
    orderBy: ['reason', 'subscription_id', 'started_at'],
    shardBy: 'billing_account_id',
    interval: 'day',
    time: 'started_at',
    from: { cut: 'started_at' },
    dimensions: {
      old: { from: 'valid_from', to: 'valid_to' },
    },
  })
  .check(
    notNull('event_id', 'amount', 'currency'),
    accepted('reason', ['', ...rejectReasons]),
    // A source may give back what it charged (RFC 8506, REFUND_ACCOUNT).
    expression('an amount is not negative unless its source says so', (eb) =>
      eb.or([eb('amount', '>=', '0'), eb('stated', '=', true), eb('marked_amount', '<', '0')]),
    ),
  )

export interface PricedUsageRow extends RowOf<typeof inferred> {}

export const pricedUsage: Model<'rating.priced_usage', PricedUsageRow> = inferred
