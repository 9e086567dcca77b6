import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import type { Amount } from './covering.ts'
import { noneOf } from './none_of.ts'
import { boundedAmount, boundsOf, tailAmount } from './priced_amount.ts'
import { pricedUsage } from './priced_usage.ts'
import { takeColumns } from './takes.ts'
import { unitCoverage } from './unit_coverage.ts'
import { usageGrant } from './usage_grant.ts'
import { useKey } from './use_key.ts'

const noPieces = noneOf(ch.tuple(ch.zero(9), ch.zero(9)))

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
      // Told once a pool, before its changes are rows: after that it would be looked for in all of them for each.
      .with('pooled', (w) =>
        w.selectFrom('coverage as c').select((eb) => [
          'c.changes',
          // Of a pool that has something for some bands only, uses are in pieces.
          ch.arrayExists(eb.ref('c.changes'), (one) => eb(ch.element<Amount>(one, 5), '>', '0')).as('in_pieces'),
        ]),
      )
      .with('change', (w) =>
        w
          .selectFrom('pooled as c')
          .$call(arrayJoin('change', (eb) => eb.ref('c.changes')))
          .select((eb) => [
            'c.in_pieces',
            ch.element<Text>(eb.ref('change'), 1).as('use_key'),
            ch.element<Amount>(eb.ref('change'), 2).as('before'),
            ch.element<Amount>(eb.ref('change'), 3).as('after'),
            ch.element<Amount>(eb.ref('change'), 4).as('refused'),
            ch.element<Amount>(eb.ref('change'), 5).as('from'),
          ]),
      )
      .with('piece', (w) =>
        w.selectFrom('change as c').select((eb) => {
          const refused = eb.ref('c.refused')
          const covered = ch.decimal(ch.minus(ch.minus(eb.ref('c.before'), eb.ref('c.after')), refused), 9)
          return [
            'c.in_pieces',
            'c.use_key',
            'c.before',
            'c.after',
            'c.refused',
            covered.as('covered'),
            ch.decimal(ch.plus(eb.ref('c.from'), covered), 9).as('begin'),
            ch.decimal(ch.minus(ch.plus(eb.ref('c.from'), eb.ref('c.before')), refused), 9).as('end'),
          ]
        }),
      )
      // Only pieces are grouped: a join that gathers an array for every use takes three times the CPU of one that does not.
      .with('changed', (w) =>
        w
          .selectFrom('piece as p')
          .select(['p.use_key', 'p.refused', 'p.covered', 'p.before', 'p.begin', 'p.end', noPieces.as('pieces')])
          .where((eb) => eb.and([eb('p.in_pieces', '=', false), eb('p.before', '<>', eb.ref('p.after'))]))
          .unionAll(
            w
              .selectFrom('piece as p')
              .select((eb) => [
                'p.use_key',
                ch.sum(eb.ref('p.refused')).as('refused'),
                ch.sum(eb.ref('p.covered')).as('covered'),
                ch.sum(eb.ref('p.before')).as('before'),
                ch.zero(9).as('begin'),
                ch.zero(9).as('end'),
                ch.arraySort(ch.groupArray(ch.tuple(eb.ref('p.begin'), eb.ref('p.end')))).as('pieces'),
              ])
              .where('p.in_pieces', '=', true)
              .groupBy('p.use_key')
              .having((eb) => eb(ch.sum(eb.ref('p.before')), '<>', ch.sum(eb.ref('p.after')))),
          ),
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
        const tail = (from: Expression<Amount>, to: Expression<Amount>) =>
          tailAmount({
            rate: ch.coalesce(eb.ref('u.rate'), ch.zero(9)) as Expression<Decimal<9>>,
            per: ch.coalesce(eb.ref('u.per_units'), one),
            parts: eb.ref('u.parts'),
            from,
            to,
          })
        const tails = ch.arrayMap(eb.ref('c.pieces'), (piece) =>
          tail(ch.element<Amount>(piece, 1), ch.element<Amount>(piece, 2)),
        )
        // Where it is in pieces, the tail from 0 to 0 is nothing.
        const unpaid = ch.plus(tail(eb.ref('c.begin'), eb.ref('c.end')), ch.exact(ch.arraySum(tails)))
        // A partner's charge is of the whole use: what is not covered bears its share.
        const left = ch.minus(granted, eb.ref('c.covered'))
        const marked = ch.exact(ch.coalesce(eb.ref('u.marked_amount'), ch.zero(9)))
        const share = ch.exact(ch.div(ch.exact(ch.mul(ch.decimal(marked, 9), left)), eb.ref('c.before')))
        const units = ch.plus(ch.exact(unpaid), share)
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
