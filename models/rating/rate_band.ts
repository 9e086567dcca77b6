import { type Expression, expressionBuilder } from 'kysely'
import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Int, Long, Text } from '../../warehouse/columns.ts'
import { rate } from '../staging/rate.ts'
import { ANY_DATE } from './date_kind.ts'
import { rateEpoch } from './rate_epoch.ts'

export const SECONDS_OF_DAY = 86_400

const eb = expressionBuilder<Record<string, never>>()

/** What prices a service to a zone: all bands of one price. A number, so that usage joins by one column. */
export function cardOf(of: {
  readonly epoch: Expression<Long>
  readonly price: Expression<Text>
  readonly service: Expression<string>
  readonly zone: Expression<Text>
}) {
  return ch.toUnsigned(ch.cityHash64(of.epoch, of.price, of.service, of.zone))
}

const secondOf = (minute: Expression<Int>, second: Expression<Int>) =>
  ch.toLong(ch.plus(ch.times(minute, ch.literal(60)), ch.toLong(second)))

/** A band by its name; one without is called by its weekdays and minutes, * when it is always. */
function bandName(of: {
  readonly band: Expression<Text>
  readonly weekdays: Expression<Text>
  readonly dates: Expression<Text>
  readonly from: Expression<Int>
  readonly to: Expression<Int>
}) {
  const days = eb.and([eb(of.weekdays, '=', '1234567'), eb(of.dates, '=', ANY_DATE)])
  const always = eb.and([days, eb(of.from, '=', 0), eb(of.to, '=', 1440)])
  const hours = ch.concat(of.weekdays, ch.text(' '), ch.toString(of.from), ch.text('-'), ch.toString(of.to))
  return ch.if(eb.or([eb(of.band, '<>', '*'), always]), ch.toString(of.band), hours)
}

/** Rates of a price to a zone, band by band, with their slots. */
export const rateBand = model('rating.rate_band', { rate, starting: rateEpoch })
  .describe({
    description: 'What a service costs to a zone within hours of some days, in an epoch of the tariff’s prices.',
    columns: {
      card: 'Epoch, price, service and zone as one number',
      epoch_from: 'Since when the epoch holds',
      band: 'Name of the band; weekdays and minutes where it has none',
      slots: 'Steps by units since the start: units, rate, per units, increment, connect fee',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('rate as r')
      .innerJoin('starting as s', 's.tariff_id', 'r.tariff_id')
      .select((eb) => {
        const base = eb('r.after_units', '=', 0n)
        const of = <T>(column: Expression<T>) => ch.notNull(ch.anyIf(column, base))
        const slot = ch.tuple(
          eb.ref('r.after_units'),
          eb.ref('r.rate'),
          eb.ref('r.per_units'),
          eb.ref('r.next_increment'),
          eb.ref('r.connect_fee'),
        )
        return [
          cardOf({
            epoch: eb.ref('s.rate_epoch'),
            price: eb.ref('r.price_id'),
            service: eb.ref('r.service'),
            zone: eb.ref('r.zone'),
          }).as('card'),
          's.rate_epoch',
          's.at as epoch_from',
          'r.tariff_id',
          'r.price_id',
          'r.service',
          'r.zone',
          bandName({
            band: eb.ref('r.band'),
            weekdays: eb.ref('r.weekdays'),
            dates: eb.ref('r.dates'),
            from: eb.ref('r.from_minute'),
            to: eb.ref('r.to_minute'),
          }).as('band'),
          'r.holiday',
          'r.weekdays',
          'r.dates',
          secondOf(eb.ref('r.from_minute'), eb.ref('r.from_second')).as('from_second'),
          secondOf(eb.ref('r.to_minute'), eb.ref('r.to_second')).as('to_second'),
          'r.weight',
          'r.valid_from',
          of(eb.ref('r.connect_fee')).as('connect_fee'),
          of(eb.ref('r.rate')).as('rate'),
          of(eb.ref('r.per_units')).as('per_units'),
          of(eb.ref('r.first_increment')).as('first_increment'),
          of(eb.ref('r.next_increment')).as('next_increment'),
          of(eb.ref('r.decimals')).as('decimals'),
          of(eb.ref('r.entry_fee')).as('entry_fee'),
          of(eb.ref('r.included_units')).as('included_units'),
          ch.anyIf(eb.ref('r.minimum_cost'), base).as('minimum_cost'),
          ch.anyIf(eb.ref('r.maximum_cost'), base).as('maximum_cost'),
          ch.anyIf(eb.ref('r.maximum_cost_then'), base).as('maximum_cost_then'),
          of(eb.ref('r.blocked')).as('blocked'),
          ch.anyIf(eb.ref('r.markup'), base).as('markup'),
          ch.arraySort(ch.groupArrayIf(slot, eb('r.after_units', '>', 0n))).as('slots'),
        ]
      })
      .where((eb) => eb.and([eb('r.valid_from', '<=', eb.ref('s.at')), eb('r.valid_to', '>', eb.ref('s.at'))]))
      .groupBy([
        's.rate_epoch',
        's.at',
        'r.tariff_id',
        'r.price_id',
        'r.service',
        'r.zone',
        'r.band',
        'r.holiday',
        'r.weekdays',
        'r.dates',
        'r.from_minute',
        'r.from_second',
        'r.to_minute',
        'r.to_second',
        'r.weight',
        'r.valid_from',
      ]),
  )
  .table({ orderBy: ['card'] })
  .check(notNull('card', 'rate', 'per_units'))
