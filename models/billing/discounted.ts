import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { discountGrant } from './discount_grant.ts'
import type { DiscountableRow } from './discountable.ts'
import { BILL_SCALE } from './postpaid.ts'

const cell = ['c.bill_id', 'c.billing_account_id', 'c.line_id', 'c.category', 'c.charge_id', 'c.tax_rate'] as const
const sinceEver = 'rows between unbounded preceding and current row'

/**
 * The discounts of one stage, on what is left by the stage before: first those of single prices and kinds of charges, then
 * those of the whole bill. Within a stage percentages compound, each rounded once a bill; then fixed amounts, never below
 * zero; each spread over the tax rates by what it was taken from, the last rate taking what rounding left.
 */
export function discounted<Name extends string, Cell extends string>(
  name: `billing.${Name}`,
  cells: Model<`billing.${Cell}`, DiscountableRow>,
  stage: 'charges' | 'bill',
) {
  return model(name, { cell: cells, grant: discountGrant })
    .describe({
      description: `Discounts of ${stage === 'bill' ? 'the whole bill' : 'prices, of recurring charges and of usage'}, by tax rate, below zero. Percentages first, each of what the one before left; then fixed amounts down to zero.`,
      columns: { net: 'Rounded once a bill and discount; the last tax rate takes what rounding left' },
      tags: ['billing'],
    })
    .query((q) =>
      q
        .with('met', (w) =>
          w
            .selectFrom('cell as c')
            .innerJoin('grant as g', 'g.bill_id', 'c.bill_id')
            .select([
              ...cell,
              'c.currency',
              'c.minor_units',
              'c.net',
              'g.grant_id',
              'g.bill_to',
              'g.account_id',
              'g.line_id as only_line_id',
              'g.discount_id',
              'g.name',
              'g.is_percentage',
              'g.percentage',
              'g.amount',
              'g.applies_to',
              'g.prices',
              'g.applied_order',
              'g.maximum',
            ])
            .where((eb) => {
              const ofKind = (kind: string) => eb.and([eb('g.applies_to', '=', kind), eb('c.category', '=', kind)])
              const priced = eb.and([
                eb('g.applies_to', '=', 'price'),
                eb(ch.has(eb.ref('g.prices'), eb.ref('c.charge_id')), '=', true),
              ])
              return eb.and([
                stage === 'bill'
                  ? eb('g.applies_to', '=', 'bill')
                  : eb.or([ofKind('recurring'), ofKind('usage'), priced]),
                eb.or([
                  eb('g.account_id', '=', ''),
                  eb('g.account_id', '=', eb.ref('c.billing_account_id')),
                  eb('g.account_id', '=', eb.ref('c.payer_account_id')),
                ]),
                eb.or([eb('g.line_id', '=', ''), eb('g.line_id', '=', eb.ref('c.line_id'))]),
              ])
            }),
        )
        .with('compounded', (w) =>
          w
            .selectFrom('met as c')
            .selectAll('c')
            .select((eb) =>
              ch
                .leftAfter(
                  over(ch.groupArray(eb.ref('c.percentage')), {
                    partitionBy: cell.map((column) => eb.ref(column)),
                    orderBy: [eb.ref('c.applied_order'), eb.ref('c.grant_id')],
                    frame: sinceEver,
                  }),
                )
                .as('left_after'),
            )
            .where('c.is_percentage', '=', true),
        )
        .with('percent', (w) =>
          w
            .selectFrom('compounded as c')
            .selectAll('c')
            .select((eb) =>
              ch
                .decimal(
                  ch.mul(
                    eb.ref('c.net'),
                    ch.minus(ch.at(eb.ref('c.left_after'), -2), ch.at(eb.ref('c.left_after'), -1)),
                  ),
                  18,
                )
                .as('weight'),
            ),
        )
        .with('taken', (w) =>
          w
            .selectFrom('percent as c')
            .select((eb) => [...cell, ch.sum(eb.ref('c.weight')).as('weight')])
            .groupBy([...cell]),
        )
        .with('weighed', (w) =>
          w
            .selectFrom('percent as c')
            .select([
              'c.bill_id',
              'c.bill_to',
              'c.grant_id',
              'c.account_id',
              'c.only_line_id',
              'c.discount_id',
              'c.name',
              'c.is_percentage',
              'c.amount',
              'c.applies_to',
              'c.prices',
              'c.applied_order',
              'c.maximum',
              'c.tax_rate',
              'c.currency',
              'c.minor_units',
              'c.weight',
            ])
            .unionAll(
              w
                .selectFrom('met as c')
                .leftJoin('taken as t', (join) =>
                  join
                    .onRef('t.bill_id', '=', 'c.bill_id')
                    .onRef('t.billing_account_id', '=', 'c.billing_account_id')
                    .onRef('t.line_id', '=', 'c.line_id')
                    .onRef('t.category', '=', 'c.category')
                    .onRef('t.charge_id', '=', 'c.charge_id')
                    .onRef('t.tax_rate', '=', 'c.tax_rate'),
                )
                .select((eb) => [
                  'c.bill_id',
                  'c.bill_to',
                  'c.grant_id',
                  'c.account_id',
                  'c.only_line_id',
                  'c.discount_id',
                  'c.name',
                  'c.is_percentage',
                  'c.amount',
                  'c.applies_to',
                  'c.prices',
                  'c.applied_order',
                  'c.maximum',
                  'c.tax_rate',
                  'c.currency',
                  'c.minor_units',
                  ch
                    .minus(
                      ch.decimal(eb.ref('c.net'), 18),
                      ch.decimal(ch.coalesce(eb.ref('t.weight'), ch.zero(18)), 18),
                    )
                    .as('weight'),
                ])
                .where('c.is_percentage', '=', false),
            ),
        )
        .with('by_rate', (w) =>
          w
            .selectFrom('weighed as d')
            .select((eb) => [
              'd.bill_id',
              'd.bill_to',
              'd.grant_id',
              'd.account_id',
              'd.only_line_id',
              'd.discount_id',
              'd.name',
              'd.is_percentage',
              'd.amount',
              'd.applies_to',
              'd.prices',
              'd.applied_order',
              'd.maximum',
              'd.tax_rate',
              'd.currency',
              'd.minor_units',
              ch.sum(eb.ref('d.weight')).as('weight'),
            ])
            .groupBy([
              'd.bill_id',
              'd.bill_to',
              'd.grant_id',
              'd.account_id',
              'd.only_line_id',
              'd.discount_id',
              'd.name',
              'd.is_percentage',
              'd.amount',
              'd.applies_to',
              'd.prices',
              'd.applied_order',
              'd.maximum',
              'd.tax_rate',
              'd.currency',
              'd.minor_units',
            ]),
        )
        .with('whole', (w) =>
          w
            .selectFrom('by_rate as d')
            .select((eb) => [
              'd.bill_id',
              'd.bill_to',
              'd.grant_id',
              'd.account_id',
              'd.only_line_id',
              'd.is_percentage',
              'd.amount',
              'd.applies_to',
              'd.prices',
              'd.applied_order',
              'd.maximum',
              'd.minor_units',
              ch.sum(eb.ref('d.weight')).as('weight'),
            ])
            .groupBy([
              'd.bill_id',
              'd.bill_to',
              'd.grant_id',
              'd.account_id',
              'd.only_line_id',
              'd.is_percentage',
              'd.amount',
              'd.applies_to',
              'd.prices',
              'd.applied_order',
              'd.maximum',
              'd.minor_units',
            ]),
        )
        .with('reached', (w) =>
          w
            .selectFrom('whole as d')
            .selectAll('d')
            .select((eb) =>
              over(ch.sum(eb.ref('d.amount')), {
                partitionBy: [
                  eb.ref('d.bill_id'),
                  eb.ref('d.account_id'),
                  eb.ref('d.only_line_id'),
                  eb.ref('d.applies_to'),
                  eb.ref('d.prices'),
                  eb.ref('d.is_percentage'),
                ],
                orderBy: [eb.ref('d.applied_order'), eb.ref('d.grant_id')],
                frame: sinceEver,
              }).as('amounts'),
            ),
        )
        .with('due', (w) =>
          w
            .selectFrom('reached as d')
            .selectAll('d')
            .select((eb) => {
              const rest = ch.greatest(eb.ref('d.weight'), ch.zero(18))
              const upTo = (amounts: typeof sum) => ch.least(ch.decimal(amounts, 18), rest)
              const sum = ch.decimal(eb.ref('d.amounts'), 9)
              const before = ch.decimal(ch.minus(eb.ref('d.amounts'), eb.ref('d.amount')), 9)
              return ch
                .roundHalfUpTo(
                  ch.if(eb('d.is_percentage', '=', true), eb.ref('d.weight'), ch.minus(upTo(sum), upTo(before))),
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
              ch.if(eb('d.maximum', 'is', null), eb.ref('d.total'), within).as('total'),
            ]
          }),
        )
        .with('shared', (w) =>
          w
            .selectFrom('by_rate as r')
            .innerJoin('capped as d', (join) =>
              join.onRef('d.bill_id', '=', 'r.bill_id').onRef('d.grant_id', '=', 'r.grant_id'),
            )
            .select((eb) => [
              'r.bill_id',
              'r.grant_id',
              'r.account_id',
              'r.only_line_id as line_id',
              'r.discount_id',
              'r.name',
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
                over(ch.lead(eb.ref('s.tax_rate')), { ...group, orderBy: [eb.ref('s.tax_rate')] }).as('next_rate'),
              ]
            }),
        )
        .selectFrom('spread as s')
        .select((eb) => [
          's.bill_id',
          's.grant_id',
          's.account_id',
          's.line_id',
          's.discount_id',
          's.name',
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
