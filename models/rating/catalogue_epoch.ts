import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { prefix } from '../staging/prefix.ts'
import { rate } from '../staging/rate.ts'

/**
 * Between two changes a tariff's prefixes, or its rates, are one fixed set with a number of its own: what depends on
 * the date becomes one join on that number.
 */
export const catalogueEpoch = model('rating.catalogue_epoch', { prefix, rate })
  .describe({
    description:
      'Changes of tariffs’ catalogues: from `valid_from` on, which set of prefixes and which set of rates holds.',
    columns: {
      prefix_epoch: 'Number of the set of prefixes',
      rate_epoch: 'Number of the set of rates',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('change', (w) =>
        w
          .selectFrom('prefix as p')
          .select(['p.tariff_id', 'p.valid_from as at', ch.toInt(ch.literal(1)).as('of_prefixes')])
          .union(
            w
              .selectFrom('prefix as p')
              .select(['p.tariff_id', 'p.valid_to as at', ch.toInt(ch.literal(1)).as('of_prefixes')]),
          )
          .union(
            w
              .selectFrom('rate as r')
              .select(['r.tariff_id', 'r.valid_from as at', ch.toInt(ch.literal(0)).as('of_prefixes')]),
          )
          .union(
            w
              .selectFrom('rate as r')
              .select(['r.tariff_id', 'r.valid_to as at', ch.toInt(ch.literal(0)).as('of_prefixes')]),
          ),
      )
      .with('moment', (w) =>
        w
          .selectFrom('change as c')
          .select((eb) => [
            'c.tariff_id',
            'c.at',
            ch.max(eb.ref('c.of_prefixes')).as('of_prefixes'),
            ch.min(eb.ref('c.of_prefixes')).as('not_of_rates'),
          ])
          .groupBy(['c.tariff_id', 'c.at']),
      )
      .with('numbered', (w) =>
        w
          .selectFrom('moment as m')
          .select((eb) => [
            'm.tariff_id',
            'm.at',
            'm.of_prefixes',
            'm.not_of_rates',
            over(ch.rowNumber(), { partitionBy: [eb.ref('m.tariff_id')], orderBy: [eb.ref('m.at')] }).as('number'),
          ]),
      )
      .selectFrom('numbered as n')
      .select((eb) => {
        const counted = (changed: ReturnType<typeof eb.or>) =>
          over(ch.sum(ch.if(changed, ch.toInt(ch.literal(1)), ch.toInt(ch.literal(0)))), {
            orderBy: [eb.ref('n.tariff_id'), eb.ref('n.at')],
            frame: 'rows between unbounded preceding and current row',
          })
        return [
          'n.tariff_id',
          'n.at as valid_from',
          counted(eb.or([eb('n.of_prefixes', '=', 1), eb('n.number', '=', 1n)])).as('prefix_epoch'),
          counted(eb.or([eb('n.not_of_rates', '=', 0), eb('n.number', '=', 1n)])).as('rate_epoch'),
        ]
      }),
  )
  .table({ orderBy: ['tariff_id', 'valid_from'] })
  .check(notNull('tariff_id', 'valid_from'), unique('tariff_id', 'valid_from'))
