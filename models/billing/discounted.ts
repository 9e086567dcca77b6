import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { DiscountWeightRow } from './discount_weight.ts'
import { BILL_SCALE } from './postpaid.ts'

const discountColumns = [
  'd.bill_id',
  'd.bill_to',
  'd.grant_id',
  'd.plan_id',
  'd.account_id',
  'd.only_line_id',
  'd.is_percentage',
  'd.amount',
  'd.applies_to',
  'd.prices',
  'd.offerings',
  'd.applied_order',
  'd.maximum',
  'd.minor_units',
  'd.bill_net',
] as const

const sinceEver = rowsBetween('unbounded', 0)

/**
 * The discounts of one stage, on what is left by the stage before: first those of single prices and kinds of charges, then
 * those of the whole bill. Within a stage percentages compound, each rounded once a bill; then fixed amounts, never below
 * zero; each spread over the taxes by what it was taken from, the last tax taking what rounding left.
 */
export function discounted<Name extends string, Weight extends string>(
  name: `billing.${Name}`,
  weights: Model<`billing.${Weight}`, DiscountWeightRow>,
  stage: 'charges' | 'bill',
) {
  return model(name, { weight: weights })
    .describe({
      description: `Discounts of ${stage === 'bill' ? 'the whole bill' : 'prices, of recurring charges and of usage'}, by tax, below zero. Percentages first, each of what the one before left; then fixed amounts down to zero.`,
      columns: { net: 'Rounded once a bill and discount; the last tax takes what rounding left' },
      tags: ['billing'],
    })
    .query((q) =>
      q
        .with('whole', (w) =>
          w
            .selectFrom('weight as d')
            .select((eb) => [...discountColumns, ch.sum(eb.ref('d.weight')).as('weight')])
            .groupBy(discountColumns),
        )
        .with('due', (w) =>
          w
            .selectFrom('whole as d')
            .selectAll('d')
            .select((eb) => {
              const fixed = ch.least(ch.decimal(eb.ref('d.amount'), 18), ch.greatest(eb.ref('d.weight'), ch.zero(18)))
              return ch
                .roundHalfUpTo(
                  ch.if(eb('d.is_percentage', '=', true), eb.ref('d.weight'), fixed),
                  eb.ref('d.minor_units'),
                  BILL_SCALE,
                )
                .as('total')
            }),
        )
        .with('summed', (w) =>
          w
            .selectFrom('due as d')
            .selectAll('d')
            .select((eb) =>
              over(ch.sum(eb.ref('d.total')), {
                partitionBy: [eb.ref('d.grant_id')],
                orderBy: [eb.ref('d.bill_to'), eb.ref('d.bill_id')],
                frame: sinceEver,
              }).as('totals'),
            ),
        )
        .with('capped', (w) =>
          w.selectFrom('summed as d').select((eb) => {
            const most = ch.decimal(ch.coalesce(eb.ref('d.maximum'), ch.zero(9)), BILL_SCALE)
            const within = ch.minus(
              ch.least(eb.ref('d.totals'), most),
              ch.least(ch.minus(eb.ref('d.totals'), eb.ref('d.total')), most),
            )
            return [
              'd.bill_id',
              'd.grant_id',
              'd.weight',
              'd.is_percentage',
              'd.account_id',
              'd.applied_order',
              'd.bill_net',
              ch.if(eb('d.maximum', 'is', null), eb.ref('d.total'), within).as('total'),
            ]
          }),
        )
        .with('running', (w) =>
          w
            .selectFrom('capped as d')
            .selectAll('d')
            .select((eb) => {
              const ofKind = (percentage: boolean) =>
                ch.if(eb('d.is_percentage', '=', percentage), eb.ref('d.total'), ch.zero(BILL_SCALE))
              const bill = { partitionBy: [eb.ref('d.bill_id')] }
              const order = {
                ...bill,
                orderBy: [eb.ref('d.applied_order'), eb.ref('d.account_id'), eb.ref('d.grant_id')],
                frame: sinceEver,
              } as const
              return [
                over(ch.sum(ofKind(true)), bill).as('percentages'),
                over(ch.sum(ofKind(false)), order).as('fixed'),
              ]
            }),
        )
        // What a percentage was rounded up by is no longer there for the fixed amounts: not a cent below zero.
        .with('bounded', (w) =>
          w.selectFrom('running as d').select((eb) => {
            const room = ch.greatest(
              ch.decimal(ch.minus(eb.ref('d.bill_net'), eb.ref('d.percentages')), BILL_SCALE),
              ch.zero(BILL_SCALE),
            )
            const fixed = ch.decimal(eb.ref('d.fixed'), BILL_SCALE)
            const before = ch.decimal(ch.minus(fixed, eb.ref('d.total')), BILL_SCALE)
            return [
              'd.bill_id',
              'd.grant_id',
              'd.weight',
              ch
                .if(
                  eb('d.is_percentage', '=', true),
                  eb.ref('d.total'),
                  ch.minus(ch.least(fixed, room), ch.least(before, room)),
                )
                .as('total'),
            ]
          }),
        )
        .with('shared', (w) =>
          w
            .selectFrom('weight as r')
            .innerJoin('bounded as d', (join) =>
              join.onRef('d.bill_id', '=', 'r.bill_id').onRef('d.grant_id', '=', 'r.grant_id'),
            )
            .select((eb) => [
              'r.bill_id',
              'r.grant_id',
              'r.plan_id',
              'r.account_id',
              'r.only_line_id as line_id',
              'r.discount_id',
              'r.name',
              'r.tax_id',
              'r.tax_category',
              'r.tax_rate',
              'r.currency',
              'r.minor_units',
              'd.total',
              ch
                .roundHalfUpTo(
                  ch.div(
                    ch.mul(ch.decimal(eb.ref('d.total'), 12), ch.roundHalfUp(eb.ref('r.weight'), 9)),
                    ch.roundHalfUp(eb.ref('d.weight'), 9),
                  ),
                  eb.ref('r.minor_units'),
                  BILL_SCALE,
                )
                .as('share'),
            ])
            .where((eb) => eb.and([eb('d.total', '<>', '0'), eb(ch.roundHalfUp(eb.ref('d.weight'), 9), '<>', '0')])),
        )
        .with('spread', (w) =>
          w
            .selectFrom('shared as s')
            .selectAll('s')
            .select((eb) => {
              const group = { partitionBy: [eb.ref('s.bill_id'), eb.ref('s.grant_id')] }
              return [
                ch.minus(over(ch.sum(eb.ref('s.share')), group), eb.ref('s.share')).as('others'),
                over(ch.lead(eb.ref('s.tax_rate')), {
                  ...group,
                  orderBy: [eb.ref('s.tax_rate'), eb.ref('s.tax_category'), eb.ref('s.tax_id')],
                }).as('next_rate'),
              ]
            }),
        )
        .selectFrom('spread as s')
        .select((eb) => [
          's.bill_id',
          's.grant_id',
          's.plan_id',
          's.account_id',
          's.line_id',
          's.discount_id',
          's.name',
          's.tax_id',
          's.tax_category',
          's.tax_rate',
          's.currency',
          's.minor_units',
          ch
            .negate(
              ch.if(eb('s.next_rate', 'is', null), ch.minus(eb.ref('s.total'), eb.ref('s.others')), eb.ref('s.share')),
            )
            .as('net'),
        ]),
    )
    .table({ orderBy: ['bill_id', 'grant_id', 'tax_rate'] })
    .check(notNull('bill_id', 'grant_id', 'net'))
}

/** A discount on a bill. */
export interface DiscountedRow extends RowOf<ReturnType<typeof discounted>> {}
