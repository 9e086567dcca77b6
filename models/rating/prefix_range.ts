import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { prefix } from '../staging/prefix.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { LONGEST_NUMBER, numberKey } from './number_key.ts'

const powers = Array.from({ length: LONGEST_NUMBER + 1 }, (_, exponent) => 10n ** BigInt(exponent))

/**
 * Longest prefix without a search: the numbers of a prefix are one range, so its ends are the only places where the
 * longest match can change. Each end is looked up once here; a number then takes the answer of the last end before it.
 */
export const prefixRange = model('rating.prefix_range', { prefix, epoch: catalogueEpoch })
  .describe({
    description:
      'Ranges of numbers with their longest matching prefix: from `number_key` up to the next row of the epoch. Prefix and zone are null where no prefix matches.',
    columns: {
      valid_from: 'Since when the epoch holds',
      number_key: 'First number of the range, as `numberKey` encodes it',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('starting', (w) =>
        w
          .selectFrom('epoch as e')
          .select((eb) => ['e.tariff_id', 'e.prefix_epoch', ch.min(eb.ref('e.valid_from')).as('at')])
          .groupBy(['e.tariff_id', 'e.prefix_epoch']),
      )
      // Two rows of one prefix in force at once: the later one corrects the earlier.
      .with('listed', (w) =>
        w
          .selectFrom('prefix as p')
          .innerJoin('starting as s', 's.tariff_id', 'p.tariff_id')
          .select((eb) => [
            's.prefix_epoch',
            's.at',
            'p.prefix',
            ch.argMax(eb.ref('p.zone'), eb.ref('p.valid_from')).as('zone'),
            ch.argMax(eb.ref('p.name'), eb.ref('p.valid_from')).as('name'),
          ])
          .whereRef('p.valid_from', '<=', 's.at')
          .whereRef('p.valid_to', '>', 's.at')
          .groupBy(['s.prefix_epoch', 's.at', 'p.prefix']),
      )
      .with('finish', (w) =>
        w.selectFrom('listed as l').select((eb) => {
          const width = ch.at(
            ch.array(...powers.map((power) => ch.literal<bigint>(power))),
            ch.minus(ch.toLong(ch.literal(LONGEST_NUMBER + 1)), ch.length(eb.ref('l.prefix'))),
          )
          return [
            'l.prefix_epoch',
            'l.at',
            ch.plus(ch.toUnsigned(ch.rightPad(eb.ref('l.prefix'), LONGEST_NUMBER, '0')), width).as('number'),
          ]
        }),
      )
      .with('boundary', (w) =>
        w
          .selectFrom('listed as l')
          .select((eb) => [
            'l.prefix_epoch',
            'l.at',
            ch.notNull(numberKey(eb.ref('l.prefix'))).as('number_key'),
            'l.prefix as digits',
          ])
          .union(
            w
              .selectFrom('finish as f')
              .select((eb) => [
                'f.prefix_epoch',
                'f.at',
                ch.times(eb.ref('f.number'), ch.literal(16)).as('number_key'),
                ch
                  .replaceRegexp(ch.leftPad(ch.toString(eb.ref('f.number')), LONGEST_NUMBER, '0'), '0+$', '')
                  .as('digits'),
              ])
              .where('f.number', '<', powers[LONGEST_NUMBER]!),
          ),
      )
      .with('covering', (w) =>
        w
          .selectFrom('boundary as b')
          .$call(arrayJoin('head', (eb) => ch.prefixes(eb.ref('b.digits'), 1, LONGEST_NUMBER)))
          .select(['b.prefix_epoch', 'b.at', 'b.number_key', 'head']),
      )
      .selectFrom('covering as c')
      .leftJoin('listed as l', (join) =>
        join.onRef('l.prefix_epoch', '=', 'c.prefix_epoch').onRef('l.prefix', '=', 'c.head'),
      )
      .select((eb) => {
        const longest = ch.length(eb.ref('l.prefix'))
        return [
          'c.prefix_epoch',
          'c.at as valid_from',
          'c.number_key',
          ch.argMax(eb.ref('l.prefix'), longest).as('prefix'),
          ch.argMax(eb.ref('l.zone'), longest).as('zone'),
          ch.argMax(eb.ref('l.name'), longest).as('destination'),
        ]
      })
      .groupBy(['c.prefix_epoch', 'c.at', 'c.number_key']),
  )
  .table({ orderBy: ['prefix_epoch', 'number_key'] })
  .check(notNull('prefix_epoch', 'number_key'), unique('prefix_epoch', 'number_key'))
