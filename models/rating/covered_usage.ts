import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { allowanceTake } from './allowance_take.ts'
import { moneyCoverage } from './money_coverage.ts'
import { unitCoveredUsage } from './unit_covered_usage.ts'

/** What a row tells of a use: what was taken for it, or what is to be paid; what money leaves is said last. */
const [TAKE, UNITS, MONEY] = [0, 1, 2]
const told = (what: number) => ch.toInt(ch.literal(what))
const nowhere = ch.tuple(ch.toInt(ch.literal(0)), ch.toLong(ch.literal(0)))
const nothing = [ch.text('').as('allowance_id'), ch.text('').as('unit'), ch.zero(9).as('taken')] as const

/** Use that any allowance has a part in. */
const inferred = model('rating.covered_usage', { units: unitCoveredUsage, money: moneyCoverage, take: allowanceTake })
  .describe({
    description: 'Use that allowances cover or refuse, in units or in money, and what is left to be paid of it.',
    columns: {
      use_key: 'Id of the event; of use of a metric after `metered/`',
      covered: 'Units covered by allowances of units',
      refused: 'Units refused by an allowance that blocks',
      amount: 'What is left to be paid',
      allowances: 'Allowance, unit and what was taken of it, in the order of use',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('change', (w) =>
        w
          .selectFrom('money as c')
          .$call(arrayJoin('change', (eb) => eb.ref('c.changes')))
          .select((eb) => [
            ch.element<Text>(eb.ref('change'), 1).as('use_key'),
            ch.element<Decimal<9>>(eb.ref('change'), 2).as('before'),
            ch.element<Decimal<9>>(eb.ref('change'), 3).as('after'),
          ]),
      )
      // Amounts and takes of a use meet in one grouping: two groupings and a join of as many keys took twice the time.
      .with('part', (w) =>
        w
          .selectFrom('units as u')
          .select([
            'u.use_key',
            'u.covered',
            'u.refused',
            'u.amount',
            told(UNITS).as('told'),
            nowhere.as('place'),
            ...nothing,
          ])
          .unionAll(
            w
              .selectFrom('change as c')
              .select((eb) => [
                'c.use_key',
                ch.zero(9).as('covered'),
                ch.zero(9).as('refused'),
                eb.ref('c.after').as('amount'),
                told(MONEY).as('told'),
                nowhere.as('place'),
                ...nothing,
              ])
              .where((eb) => eb('c.before', '<>', eb.ref('c.after'))),
          )
          .unionAll(
            w
              .selectFrom('take as t')
              .select((eb) => [
                't.use_key',
                ch.zero(9).as('covered'),
                ch.zero(9).as('refused'),
                ch.zero(9).as('amount'),
                told(TAKE).as('told'),
                't.place',
                ch.toString(eb.ref('t.allowance_id')).as('allowance_id'),
                ch.toString(eb.ref('t.unit')).as('unit'),
                't.taken',
              ]),
          ),
      )
      .selectFrom('part as p')
      .select((eb) => {
        const what = ch.tuple(eb.ref('p.allowance_id'), eb.ref('p.unit'), eb.ref('p.taken'))
        const takes = ch.groupArrayIf(ch.tuple(eb.ref('p.place'), what), eb('p.told', '=', TAKE))
        return [
          'p.use_key',
          ch.sum(eb.ref('p.covered')).as('covered'),
          ch.sum(eb.ref('p.refused')).as('refused'),
          ch.argMax(eb.ref('p.amount'), eb.ref('p.told')).as('amount'),
          ch.arrayMap(ch.arraySort(takes), (one) => ch.element<readonly unknown[]>(one, 2)).as('allowances'),
        ]
      })
      .groupBy('p.use_key')
      .having((eb) => eb(ch.max(eb.ref('p.told')), '<>', TAKE)),
  )
  .table({ orderBy: ['use_key'] })
  .check(notNull('use_key', 'amount'), unique('use_key'))

export interface CoveredUsageRow extends RowOf<typeof inferred> {}

export const coveredUsage: Model<'rating.covered_usage', CoveredUsageRow> = inferred
