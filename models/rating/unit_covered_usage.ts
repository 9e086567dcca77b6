import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import type { ExpressionBuilder } from '../../transforms/sql/expression.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'
import type { Amount } from './covering.ts'
import { unitOf } from './pooled_use.ts'
import { boundedAmount, boundsOf, tailAmount } from './priced_amount.ts'
import { pricedUsage } from './priced_usage.ts'
import { ofChange, takeColumns } from './takes.ts'
import { unitCoverage } from './unit_coverage.ts'
import { usageGrant } from './usage_grant.ts'
import { useKey } from './use_key.ts'

/** Unit from which a change is paid again: what is covered comes first. */
const paidFrom = (eb: ExpressionBuilder<{ c: Record<'before' | 'after' | 'refused' | 'from', Amount> }, 'c'>) =>
  ch.decimal(
    ch.plus(
      eb.ref('c.from'),
      ch.decimal(ch.minus(ch.minus(eb.ref('c.before'), eb.ref('c.after')), eb.ref('c.refused')), 9),
    ),
    9,
  )

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
      allowance_id: 'Allowance of which it took first; empty where it took of several in pieces, or of none',
      unit: 'Unit in which allowances count it',
      taken: 'What it took of that',
      several: 'Whether it took more than once: see rating.allowance_take',
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
          ch.arrayExists(eb.ref('c.changes'), (one) => eb(ofChange.from(one), '>', '0')).as('in_pieces'),
        ]),
      )
      .with('change', (w) =>
        w
          .selectFrom('pooled as c')
          .$call(arrayJoin('change', (eb) => eb.ref('c.changes')))
          .select((eb) => {
            const change = eb.ref('change')
            return [
              'c.in_pieces',
              ofChange.key(change).as('use_key'),
              ofChange.before(change).as('before'),
              ofChange.after(change).as('after'),
              ofChange.refused(change).as('refused'),
              ofChange.from(change).as('from'),
              ofChange.allowance(change).as('allowance_id'),
              ofChange.taken(change).as('taken'),
              ofChange.several(change).as('several'),
            ]
          }),
      )
      .with('cut', (w) =>
        w
          .selectFrom('change as c')
          .select((eb) => {
            const end = ch.decimal(ch.minus(ch.plus(eb.ref('c.from'), eb.ref('c.before')), eb.ref('c.refused')), 9)
            return [
              'c.use_key',
              ch.sum(eb.ref('c.before')).as('before'),
              ch.sum(eb.ref('c.after')).as('after'),
              ch.sum(eb.ref('c.refused')).as('refused'),
              ch.arraySort(ch.groupArray(ch.tuple(paidFrom(eb), end))).as('pieces'),
            ]
          })
          .where('c.in_pieces', '=', true)
          .groupBy('c.use_key')
          .having((eb) => eb(ch.sum(eb.ref('c.before')), '<>', ch.sum(eb.ref('c.after')))),
      )
      // Pieces are joined by themselves: a join that gathers an array for every use takes three times the CPU.
      .with('changed', (w) =>
        w
          .selectFrom('change as c')
          .select([
            'c.use_key',
            'c.before',
            'c.after',
            'c.refused',
            'c.from',
            'c.allowance_id',
            'c.taken',
            'c.several',
            'c.in_pieces',
          ])
          .where((eb) => eb.and([eb('c.in_pieces', '=', false), eb('c.before', '<>', eb.ref('c.after'))]))
          .unionAll(
            w
              .selectFrom('cut as c')
              .select([
                'c.use_key',
                'c.before',
                'c.after',
                'c.refused',
                ch.zero(9).as('from'),
                ch.text('').as('allowance_id'),
                ch.zero(9).as('taken'),
                ch.toBool(ch.literal(1)).as('several'),
                ch.toBool(ch.literal(1)).as('in_pieces'),
              ]),
          ),
      )
      .selectFrom('priced as u')
      .innerJoin('changed as c', (join) =>
        join.on((eb) => eb('c.use_key', '=', useKey(ch.toString(eb.ref('u.service')), eb.ref('u.event_id')))),
      )
      .leftJoin('cut as k', 'k.use_key', 'c.use_key')
      .leftJoin('own as o', 'o.use_key', 'c.use_key')
      .select((eb) => {
        const one = ch.toUnsigned(ch.literal(1))
        const granted = ch.decimal(ch.minus(eb.ref('c.before'), eb.ref('c.refused')), 9)
        const covered = ch.decimal(ch.minus(granted, eb.ref('c.after')), 9)
        const paid = eb(covered, '<', granted)
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
        const tails = ch.arrayMap(ch.notNull(eb.ref('k.pieces')), (piece) =>
          tail(ch.element<Amount>(piece, 1), ch.element<Amount>(piece, 2)),
        )
        // Where it is in pieces, the tail from 0 to 0 is nothing.
        const whole = (at: Expression<Amount>) => ch.if(eb('c.in_pieces', '=', false), at, ch.zero(9))
        const begin = whole(paidFrom(eb))
        const end = whole(ch.decimal(ch.plus(eb.ref('c.from'), granted), 9))
        const unpaid = ch.plus(tail(begin, end), ch.exact(ch.arraySum(tails)))
        // A partner's charge is of the whole use: what is not covered bears its share.
        const left = ch.minus(granted, covered)
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
        return [
          'c.use_key',
          covered.as('covered'),
          'c.refused',
          ch.if(byPeriod, ownRate, amount).as('amount'),
          'c.allowance_id',
          unitOf(eb.ref('u.service')).as('unit'),
          'c.taken',
          'c.several',
        ]
      }),
  )
  .table({ orderBy: ['use_key'] })
  .check(notNull('use_key', 'amount'), unique('use_key'))

export interface UnitCoveredUsageRow extends RowOf<typeof inferred> {}

export const unitCoveredUsage: Model<'rating.unit_covered_usage', UnitCoveredUsageRow> = inferred
