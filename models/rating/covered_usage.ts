import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { allowanceTake } from './allowance_take.ts'
import { moneyCoverage } from './money_coverage.ts'
import { unitCoveredUsage } from './unit_covered_usage.ts'

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
      .with('both', (w) =>
        w
          .selectFrom('units as u')
          .select(['u.use_key', 'u.covered', 'u.refused', 'u.amount', ch.toInt(ch.literal(0)).as('of_money')])
          .unionAll(
            w
              .selectFrom('change as c')
              .select((eb) => [
                'c.use_key',
                ch.zero(9).as('covered'),
                ch.zero(9).as('refused'),
                eb.ref('c.after').as('amount'),
                ch.toInt(ch.literal(1)).as('of_money'),
              ])
              .where((eb) => eb('c.before', '<>', eb.ref('c.after'))),
          ),
      )
      .with('summed', (w) =>
        w
          .selectFrom('both as b')
          .select((eb) => [
            'b.use_key',
            ch.sum(eb.ref('b.covered')).as('covered'),
            ch.sum(eb.ref('b.refused')).as('refused'),
            ch.argMax(eb.ref('b.amount'), eb.ref('b.of_money')).as('amount'),
          ])
          .groupBy('b.use_key'),
      )
      .with('taken', (w) =>
        w
          .selectFrom('take as t')
          .select((eb) => {
            const what = ch.tuple(
              ch.toString(eb.ref('t.allowance_id')),
              ch.toString(eb.ref('t.unit')),
              eb.ref('t.taken'),
            )
            const inOrder = ch.arraySort(ch.groupArray(ch.tuple(eb.ref('t.place'), what)))
            return ['t.use_key', ch.arrayMap(inOrder, (one) => ch.element<readonly unknown[]>(one, 2)).as('allowances')]
          })
          .groupBy('t.use_key'),
      )
      .selectFrom('summed as s')
      .leftJoin('taken as t', 't.use_key', 's.use_key')
      .select((eb) => [
        's.use_key',
        's.covered',
        's.refused',
        's.amount',
        ch.notNull(eb.ref('t.allowances')).as('allowances'),
      ]),
  )
  .table({ orderBy: ['use_key'] })
  .check(notNull('use_key', 'amount'), unique('use_key'))

export interface CoveredUsageRow extends RowOf<typeof inferred> {}

export const coveredUsage: Model<'rating.covered_usage', CoveredUsageRow> = inferred
