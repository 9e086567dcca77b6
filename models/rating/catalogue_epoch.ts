import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { holiday } from '../staging/holiday.ts'
import { prefix } from '../staging/prefix.ts'
import { price } from '../staging/price.ts'
import { priceFilter } from '../staging/price_filter.ts'
import { priceTier } from '../staging/price_tier.ts'
import { rate } from '../staging/rate.ts'
import { zoneNetwork } from '../staging/zone_network.ts'
import { ANY_DATE, dateKind } from './date_kind.ts'

/** Time of a change that there was none of. */
const never = ch.instant('1970-01-01T00:00:00Z')

const sinceEver = rowsBetween('unbounded', 0)

/**
 * Between two changes a tariff's zones, or its prices, are one fixed set with a number of its own: what depends on the
 * date becomes one join on that number. The number is a hash of the tariff and the change, so that a change of one tariff
 * leaves the numbers of the others, and of what came before, as they are.
 */
export const catalogueEpoch = model('rating.catalogue_epoch', {
  prefix,
  network: zoneNetwork,
  rate,
  price,
  filter: priceFilter,
  tier: priceTier,
  holiday,
})
  .describe({
    description:
      'Changes of tariffs’ catalogues: from `valid_from` on, which set of zones and which set of prices holds.',
    columns: {
      prefix_epoch: 'Number of the set of prefixes and networks',
      rate_epoch: 'Number of the set of prices and holidays',
      holidays: 'Local dates that are holidays',
      date_texts: 'Kinds of dates that bands tell apart, as years/months/days',
      date_kinds: 'The same as lists of numbers; an empty list stands for all',
      roams: 'Whether the tariff, as it is from then on, says which visited networks are in which zones',
    },
    tags: ['rating'],
  })
  .query((q) => {
    // Two ends of a validity, each with whether it is of the zones; what was withdrawn was never valid.
    const ofZones = ch.toInt(ch.literal(1))
    const ofPrices = ch.toInt(ch.literal(0))
    return q
      .with('validity', (w) =>
        w
          .selectFrom('prefix as r')
          .select(['r.tariff_id', 'r.valid_from', 'r.valid_to', ofZones.as('of_zones')])
          .unionAll(
            w.selectFrom('network as r').select(['r.tariff_id', 'r.valid_from', 'r.valid_to', ofZones.as('of_zones')]),
          )
          .unionAll(
            w.selectFrom('rate as r').select(['r.tariff_id', 'r.valid_from', 'r.valid_to', ofPrices.as('of_zones')]),
          )
          .unionAll(
            w.selectFrom('price as r').select(['r.tariff_id', 'r.valid_from', 'r.valid_to', ofPrices.as('of_zones')]),
          )
          .unionAll(
            w.selectFrom('filter as r').select(['r.tariff_id', 'r.valid_from', 'r.valid_to', ofPrices.as('of_zones')]),
          )
          .unionAll(
            w.selectFrom('tier as r').select(['r.tariff_id', 'r.valid_from', 'r.valid_to', ofPrices.as('of_zones')]),
          )
          .unionAll(
            w.selectFrom('holiday as r').select(['r.tariff_id', 'r.valid_from', 'r.valid_to', ofPrices.as('of_zones')]),
          ),
      )
      .with('change', (w) =>
        w
          .selectFrom('validity as v')
          .select((eb) => [
            'v.tariff_id',
            'v.of_zones',
            ch.arrayJoin(ch.array(eb.ref('v.valid_from'), eb.ref('v.valid_to'))).as('at'),
          ])
          .whereRef('v.valid_to', '>', 'v.valid_from'),
      )
      .with('moment', (w) =>
        w
          .selectFrom('change as c')
          .select((eb) => [
            'c.tariff_id',
            'c.at',
            ch.max(eb.ref('c.of_zones')).as('of_zones'),
            ch.min(eb.ref('c.of_zones')).as('only_of_zones'),
          ])
          .groupBy(['c.tariff_id', 'c.at']),
      )
      .with('latest', (w) =>
        w.selectFrom('moment as m').select((eb) => {
          const last = (condition: ReturnType<typeof eb.or>) =>
            over(ch.max(ch.if(condition, ch.toNullable(eb.ref('m.at')), ch.null())), {
              partitionBy: [eb.ref('m.tariff_id')],
              orderBy: [eb.ref('m.at')],
              frame: sinceEver,
            })
          return [
            'm.tariff_id',
            'm.at',
            ch.coalesce(last(eb.or([eb('m.of_zones', '=', 1)])), never).as('zones_at'),
            ch.coalesce(last(eb.or([eb('m.only_of_zones', '=', 0)])), never).as('prices_at'),
          ]
        }),
      )
      .with('resting', (w) =>
        w
          .selectFrom('latest as l')
          .innerJoin('holiday as h', 'h.tariff_id', 'l.tariff_id')
          .select((eb) => ['l.tariff_id', 'l.at', ch.arraySort(ch.groupUniqArray(eb.ref('h.holiday'))).as('holidays')])
          .where((eb) => eb.and([eb('h.valid_from', '<=', eb.ref('l.at')), eb('h.valid_to', '>', eb.ref('l.at'))]))
          .groupBy(['l.tariff_id', 'l.at']),
      )
      .with('dated', (w) =>
        w
          .selectFrom('latest as l')
          .innerJoin('rate as r', 'r.tariff_id', 'l.tariff_id')
          .select((eb) => [
            'l.tariff_id',
            'l.at',
            ch.arraySort(ch.groupUniqArray(ch.toString(eb.ref('r.dates')))).as('date_texts'),
          ])
          .where((eb) =>
            eb.and([
              eb('r.dates', '<>', ANY_DATE),
              eb('r.valid_from', '<=', eb.ref('l.at')),
              eb('r.valid_to', '>', eb.ref('l.at')),
            ]),
          )
          .groupBy(['l.tariff_id', 'l.at']),
      )
      .with('abroad', (w) =>
        w
          .selectFrom('latest as l')
          .innerJoin('network as n', 'n.tariff_id', 'l.tariff_id')
          .select(['l.tariff_id', 'l.at'])
          .where((eb) =>
            eb.and([
              eb('n.is', '=', 'visited'),
              eb('n.valid_from', '<=', eb.ref('l.at')),
              eb('n.valid_to', '>', eb.ref('l.at')),
            ]),
          )
          .groupBy(['l.tariff_id', 'l.at']),
      )
      .selectFrom('latest as l')
      .leftJoin('resting as h', (join) => join.onRef('h.tariff_id', '=', 'l.tariff_id').onRef('h.at', '=', 'l.at'))
      .leftJoin('dated as d', (join) => join.onRef('d.tariff_id', '=', 'l.tariff_id').onRef('d.at', '=', 'l.at'))
      .leftJoin('abroad as a', (join) => join.onRef('a.tariff_id', '=', 'l.tariff_id').onRef('a.at', '=', 'l.at'))
      .select((eb) => [
        'l.tariff_id',
        'l.at as valid_from',
        ch.toUnsigned(ch.cityHash64(ch.text('zones'), eb.ref('l.tariff_id'), eb.ref('l.zones_at'))).as('prefix_epoch'),
        ch.toUnsigned(ch.cityHash64(ch.text('prices'), eb.ref('l.tariff_id'), eb.ref('l.prices_at'))).as('rate_epoch'),
        ch.notNull(eb.ref('h.holidays')).as('holidays'),
        ch.notNull(eb.ref('d.date_texts')).as('date_texts'),
        ch.arrayMap(ch.notNull(eb.ref('d.date_texts')), (dates) => dateKind(dates)).as('date_kinds'),
        ch.toBool(ch.isNotNull(eb.ref('a.tariff_id'))).as('roams'),
      ])
  })
  .table({ orderBy: ['tariff_id', 'valid_from'] })
  .check(notNull('tariff_id', 'valid_from'), unique('tariff_id', 'valid_from'))
