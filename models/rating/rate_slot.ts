import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { limitBy, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'
import { priceInForce } from './price_in_force.ts'
import { MINUTES_OF_DAY, rateBand } from './rate_band.ts'

const rateColumns = [
  'd.band',
  'd.connect_fee',
  'd.rate',
  'd.per_units',
  'd.first_increment',
  'd.next_increment',
  'd.decimals',
  'd.slots',
] as const

const bandColumns = [
  'b.card',
  'b.band',
  'b.holiday',
  'b.from_minute',
  'b.to_minute',
  'b.weight',
  'b.valid_from',
  'b.connect_fee',
  'b.rate',
  'b.per_units',
  'b.first_increment',
  'b.next_increment',
  'b.decimals',
  'b.slots',
] as const

/** Kinds of local days: 1 to 7 by weekday, 8 to 14 by weekday on a holiday, 0 where all are alike. */
const DAY_TYPES = 15

/** The day of every price and zone, cut into stretches of one band. */
const inferred = model('rating.rate_slot', { band: rateBand, price: priceInForce })
  .describe({
    description:
      'The rate of a price to a zone from a minute of the local day up to `until_minute`. On a holiday the holiday bands come first; then the heavier band, the later version, the band that starts later. Rate is null where none is in force.',
    columns: {
      card: 'Epoch, price, service and zone as one number',
      valid_from: 'Since when the epoch holds',
      day_type: '1 to 7: Monday to Sunday; 8 to 14: the same on a holiday; 0: every day is alike',
      banded: 'Whether the time of day or the day matters',
      minute: 'First minute of the local day',
      until_minute: 'End, not included; 1440 at midnight',
      first_after: 'Units at which the first slot begins; null without slots',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('card', (w) =>
        w
          .selectFrom('band as b')
          .select((eb) => {
            const always = eb.and([
              eb('b.weekdays', '=', '1234567'),
              eb('b.from_minute', '=', 0),
              eb('b.to_minute', '=', MINUTES_OF_DAY),
              eb('b.holiday', '=', false),
            ])
            return [
              'b.card',
              'b.rate_epoch',
              'b.epoch_from',
              'b.price_id',
              ch.toBool(ch.max(ch.if(always, ch.toInt(ch.literal(0)), ch.toInt(ch.literal(1))))).as('banded'),
            ]
          })
          .groupBy(['b.card', 'b.rate_epoch', 'b.epoch_from', 'b.price_id']),
      )
      // A band holds on the days it names, by weekday on holidays too; one of holidays on all of them.
      .with('daily', (w) =>
        w
          .selectFrom('band as b')
          .innerJoin('card as c', 'c.card', 'b.card')
          .select((eb) => {
            const days = ch.range(ch.literal(0), ch.literal(DAY_TYPES))
            const holds = ch.arrayFilter(days, (day) => {
              const weekday = ch.plus(
                ch.mod(ch.plus(day, ch.literal<bigint>(6n)), ch.literal(7)),
                ch.literal<bigint>(1n),
              )
              const named = eb(ch.position(eb.ref('b.weekdays'), ch.toString(weekday)), '>', 0n)
              return ch.if(
                eb('c.banded', '=', false),
                eb(day, '=', 0n),
                ch.if(eb('b.holiday', '=', true), eb(day, '>', 7n), eb.and([eb(day, '>', 0n), named])),
              )
            })
            return [...bandColumns, 'c.banded', ch.arrayJoin(holds).as('day_type')]
          }),
      )
      .with('boundary', (w) =>
        w
          .selectFrom('daily as d')
          .select((eb) => [
            'd.card',
            'd.banded',
            'd.day_type',
            ch.arrayJoin(ch.array(ch.toLong(eb.ref('d.from_minute')), ch.toLong(eb.ref('d.to_minute')))).as('minute'),
          ])
          .union(
            w
              .selectFrom('card as c')
              .select((eb) => [
                'c.card',
                'c.banded',
                ch
                  .arrayJoin(
                    ch.if(
                      eb('c.banded', '=', true),
                      ch.range(ch.literal(1), ch.literal(DAY_TYPES)),
                      ch.range(ch.literal(0), ch.literal(1)),
                    ),
                  )
                  .as('day_type'),
                ch.toLong(ch.literal(0)).as('minute'),
              ]),
          ),
      )
      .with('stretch', (w) =>
        w.selectFrom('boundary as b').select((eb) => [
          'b.card',
          'b.banded',
          'b.day_type',
          'b.minute',
          ch
            .coalesce(
              over(ch.lead(eb.ref('b.minute')), {
                partitionBy: [eb.ref('b.card'), eb.ref('b.day_type')],
                orderBy: [eb.ref('b.minute')],
              }),
              ch.toLong(ch.literal(MINUTES_OF_DAY)),
            )
            .as('until_minute'),
        ]),
      )
      .with('chosen', (w) =>
        w
          .selectFrom('stretch as s')
          .leftJoin('daily as d', (join) =>
            join
              .onRef('d.card', '=', 's.card')
              .onRef('d.day_type', '=', 's.day_type')
              .onRef('d.from_minute', '<=', 's.minute')
              .onRef('d.to_minute', '>', 's.minute'),
          )
          .select(['s.card', 's.day_type', 's.banded', 's.minute', 's.until_minute', ...rateColumns])
          .where('s.minute', '<', BigInt(MINUTES_OF_DAY))
          .orderBy('d.holiday', 'desc')
          .orderBy('d.weight', 'desc')
          .orderBy('d.valid_from', 'desc')
          .orderBy('d.from_minute', 'desc')
          .$call(limitBy(1, (eb) => [eb.ref('s.card'), eb.ref('s.day_type'), eb.ref('s.minute')])),
      )
      .selectFrom('chosen as s')
      .innerJoin('card as c', 'c.card', 's.card')
      .leftJoin('price as p', (join) =>
        join.onRef('p.rate_epoch', '=', 'c.rate_epoch').onRef('p.price_id', '=', 'c.price_id'),
      )
      .select((eb) => [
        's.card',
        'c.epoch_from as valid_from',
        's.day_type',
        's.banded',
        's.minute',
        's.until_minute',
        's.band',
        's.connect_fee',
        's.rate',
        's.per_units',
        's.first_increment',
        's.next_increment',
        ch.notNull(eb.ref('s.slots')).as('slots'),
        ch
          .if(
            eb(ch.arrayLength(ch.notNull(eb.ref('s.slots'))), '>', 0n),
            ch.toNullable(ch.element<Long>(ch.at(ch.notNull(eb.ref('s.slots')), 1), 1)),
            ch.null<Long>(),
          )
          .as('first_after'),
        ch.coalesce(eb.ref('p.minimum_quantity'), ch.toUnsigned(ch.literal(0))).as('minimum_quantity'),
        ch.coalesce(eb.ref('p.whole_call_by_start'), ch.toBool(ch.literal(0))).as('whole_call_by_start'),
        'p.maximum_cost',
        ch.coalesce(eb.ref('p.maximum_cost_then'), ch.literal('free')).as('maximum_cost_then'),
        ch
          .coalesce(eb.ref('p.maximum_cost_includes_connect_fee'), ch.toBool(ch.literal(1)))
          .as('maximum_cost_includes_connect_fee'),
        ch.coalesce(eb.ref('p.connect_fee_when_covered'), ch.toBool(ch.literal(0))).as('connect_fee_when_covered'),
        ch
          .if(
            eb('p.rounding_of', '=', 'period'),
            ch.text('none'),
            ch.coalesce(ch.widen(eb.ref('p.rounding')), ch.text('half_up')),
          )
          .as('rounding'),
        ch.toInt(ch.coalesce(ch.toInt(eb.ref('p.decimals')), ch.toInt(eb.ref('s.decimals')))).as('decimals'),
        ch.coalesce(eb.ref('p.tax_id'), ch.text('')).as('tax_id'),
        ch.coalesce(eb.ref('p.tax_included'), ch.toBool(ch.literal(0))).as('tax_included'),
      ]),
  )
  .table({ orderBy: ['card', 'day_type', 'minute'] })
  .check(
    notNull('card', 'day_type', 'minute'),
    unique('card', 'day_type', 'minute'),
    expression('a stretch of a day', (eb) =>
      eb.and([eb('minute', '>=', 0n), eb('until_minute', '<=', BigInt(MINUTES_OF_DAY))]),
    ),
  )

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface RateSlotRow extends RowOf<typeof inferred> {}

export const rateSlot: Model<'rating.rate_slot', RateSlotRow> = inferred
