import { notNull, unique } from '../../transforms/project/check.ts'
import { model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { price, priceColumns } from '../staging/price.ts'
import { priceFilter } from '../staging/price_filter.ts'
import { rateEpoch } from './rate_epoch.ts'

/** Prices of use in each set of prices of a tariff. */
export const priceInForce = model('rating.price_in_force', { price, filter: priceFilter, starting: rateEpoch })
  .describe({
    description: 'Prices of use that hold in an epoch of a tariff, with the properties they ask for.',
    columns: {
      valid_from: 'Since when this version of the price holds',
      asks: 'Properties that events must have, with the values that do; * is any',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('asked', (w) =>
        w
          .selectFrom('filter as f')
          .innerJoin('starting as s', 's.tariff_id', 'f.tariff_id')
          .select((eb) => [
            's.rate_epoch',
            'f.price_id',
            ch
              .arraySort(ch.groupArray(ch.tuple(ch.toString(eb.ref('f.property')), ch.splitBy(eb.ref('f.value'), '|'))))
              .as('asks'),
          ])
          .where((eb) => eb.and([eb('f.valid_from', '<=', eb.ref('s.at')), eb('f.valid_to', '>', eb.ref('s.at'))]))
          .groupBy(['s.rate_epoch', 'f.price_id']),
      )
      .selectFrom('price as p')
      .innerJoin('starting as s', 's.tariff_id', 'p.tariff_id')
      .leftJoin('asked as f', (join) =>
        join.onRef('f.rate_epoch', '=', 's.rate_epoch').onRef('f.price_id', '=', 'p.price_id'),
      )
      .select([...priceColumns.map((column) => `p.${column}` as const), 'p.valid_from', 's.rate_epoch'])
      .select((eb) => ch.notNull(eb.ref('f.asks')).as('asks'))
      .where((eb) => eb.and([eb('p.valid_from', '<=', eb.ref('s.at')), eb('p.valid_to', '>', eb.ref('s.at'))])),
  )
  .table({ orderBy: ['rate_epoch', 'price_id'] })
  .check(notNull('rate_epoch', 'price_id'), unique('rate_epoch', 'price_id'))

export interface PriceInForceRow extends RowOf<typeof priceInForce> {}
