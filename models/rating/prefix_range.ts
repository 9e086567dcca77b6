import { type Expression, expressionBuilder } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { prefix } from '../staging/prefix.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { LONGEST_NUMBER, numberKey } from './number_key.ts'

const free = expressionBuilder<Record<string, never>>()

const powers = Array.from({ length: LONGEST_NUMBER + 1 }, (_, exponent) => 10n ** BigInt(exponent))

/** A number by itself is listed apart from the prefix of the same digits, and is the longer match. */
const listKey = (exact: Expression<boolean>, digits: Expression<Text>) =>
  ch.if(free(exact, '=', true), ch.concat(ch.text('='), digits), digits)

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
            'p.exact',
            listKey(eb.ref('p.exact'), eb.ref('p.prefix')).as('list_key'),
            ch.argMax(eb.ref('p.zone'), eb.ref('p.valid_from')).as('zone'),
            ch.argMax(eb.ref('p.name'), eb.ref('p.valid_from')).as('name'),
          ])
          .whereRef('p.valid_from', '<=', 's.at')
          .whereRef('p.valid_to', '>', 's.at')
          .groupBy(['s.prefix_epoch', 's.at', 'p.prefix', 'p.exact']),
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
            'l.exact',
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
            'l.exact',
          ])
          // After a number by itself come those that begin with it and have one digit more.
          .union(
            w
              .selectFrom('listed as l')
              .select((eb) => [
                'l.prefix_epoch',
                'l.at',
                ch.plus(ch.notNull(numberKey(eb.ref('l.prefix'))), ch.literal<bigint>(1n)).as('number_key'),
                ch.concat(eb.ref('l.prefix'), ch.text('0')).as('digits'),
                ch.toBool(ch.literal(0)).as('exact'),
              ])
              .where('l.exact', '=', true),
          )
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
                ch.toBool(ch.literal(0)).as('exact'),
              ])
              .where('f.exact', '=', false)
              .where('f.number', '<', powers[LONGEST_NUMBER]!),
          ),
      )
      .with('covering', (w) =>
        w
          .selectFrom('boundary as b')
          .$call(
            arrayJoin('head', (eb) => {
              const itself = ch.array(listKey(ch.toBool(ch.literal(1)), eb.ref('b.digits')))
              return ch.arrayConcat(
                ch.prefixes(eb.ref('b.digits'), 1, LONGEST_NUMBER),
                ch.arrayFilter(itself, () => eb('b.exact', '=', true)),
              )
            }),
          )
          .select(['b.prefix_epoch', 'b.at', 'b.number_key', 'head']),
      )
      .selectFrom('covering as c')
      .leftJoin('listed as l', (join) =>
        join.onRef('l.prefix_epoch', '=', 'c.prefix_epoch').onRef('l.list_key', '=', 'c.head'),
      )
      .select((eb) => {
        const longest = ch.length(eb.ref('l.list_key'))
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
