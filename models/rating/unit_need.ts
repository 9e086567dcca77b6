import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { antiJoin, arrayJoin, semiJoin } from '../../transforms/sql/clauses.ts'
import type { ExpressionBuilder } from '../../transforms/sql/expression.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long, Text } from '../../warehouse/columns.ts'
import { placedDebit, takenByName } from '../prepaid/placed_debit.ts'
import { allowancePool } from './allowance_pool.ts'
import { type Amount, coveredUse } from './covering.ts'
import { type PooledUseRow, pooledUse, usedAs } from './pooled_use.ts'

type Tuple = readonly unknown[]

const free = expressionBuilder<Record<string, never>>()

/** Parts as pieces: from unit, units and band. Steps of an allowance run on through the slots of a band. */
function byBand(parts: Expression<readonly Tuple[]>): RawBuilder<readonly Tuple[]> {
  const pieces = ch.arrayMap(parts, (part) =>
    ch.tuple(
      ch.decimal(ch.element<Long>(part, 1), 9),
      ch.decimal(ch.element<Long>(part, 2), 9),
      ch.element<Text>(part, 3),
    ),
  ) as RawBuilder<readonly Tuple[]>
  const none = ch.arrayFilter(pieces, () => ch.toBool(ch.literal(0))) as RawBuilder<readonly Tuple[]>
  return ch.arrayFold(pieces, none, (joined, piece) => {
    const last = ch.at(joined, -1)
    const units = (of: Expression<Tuple>) => ch.element<Decimal<9>>(of, 2)
    const longer = ch.tuple(
      ch.element<Decimal<9>>(last, 1),
      ch.plus(units(last), units(piece)),
      ch.element<Text>(last, 3),
    )
    const goesOn = free.and([
      free(ch.arrayLength(joined), '>', 0n),
      free(ch.element<Text>(last, 3), '=', ch.element<Text>(piece, 3)),
    ])
    return ch.if(
      goesOn,
      ch.arrayConcat(ch.arrayInit(joined), ch.array(longer)),
      ch.arrayConcat(joined, ch.array(piece)),
    ) as RawBuilder<readonly Tuple[]>
  })
}

/** From unit, units and band of each stay in a band. */
const piecesOf = (eb: ExpressionBuilder<{ u: PooledUseRow }, 'u'>) =>
  ch.if<readonly Tuple[]>(
    eb(ch.arrayLength(eb.ref('u.parts')), '>', 0n),
    byBand(eb.ref('u.parts')),
    ch.array(ch.tuple(ch.zero(9), eb.ref('u.units'), eb.ref('u.band'))),
  )

/** What allowances of units may cover: not what the source itself charged, unless by its metrics. */
const counted = (eb: ExpressionBuilder<{ u: PooledUseRow }, 'u'>) =>
  eb.and([eb('u.units', '>', '0'), eb.or([eb('u.stated', '=', false), eb('u.service', '=', 'metered')])])

/** Use that allowances of units may cover. */
const inferred = model('rating.unit_need', { use: pooledUse, pool: allowancePool, debit: placedDebit })
  .describe({
    description:
      'Units of use, or of its pieces by band, that allowances of a pool may cover, and what is taken from balances of units by name. What the source itself charged is due as it is.',
    columns: { pool: 'Kind and id of who shares', day: 'Local day', use: 'As coverage reads it' },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('banded', (w) =>
        w
          .selectFrom('pool as p')
          .select((eb) => ch.concat(eb.ref('p.of'), ch.text('/'), eb.ref('p.id')).as('pool'))
          .where('p.banded', '=', true),
      )
      .with('need', (w) =>
        w
          .selectFrom('use as u')
          .$call(antiJoin('banded as b', (join) => join.onRef('b.pool', '=', 'u.pool')))
          .select((eb) => [
            'u.pool',
            'u.unit',
            'u.day',
            coveredUse({ ...usedAs(eb), need: eb.ref('u.units') }).as('use'),
          ])
          .where(counted)
          .unionAll(
            // Of a pool that has something for some bands only, a use is in pieces: one a stay in a band.
            w
              .selectFrom('use as u')
              .$call(semiJoin('banded as b', (join) => join.onRef('b.pool', '=', 'u.pool')))
              .$call(arrayJoin('piece', (eb) => piecesOf(eb)))
              .select((eb) => {
                const piece = eb.ref('piece')
                const of = {
                  from: ch.element<Amount>(piece, 1),
                  need: ch.element<Amount>(piece, 2),
                  band: ch.element<Text>(piece, 3),
                }
                return ['u.pool', 'u.unit', 'u.day', coveredUse({ ...usedAs(eb), ...of }).as('use')]
              })
              .where(counted),
          )
          .unionAll(
            w
              .selectFrom('debit as d')
              .select((eb) => [
                'd.pool',
                'd.unit',
                ch.toDate(eb.ref('d.at')).as('day'),
                takenByName(eb, coveredUse).as('use'),
              ])
              .where('d.unit', '<>', 'money'),
          ),
      )
      .selectFrom('need as n')
      .selectAll('n'),
  )
  .view()

export interface UnitNeedRow extends RowOf<typeof inferred> {}

export const unitNeed: Model<'rating.unit_need', UnitNeedRow> = inferred
