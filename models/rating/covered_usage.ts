import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { antiJoin, arrayJoin, semiJoin } from '../../transforms/sql/clauses.ts'
import type { ExpressionBuilder } from '../../transforms/sql/expression.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Text } from '../../warehouse/columns.ts'
import { allowanceTake } from './allowance_take.ts'
import { moneyCoverage } from './money_coverage.ts'
import { ofChange } from './takes.ts'
import { unitCoveredUsage } from './unit_covered_usage.ts'

const [OF_UNITS, OF_MONEY] = [0, 1]

/** What was taken of one allowance: its id, unit, amount. */
const taking = (of: {
  readonly allowance: Expression<Text>
  readonly unit: Expression<Text>
  readonly taken: Expression<Decimal<9>>
}) => ch.tuple(of.allowance, of.unit, of.taken)

/** What one use took, in the order in which it took it. */
const inOrder = (eb: ExpressionBuilder<{ t: { place: readonly unknown[]; what: readonly unknown[] } }, 't'>) =>
  ch.arrayMap(ch.arraySort(ch.groupArray(ch.tuple(eb.ref('t.place'), eb.ref('t.what')))), (one) =>
    ch.element<readonly unknown[]>(one, 2),
  )

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
      .with('taking', (w) =>
        w.selectFrom('take as t').select((eb) => [
          't.use_key',
          't.place',
          ch.element<Int>(eb.ref('t.place'), 1).as('of'),
          taking({
            allowance: ch.toString(eb.ref('t.allowance_id')),
            unit: ch.toString(eb.ref('t.unit')),
            taken: eb.ref('t.taken'),
          }).as('what'),
        ]),
      )
      // Most use takes once, and that is told with it: only the rest is grouped.
      .with('several', (w) => w.selectFrom('units as u').select('u.use_key').where('u.several', '=', true))
      .with('many', (w) =>
        w
          .selectFrom('taking as t')
          .$call(semiJoin('several as s', (join) => join.onRef('s.use_key', '=', 't.use_key')))
          .select((eb) => ['t.use_key', inOrder(eb).as('allowances')])
          .where('t.of', '=', OF_UNITS)
          .groupBy('t.use_key'),
      )
      .with('of_money', (w) =>
        w
          .selectFrom('taking as t')
          .select((eb) => ['t.use_key', inOrder(eb).as('allowances')])
          .where('t.of', '=', OF_MONEY)
          .groupBy('t.use_key'),
      )
      .with('change', (w) =>
        w
          .selectFrom('money as c')
          .$call(arrayJoin('change', (eb) => eb.ref('c.changes')))
          .select((eb) => [
            ofChange.key(eb.ref('change')).as('use_key'),
            ofChange.before(eb.ref('change')).as('before'),
            ofChange.after(eb.ref('change')).as('after'),
          ]),
      )
      .with('paid', (w) =>
        w
          .selectFrom('change as c')
          .leftJoin('of_money as t', 't.use_key', 'c.use_key')
          .select((eb) => ['c.use_key', 'c.after', ch.notNull(eb.ref('t.allowances')).as('allowances')])
          .where((eb) => eb('c.before', '<>', eb.ref('c.after'))),
      )
      .with('both', (w) =>
        w
          .selectFrom('units as u')
          .$call(semiJoin('paid as p', (join) => join.onRef('p.use_key', '=', 'u.use_key')))
          .select('u.use_key'),
      )
      .with('covered', (w) =>
        w
          .selectFrom('units as u')
          .leftJoin('many as m', 'm.use_key', 'u.use_key')
          .leftJoin('paid as p', 'p.use_key', 'u.use_key')
          .select((eb) => {
            const one = ch.array(
              taking({ allowance: eb.ref('u.allowance_id'), unit: eb.ref('u.unit'), taken: eb.ref('u.taken') }),
            )
            const once = ch.arrayFilter(one, (each) => eb(ch.element<Decimal<9>>(each, 3), '>', '0'))
            const ofUnits = ch.if(eb('u.several', '=', true), ch.notNull(eb.ref('m.allowances')), once)
            return [
              'u.use_key',
              'u.covered',
              'u.refused',
              ch.coalesce(eb.ref('p.after'), eb.ref('u.amount')).as('amount'),
              ch.arrayConcat(ofUnits, ch.notNull(eb.ref('p.allowances'))).as('allowances'),
            ]
          })
          .unionAll(
            w
              .selectFrom('paid as p')
              .$call(antiJoin('both as u', (join) => join.onRef('u.use_key', '=', 'p.use_key')))
              .select([
                'p.use_key',
                ch.zero(9).as('covered'),
                ch.zero(9).as('refused'),
                'p.after as amount',
                'p.allowances',
              ]),
          ),
      )
      .selectFrom('covered as c')
      .selectAll('c'),
  )
  .table({ orderBy: ['use_key'] })
  .check(notNull('use_key', 'amount'), unique('use_key'))

export interface CoveredUsageRow extends RowOf<typeof inferred> {}

export const coveredUsage: Model<'rating.covered_usage', CoveredUsageRow> = inferred
