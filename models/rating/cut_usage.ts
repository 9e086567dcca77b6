import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long } from '../../warehouse/columns.ts'
import { exchangeRate } from '../staging/exchange_rate.ts'
import { chargedQuantity } from './charge.ts'
import { dayType } from './date_kind.ts'
import { pairOf } from './marked_up.ts'
import { placedUsage } from './placed_usage.ts'
import { planColumns, usedColumns } from './planned_usage.ts'
import { rateProfile } from './rate_profile.ts'
import { rateSlot } from './rate_slot.ts'
import { rateTerms } from './rate_terms.ts'
import { termColumns } from './term.ts'
import { usageParts } from './usage_part.ts'

/** What is known of a use and its line before its rate. */
export const placedColumns = [
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

/** What the rate at its start says of it. */
export const slotted = ['u.band' as const, 'u.rate' as const, ...keptTerms.map((column) => `u.${column}` as const)]

/** Seconds after which no use goes on. */
const FAR_AWAY = 2 ** 40

const one = ch.toUnsigned(ch.literal(1))
const zero = ch.toLong(ch.literal(0))

/** Only what runs from one band or slot into another joins the card's arrays. */
const inferred = model('rating.cut_usage', {
  placed: placedUsage,
  slot: rateSlot,
  terms: rateTerms,
  profile: rateProfile,
  exchange: exchangeRate,
})
  .describe({
    description:
      'Every use with the rate in force when it began, in its increments, and cut into parts where a band or slot ends within it.',
    columns: {
      due: 'Whether anything is to be paid for it: it was answered, and used something or its source charged something',
      units: 'Quantity, at least the minimum; 0 where it is not due',
      included: 'First units, which cost nothing',
      charged: 'Units after increments, as if one rate priced them all',
      cut: 'Whether it is cut into parts',
      outcome: 'The parts, and how many units from the start were granted',
      multiplier:
        'What the source charged, times this and by the divisor, is in the plan’s currency; null where no exchange rate is in force',
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
            // Units of a metric that are taken back need a price as those that are used.
            const takenBack = eb(ch.coalesce(eb.ref('u.metered_quantity'), ch.zero(9)), '<', '0')
            const due = eb.and([chargeable, eb.or([eb('u.quantity', '>', 0n), stated, takenBack])])
            const minimum = ch.coalesce(eb.ref('t.minimum_quantity'), ch.toUnsigned(ch.literal(0)))
            const second = ch.coalesce(eb.ref('s.until_second'), zero)
            const until = ch.coalesce(ch.minus(second, eb.ref('u.second')), zero)
            const clock = ch.coalesce(eb.ref('u.clock_changes_in'), until)
            return [
              ch.toBool(due).as('due'),
              ch.if(used, ch.toLong(ch.greatest(eb.ref('u.quantity'), minimum)), zero).as('units'),
              ch.least(until, clock).as('until'),
            ]
          }),
      )
      .with('charged', (w) =>
        w
          .selectFrom('slotted as u')
          .select([...placedColumns, ...slotted, 'u.due', 'u.units'])
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
              ch.coalesce(ch.toBool(cut), ch.toBool(ch.literal(0))).as('cut'),
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
      .selectFrom('charged as u')
      .leftJoin('profile as f', 'f.card', 'u.profile_card')
      .leftJoin('exchange as x', (join) =>
        asof(join.onRef('x.pair', '=', 'u.pair').onRef('u.started_at', '>=', 'x.valid_from')),
      )
      .select([...placedColumns, ...slotted, 'u.due', 'u.units', 'u.included', 'u.charged', 'u.cut'])
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
  .view({
    time: 'started_at',
    from: { placed: 'started_at' },
    dimensions: {
      slot: { from: 'valid_from' },
      terms: { from: 'valid_from' },
      profile: { from: 'valid_from' },
      exchange: { from: 'valid_from', to: 'valid_to' },
    },
  })

export interface CutUsageRow extends RowOf<typeof inferred> {}

export const cutUsage: Model<'rating.cut_usage', CutUsageRow> = inferred
