import type { Expression } from 'kysely'
import { accepted, expression, notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Long, Text } from '../../warehouse/columns.ts'
import { exchangeRate } from '../staging/exchange_rate.ts'
import { plausible, simulated } from '../staging/plausible.ts'
import { chargedQuantity } from './charge.ts'
import { dayType } from './date_kind.ts'
import { markedAmount, markedUp, pairOf } from './marked_up.ts'
import { periodStart } from './period.ts'
import { placedUsage } from './placed_usage.ts'
import { planColumns, usedColumns } from './planned_usage.ts'
import { pricedAmount } from './priced_amount.ts'
import { rateProfile } from './rate_profile.ts'
import { rateSlot } from './rate_slot.ts'
import { rateTerms } from './rate_terms.ts'
import { rejectReason, rejectReasons } from './reject_reason.ts'
import { termColumns } from './term.ts'
import { tooOld } from './too_old.ts'
import { usageParts } from './usage_part.ts'

const placedColumns = [
  ...usedColumns,
  ...planColumns.map((column) => `u.${column}` as const),
  'u.local_started_at',
  'u.clock_changes_in',
  'u.clock_change_s',
  'u.holidays',
  'u.date_kinds',
  'u.rate_epoch',
  'u.prefix',
  'u.zone',
  'u.card',
  'u.price_id',
  'u.model',
  'u.banded',
] as const

/** Terms but the one that only its quantity needs. */
const keptTerms = termColumns.filter((column): column is KeptTerm => column !== 'minimum_quantity')
type KeptTerm = Exclude<(typeof termColumns)[number], 'minimum_quantity'>

const slotColumns = ['s.band' as const, 's.rate' as const, ...keptTerms.map((column) => `t.${column}` as const)]

const slotted = ['u.band' as const, 'u.rate' as const, ...keptTerms.map((column) => `u.${column}` as const)]

/** Seconds after which no use goes on. */
const FAR_AWAY = 2 ** 40

const one = ch.toUnsigned(ch.literal(1))
const zero = ch.toLong(ch.literal(0))

/**
 * One pass over usage: every join is against a small dated dimension, so memory does not grow with usage. Only what runs
 * from one band or slot into another joins the card's arrays.
 */
const inferred = model('rating.priced_usage', {
  placed: placedUsage,
  old: tooOld,
  slot: rateSlot,
  terms: rateTerms,
  profile: rateProfile,
  exchange: exchangeRate,
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
      .with('timed', (w) =>
        w
          .selectFrom('placed as u')
          .select(placedColumns)
          .select((eb) => {
            const day = ch.dateDiff('day', ch.day('1970-01-01'), ch.toDate(eb.ref('u.local_started_at')))
            const banded = eb(eb.ref('u.banded'), '=', true)
            const type = dayType(day, ch.notNull(eb.ref('u.holidays')), eb.ref('u.date_kinds'))
            return [
              ch.if(banded, type, zero).as('day_type'),
              ch.toLong(ch.secondOfDay(eb.ref('u.local_started_at'))).as('second'),
            ]
          }),
      )
      .with('slotted', (w) =>
        w
          .selectFrom('timed as u')
          .leftJoin('slot as s', (join) =>
            asof(
              join
                .onRef('s.card', '=', 'u.card')
                .onRef('s.day_type', '=', 'u.day_type')
                .onRef('u.second', '>=', 's.second'),
            ),
          )
          .leftJoin('terms as t', 't.terms', 's.terms')
          .select([...placedColumns, ...slotColumns, 's.first_after'])
          .select((eb) => {
            const chargeable = eb('u.chargeable', '=', true)
            const used = eb.and([chargeable, eb('u.quantity', '>', 0n)])
            // What the source itself charged is due whatever the quantity: money may come without octets.
            const stated = eb.and([
              eb('u.stated_amount', 'is not', null),
              eb(ch.coalesce(eb.ref('t.ignores_stated'), ch.toBool(ch.literal(0))), '=', false),
            ])
            const due = eb.and([chargeable, eb.or([eb('u.quantity', '>', 0n), stated])])
            const minimum = ch.coalesce(eb.ref('t.minimum_quantity'), ch.toUnsigned(ch.literal(0)))
            const second = ch.coalesce(eb.ref('s.until_second'), zero)
            const until = ch.coalesce(ch.minus(second, eb.ref('u.second')), zero)
            const clock = ch.coalesce(eb.ref('u.clock_changes_in'), until)
            return [
              due.as('due'),
              ch.if(used, ch.toLong(ch.greatest(eb.ref('u.quantity'), minimum)), zero).as('units'),
              ch.least(until, clock).as('until'),
              eb.and([used, eb(eb.ref('u.model'), 'is not', null)]).as('measured'),
            ]
          }),
      )
      .with('charged', (w) =>
        w
          .selectFrom('slotted as u')
          .select([...placedColumns, ...slotted, 'u.due', 'u.units', 'u.measured'])
          .select((eb) => {
            const voice = eb.and([
              eb('u.service', '=', 'voice'),
              eb(ch.coalesce(eb.ref('u.whole_call_by_start'), ch.toBool(ch.literal(1))), '=', false),
            ])
            const included = ch.toLong(ch.coalesce(eb.ref('u.included_units'), ch.toUnsigned(ch.literal(0))))
            const charged = chargedQuantity(
              ch.greatest(ch.minus(eb.ref('u.units'), included), zero),
              ch.coalesce(eb.ref('u.first_increment'), one),
              ch.coalesce(eb.ref('u.next_increment'), one),
            )
            const fee = ch.if(
              eb(eb.ref('u.maximum_cost_includes_connect_fee'), '=', true),
              ch.coalesce(eb.ref('u.connect_fee'), ch.zero(9)),
              ch.zero(9),
            )
            const fees = ch.plus(ch.decimal(fee, 9), ch.decimal(ch.coalesce(eb.ref('u.entry_fee'), ch.zero(9)), 9))
            const tooDear = eb.and([
              eb(eb.ref('u.maximum_cost_then'), '=', 'disconnect'),
              eb(
                ch.mul(ch.coalesce(eb.ref('u.rate'), ch.zero(9)), charged),
                '>',
                ch.mul(
                  ch.minus(ch.coalesce(ch.decimal(eb.ref('u.maximum_cost'), 9), ch.zero(9)), fees),
                  ch.coalesce(eb.ref('u.per_units'), one),
                ) as never,
              ),
              eb('u.maximum_cost', 'is not', null),
            ])
            // Boundaries are at whole seconds of the clock, starts are not: what begins in the last second may cross.
            const crosses = eb.and([voice, eb('u.banded', '=', true), eb('u.until', '<=', eb.ref('u.units'))])
            const steps = eb.and([
              eb('u.first_after', 'is not', null),
              eb(ch.coalesce(ch.toLong(eb.ref('u.first_after')), zero), '<', eb.ref('u.units')),
            ])
            const cut = eb.and([
              eb('u.markup', 'is', null),
              eb('u.units', '>', included),
              eb('u.rate', 'is not', null),
              eb.or([crosses, steps, tooDear]),
            ])
            return [
              included.as('included'),
              charged.as('charged'),
              cut.as('cut'),
              voice.as('timed'),
              ch.coalesce(fee, ch.zero(9)).as('counted'),
              ch.if(cut, eb.ref('u.card'), ch.null<Long>()).as('profile_card'),
              pairOf({
                markup: eb.ref('u.markup'),
                stated: eb.ref('u.stated_currency'),
                plan: eb.ref('u.currency'),
                source: eb.ref('u.exchange_source'),
              }).as('pair'),
            ]
          }),
      )
      .with('cut', (w) =>
        w
          .selectFrom('charged as u')
          .leftJoin('profile as f', 'f.card', 'u.profile_card')
          .leftJoin('exchange as x', (join) =>
            asof(join.onRef('x.pair', '=', 'u.pair').onRef('u.started_at', '>=', 'x.valid_from')),
          )
          .select([...placedColumns, ...slotted, 'u.due', 'u.units', 'u.included', 'u.charged', 'u.cut', 'u.measured'])
          .select((eb) =>
            usageParts({
              cut: eb.ref('u.cut'),
              timed: eb.ref('u.timed'),
              local: ch.notNull(eb.ref('u.local_started_at')),
              clockChange: {
                after: ch.coalesce(ch.toLong(eb.ref('u.clock_changes_in')), ch.toLong(ch.literal(FAR_AWAY))),
                by: ch.times(ch.coalesce(ch.toLong(eb.ref('u.clock_change_s')), zero), ch.literal(1000)),
              },
              holidays: ch.notNull(eb.ref('u.holidays')),
              dateKinds: eb.ref('u.date_kinds'),
              banded: ch.coalesce(ch.toBool(eb.ref('u.banded')), ch.toBool(ch.literal(0))),
              units: eb.ref('u.units'),
              included: eb.ref('u.included'),
              starts: ch.notNull(eb.ref('f.starts')),
              bands: ch.notNull(eb.ref('f.bands')),
              afters: ch.notNull(eb.ref('f.afters')),
              counted: eb.ref('u.counted'),
              maximum: ch.if(
                eb(eb.ref('u.maximum_cost_then'), '=', 'disconnect'),
                eb.ref('u.maximum_cost'),
                ch.null<Decimal<9>>(),
              ),
              restarts: eb('u.at_boundary', '=', 'restart'),
            }).as('outcome'),
          )
          .select((eb) => {
            const inForce = eb('u.started_at', '<', eb.ref('x.valid_to'))
            const of = (side: 'x.multiplier' | 'x.divisor') =>
              ch.multiIf<Decimal<9> | null>(
                [
                  [eb('u.pair', 'is', null), ch.decimal(ch.literal(1), 9)],
                  [inForce, ch.decimal(eb.ref(side), 9)],
                ],
                ch.null<Decimal<9>>(),
              )
            return [of('x.multiplier').as('multiplier'), of('x.divisor').as('divisor')]
          }),
      )
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
        const entryFee = ch.if(eb('u.cut', '=', true), ch.zero(9), ch.coalesce(eb.ref('u.entry_fee'), ch.zero(9)))
        const ownFee = ch.coalesce(eb.ref('u.connect_fee'), ch.zero(9)) as Expression<Decimal<9>>
        const connectFee = ch.decimal(ch.plus(ownFee, entryFee), 9)
        const bounds = {
          minimum: eb.ref('u.minimum_cost'),
          maximum: eb.ref('u.maximum_cost'),
          maximumWithFee: eb(
            ch.coalesce(eb.ref('u.maximum_cost_includes_connect_fee'), ch.toBool(ch.literal(1))),
            '=',
            true,
          ),
          rounding: ch.coalesce(eb.ref('u.rounding'), ch.text('half_up')),
          decimals: ch.coalesce(eb.ref('u.decimals'), ch.toInt(ch.literal(9))) as Expression<Int>,
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
            eb.or([eb('u.units', '=', 0n), eb('u.units', '>', eb.ref('u.included'))]),
          ]),
          cut: eb('u.cut', '=', true),
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
          ch.if(eb('u.reason', '=', ''), ch.null<Text>(), eb.ref('u.other_party')).as('other_party'),
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
                  markedAmount(eb.ref('u.marked_amount'), { ...bounds, fee: ch.exact(connectFee), units: byRate }),
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
    from: { placed: 'started_at' },
    dimensions: {
      old: { from: 'valid_from', to: 'valid_to' },
      slot: { from: 'valid_from' },
      terms: { from: 'valid_from' },
      exchange: { from: 'valid_from', to: 'valid_to' },
      profile: { from: 'valid_from' },
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
