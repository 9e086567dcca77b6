import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { limitBy, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'
import { ANY_DATE, DAYS_OF_WEEK } from './date_kind.ts'
import { dateMask } from './date_mask.ts'
import { priceInForce } from './price_in_force.ts'
import { rateBand, SECONDS_OF_DAY } from './rate_band.ts'
import { termColumns, termsOf } from './term.ts'

const rateColumns = [
  'd.band',
  'd.connect_fee',
  'd.rate',
  'd.per_units',
  'd.first_increment',
  'd.next_increment',
  'd.decimals',
  'd.entry_fee',
  'd.included_units',
  'd.minimum_cost',
  'd.maximum_cost',
  'd.maximum_cost_then',
  'd.blocked',
  'd.markup',
  'd.slots',
] as const

const bandColumns = [
  'b.card',
  'b.band',
  'b.holiday',
  'b.from_second',
  'b.to_second',
  'b.weight',
  'b.valid_from',
  'b.connect_fee',
  'b.rate',
  'b.per_units',
  'b.first_increment',
  'b.next_increment',
  'b.decimals',
  'b.entry_fee',
  'b.included_units',
  'b.minimum_cost',
  'b.maximum_cost',
  'b.maximum_cost_then',
  'b.blocked',
  'b.markup',
  'b.slots',
] as const

/** The day of every price and zone, cut into stretches of one band. */
const inferred = model('rating.rate_slot', { band: rateBand, price: priceInForce, mask: dateMask })
  .describe({
    description:
      'The rate of a price to a zone from a second of the local day up to `until_second`. On a holiday the holiday bands come first; then the heavier band, the later version, the band that starts later. Rate is null where none is in force.',
    columns: {
      card: 'Epoch, price, service and zone as one number',
      valid_from: 'Since when the epoch holds',
      day_type:
        '1 to 7: Monday to Sunday; 8 to 14: the same on a holiday; 14 more for each unit of the date’s mask; 0: every day is alike',
      banded: 'Whether the time of day or the day matters',
      second: 'First second of the local day',
      until_second: 'End, not included; 86400 at midnight',
      first_after: 'Units at which the first slot begins; null without slots',
      terms: 'Epoch and everything but band and rate, as one number',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('card', (w) =>
        w
          .selectFrom('band as b')
          .leftJoin('mask as m', 'm.rate_epoch', 'b.rate_epoch')
          .select((eb) => {
            const always = eb.and([
              eb('b.weekdays', '=', '1234567'),
              eb('b.dates', '=', ANY_DATE),
              eb('b.from_second', '=', 0n),
              eb('b.to_second', '=', BigInt(SECONDS_OF_DAY)),
              eb('b.holiday', '=', false),
            ])
            const none = ch.array(ch.toLong(ch.literal(0)))
            const masks = ch.if(eb('m.rate_epoch', 'is', null), none, ch.notNull(eb.ref('m.masks')))
            const types = ch.arrayFlatten(
              ch.arrayMap(masks, (mask) =>
                ch.arrayMap(ch.range(ch.literal(1), ch.literal(DAYS_OF_WEEK + 1)), (day) =>
                  ch.plus(day, ch.times(mask, ch.literal(DAYS_OF_WEEK))),
                ),
              ),
            )
            return [
              'b.card',
              'b.rate_epoch',
              'b.epoch_from',
              'b.price_id',
              ch.any(types).as('types'),
              ch.any(ch.notNull(eb.ref('m.kinds'))).as('kinds'),
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
            const unbanded = ch.array(ch.toLong(ch.literal(0)))
            const days = ch.if(eb('c.banded', '=', true), eb.ref('c.types'), unbanded)
            const bit = ch.minus(ch.toLong(ch.indexOf(eb.ref('c.kinds'), eb.ref('b.dates'))), ch.literal<bigint>(1n))
            const holds = ch.arrayFilter(days, (day) => {
              const before = ch.minus(day, ch.literal<bigint>(1n))
              const mask = ch.intDiv(before, ch.literal(DAYS_OF_WEEK))
              const dated = eb.or([
                eb('b.dates', '=', ANY_DATE),
                eb(ch.hasBit(mask, ch.greatest(bit, ch.toLong(ch.literal(0)))), '=', true),
              ])
              const onHoliday = eb(ch.mod(before, ch.literal(DAYS_OF_WEEK)), '>=', 7n)
              const weekday = ch.plus(
                ch.mod(ch.plus(day, ch.literal<bigint>(6n)), ch.literal(7)),
                ch.literal<bigint>(1n),
              )
              const named = eb(ch.position(eb.ref('b.weekdays'), ch.toString(weekday)), '>', 0n)
              return ch.if(
                eb('c.banded', '=', false),
                eb(day, '=', 0n),
                eb.and([dated, ch.if(eb('b.holiday', '=', true), onHoliday, named)]),
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
            ch.arrayJoin(ch.array(eb.ref('d.from_second'), eb.ref('d.to_second'))).as('second'),
          ])
          .union(
            w
              .selectFrom('card as c')
              .select((eb) => [
                'c.card',
                'c.banded',
                ch
                  .arrayJoin(ch.if(eb('c.banded', '=', true), eb.ref('c.types'), ch.array(ch.toLong(ch.literal(0)))))
                  .as('day_type'),
                ch.toLong(ch.literal(0)).as('second'),
              ]),
          ),
      )
      .with('stretch', (w) =>
        w.selectFrom('boundary as b').select((eb) => [
          'b.card',
          'b.banded',
          'b.day_type',
          'b.second',
          ch
            .coalesce(
              over(ch.lead(eb.ref('b.second')), {
                partitionBy: [eb.ref('b.card'), eb.ref('b.day_type')],
                orderBy: [eb.ref('b.second')],
              }),
              ch.toLong(ch.literal(SECONDS_OF_DAY)),
            )
            .as('until_second'),
        ]),
      )
      .with('chosen', (w) =>
        w
          .selectFrom('stretch as s')
          .leftJoin('daily as d', (join) =>
            join
              .onRef('d.card', '=', 's.card')
              .onRef('d.day_type', '=', 's.day_type')
              .onRef('d.from_second', '<=', 's.second')
              .onRef('d.to_second', '>', 's.second'),
          )
          .select(['s.card', 's.day_type', 's.banded', 's.second', 's.until_second', ...rateColumns])
          .where('s.second', '<', BigInt(SECONDS_OF_DAY))
          .orderBy('d.holiday', 'desc')
          .orderBy('d.weight', 'desc')
          .orderBy('d.valid_from', 'desc')
          .orderBy('d.from_second', 'desc')
          .orderBy('d.band')
          .$call(limitBy(1, (eb) => [eb.ref('s.card'), eb.ref('s.day_type'), eb.ref('s.second')])),
      )
      .with('whole', (w) =>
        w
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
            's.second',
            's.until_second',
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
            's.entry_fee',
            ch.coalesce(eb.ref('s.included_units'), ch.toUnsigned(ch.literal(0))).as('included_units'),
            ch.coalesce(eb.ref('s.blocked'), ch.toBool(ch.literal(0))).as('blocked'),
            's.markup',
            ch
              .if(eb('p.stated_amount', '=', 'ignored'), ch.toBool(ch.literal(1)), ch.toBool(ch.literal(0)))
              .as('ignores_stated'),
            ch.coalesce(ch.widen(eb.ref('p.exchange_source')), ch.text('')).as('exchange_source'),
            ch.coalesce(eb.ref('s.minimum_cost'), eb.ref('p.minimum_cost')).as('minimum_cost'),
            ch.coalesce(eb.ref('s.maximum_cost'), eb.ref('p.maximum_cost')).as('maximum_cost'),
            ch
              .coalesce(
                ch.coalesce(eb.ref('s.maximum_cost_then'), ch.widen(eb.ref('p.maximum_cost_then'))),
                ch.text('free'),
              )
              .as('maximum_cost_then'),
            ch.coalesce(ch.widen(eb.ref('p.at_boundary')), ch.text('overrun')).as('at_boundary'),
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
      .selectFrom('whole as s')
      .selectAll('s')
      .select((eb) =>
        termsOf(eb.ref('s.valid_from'), ...termColumns.map((column) => eb.ref(`s.${column}`))).as('terms'),
      ),
  )
  .table({ orderBy: ['card', 'day_type', 'second'] })
  .check(
    notNull('card', 'day_type', 'second'),
    unique('card', 'day_type', 'second'),
    expression('a stretch of a day', (eb) =>
      eb.and([eb('second', '>=', 0n), eb('until_second', '<=', BigInt(SECONDS_OF_DAY))]),
    ),
  )

export interface RateSlotRow extends RowOf<typeof inferred> {}

export const rateSlot: Model<'rating.rate_slot', RateSlotRow> = inferred
