import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { priceTier } from '../staging/price_tier.ts'
import { rateEpoch } from './rate_epoch.ts'

/** Upper bound of a tier that has none: more than any quantity. */
const BOUNDLESS = '99999999999999999999'

/** The tiers of a price in order. */
export const priceSteps = model('rating.price_steps', { tier: priceTier, starting: rateEpoch })
  .describe({
    description: 'The tiers of each price that has such, in order, in an epoch of the tariff’s prices.',
    columns: {
      steps: 'Tier, above, up to, amount, per units, flat fee, percent, most it costs, whether that is bounded',
      limits: 'Of tiers by several units: tier, unit, limit',
      units: 'Units that limits name',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('held', (w) =>
        w
          .selectFrom('tier as t')
          .innerJoin('starting as s', 's.tariff_id', 't.tariff_id')
          .select((eb) => [
            's.rate_epoch',
            't.price_id',
            't.tier',
            ch.toString(eb.ref('t.unit')).as('unit'),
            't.above',
            ch.coalesce(eb.ref('t.up_to'), ch.amount(BOUNDLESS, 9)).as('up_to'),
            't.amount',
            't.per_units',
            't.flat_fee',
            't.percentage',
            ch.coalesce(ch.decimal(eb.ref('t.maximum'), 9), ch.zero(9)).as('maximum'),
            ch.toInt(ch.isNotNull(eb.ref('t.maximum'))).as('bounded'),
          ])
          .where((eb) => eb.and([eb('t.valid_from', '<=', eb.ref('s.at')), eb('t.valid_to', '>', eb.ref('s.at'))])),
      )
      .with('listed', (w) =>
        w
          .selectFrom('held as t')
          .select((eb) => [
            't.rate_epoch',
            't.price_id',
            ch
              .arraySort(
                ch.groupArray(
                  ch.tuple(
                    eb.ref('t.tier'),
                    eb.ref('t.above'),
                    // What several units limit has no bound of its own.
                    ch.if(eb('t.unit', '=', ''), eb.ref('t.up_to'), ch.amount(BOUNDLESS, 9)),
                    ch.decimal(eb.ref('t.amount'), 9),
                    eb.ref('t.per_units'),
                    ch.decimal(eb.ref('t.flat_fee'), 9),
                    ch.decimal(eb.ref('t.percentage'), 9),
                    eb.ref('t.maximum'),
                    eb.ref('t.bounded'),
                  ),
                ),
              )
              .as('steps'),
            ch
              .groupArrayIf(ch.tuple(eb.ref('t.tier'), eb.ref('t.unit'), eb.ref('t.up_to')), eb('t.unit', '<>', ''))
              .as('limits'),
            ch.groupArrayIf(eb.ref('t.unit'), eb('t.unit', '<>', '')).as('units'),
          ])
          .groupBy(['t.rate_epoch', 't.price_id']),
      )
      .selectFrom('listed as l')
      .select((eb) => [
        'l.rate_epoch',
        'l.price_id',
        ch.arrayDistinct(eb.ref('l.steps')).as('steps'),
        'l.limits',
        ch.arraySort(ch.arrayDistinct(eb.ref('l.units'))).as('units'),
      ]),
  )
  .table({ orderBy: ['rate_epoch', 'price_id'] })
  .check(notNull('rate_epoch', 'price_id'), unique('rate_epoch', 'price_id'))
