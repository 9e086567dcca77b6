import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { boundedAmount, boundsOf, tailAmount } from './priced_amount.ts'
import { pricedUsage } from './priced_usage.ts'
import { takeColumns } from './takes.ts'
import { unitCoverage } from './unit_coverage.ts'
import { usageGrant } from './usage_grant.ts'
import { useKey } from './use_key.ts'

/** Use that allowances of units cover, and what is left to be paid of it. */
const inferred = model('rating.unit_covered_usage', {
  coverage: unitCoverage,
  grant: usageGrant,
  priced: pricedUsage,
})
  .describe({
    description:
      'Use of which allowances of units cover a part from its start, or refuse the rest: what remains is priced by the bands and slots it is in, without the connect fee where nothing remains.',
    columns: {
      use_key: 'Id of the event; of use of a metric after `metered/`',
      covered: 'Units covered, from the start of the use or of its pieces by band',
      refused: 'Units refused by an allowance that blocks, at its end',
      amount: 'What remains to be paid, with what the covered units cost by the allowance’s own rate',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('take', (w) =>
        w
          .selectFrom('coverage as c')
          .$call(arrayJoin('take', (eb) => eb.ref('c.takes')))
          .select((eb) => [...takeColumns(eb.ref('take'))]),
      )
      .with('own', (w) =>
        w
          .selectFrom('take as t')
          .innerJoin('grant as g', 'g.grant_id', 't.grant_id')
          .select((eb) => [
            't.use_key',
            ch.sum(ch.exact(ch.mul(ch.exact(eb.ref('t.covered')), eb.ref('g.rate')))).as('rated'),
          ])
          .where('g.rate', '<>', '0')
          .groupBy('t.use_key'),
      )
      .with('change', (w) =>
        w
          .selectFrom('coverage as c')
          .$call(arrayJoin('change', (eb) => eb.ref('c.changes')))
          .select((eb) => [
            ch.element<Text>(eb.ref('change'), 1).as('use_key'),
            ch.element<Decimal<9>>(eb.ref('change'), 2).as('before'),
            ch.element<Decimal<9>>(eb.ref('change'), 3).as('after'),
            ch.element<Decimal<9>>(eb.ref('change'), 4).as('refused'),
            ch.element<Decimal<9>>(eb.ref('change'), 5).as('from'),
          ]),
      )
      .with('changed', (w) =>
        w
          .selectFrom('change as c')
          .select((eb) => {
            const refused = eb.ref('c.refused')
            const covered = ch.decimal(ch.minus(ch.minus(eb.ref('c.before'), eb.ref('c.after')), refused), 9)
            const begin = ch.decimal(ch.plus(eb.ref('c.from'), covered), 9)
            const end = ch.decimal(ch.minus(ch.plus(eb.ref('c.from'), eb.ref('c.before')), refused), 9)
            return [
              'c.use_key',
              ch.sum(refused).as('refused'),
              ch.sum(covered).as('covered'),
              ch.sum(eb.ref('c.before')).as('before'),
              ch.arraySort(ch.groupArray(ch.tuple(begin, end))).as('paid'),
            ]
          })
          .groupBy('c.use_key')
          .having((eb) => eb(ch.sum(eb.ref('c.before')), '<>', ch.sum(eb.ref('c.after')))),
      )
      .selectFrom('priced as u')
      .innerJoin('changed as c', (join) =>
        join.on((eb) => eb('c.use_key', '=', useKey(ch.toString(eb.ref('u.service')), eb.ref('u.event_id')))),
      )
      .leftJoin('own as o', 'o.use_key', 'c.use_key')
      .select((eb) => {
        const one = ch.toUnsigned(ch.literal(1))
        const granted = ch.decimal(ch.minus(eb.ref('c.before'), eb.ref('c.refused')), 9)
        const paid = eb(eb.ref('c.covered'), '<', granted)
        const feeAnyway = eb.and([
          eb(ch.coalesce(eb.ref('u.connect_fee_when_covered'), ch.toBool(ch.literal(0))), '=', true),
          eb(granted, '>', '0'),
        ])
        const tails = ch.arrayMap(eb.ref('c.paid'), (piece) =>
          tailAmount({
            rate: ch.coalesce(eb.ref('u.rate'), ch.zero(9)) as Expression<Decimal<9>>,
            per: ch.coalesce(eb.ref('u.per_units'), one),
            parts: eb.ref('u.parts'),
            from: ch.element<Decimal<9>>(piece, 1),
            to: ch.element<Decimal<9>>(piece, 2),
          }),
        )
        // A partner's charge is of the whole use: what is not covered bears its share.
        const left = ch.minus(granted, eb.ref('c.covered'))
        const marked = ch.exact(ch.coalesce(eb.ref('u.marked_amount'), ch.zero(9)))
        const share = ch.exact(ch.div(ch.exact(ch.mul(ch.decimal(marked, 9), left)), eb.ref('c.before')))
        const units = ch.plus(ch.exact(ch.arraySum(tails)), share)
        const amount = boundedAmount({
          fee: ch.exact(ch.if(eb.or([paid, feeAnyway]), ch.coalesce(eb.ref('u.connect_fee'), ch.zero(9)), ch.zero(9))),
          units: ch.plus(units, ch.exact(ch.coalesce(eb.ref('o.rated'), ch.exact(ch.zero(9))))),
          minimum: ch.if(paid, eb.ref('u.minimum_cost'), ch.null<Decimal<9>>()),
          ...boundsOf({
            maximum: eb.ref('u.maximum_cost'),
            includesFee: eb.ref('u.maximum_cost_includes_connect_fee'),
            rounding: eb.ref('u.rounding'),
            decimals: eb.ref('u.decimals'),
          }),
        })
        const byPeriod = eb.and([eb('u.model', 'is not', null), eb('u.model', '<>', 'rate')])
        const ownRate = ch.decimal(ch.round(ch.coalesce(eb.ref('o.rated'), ch.exact(ch.zero(9))), 9), 9)
        return ['c.use_key', 'c.covered', 'c.refused', ch.if(byPeriod, ownRate, amount).as('amount')]
      }),
  )
  .table({ orderBy: ['use_key'] })
  .check(notNull('use_key', 'amount'), unique('use_key'))

export interface UnitCoveredUsageRow extends RowOf<typeof inferred> {}

export const unitCoveredUsage: Model<'rating.unit_covered_usage', UnitCoveredUsageRow> = inferred
