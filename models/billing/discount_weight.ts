import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { discountGrant } from './discount_grant.ts'
import type { DiscountableRow } from './discountable.ts'
import { leftOfCharges } from './left_before.ts'

const cell = [
  'bill_id',
  'billing_account_id',
  'line_id',
  'category',
  'charge_id',
  'offering_id',
  'tax_id',
  'tax_category',
  'tax_rate',
] as const
const grant = [
  'bill_id',
  'bill_to',
  'grant_id',
  'plan_id',
  'account_id',
  'only_line_id',
  'discount_id',
  'name',
  'is_percentage',
  'amount',
  'applies_to',
  'prices',
  'offerings',
  'applied_order',
  'maximum',
  'tax_id',
  'tax_category',
  'tax_rate',
  'currency',
  'minor_units',
] as const
const of = <A extends string, C extends string>(alias: A, columns: readonly C[]) =>
  columns.map((column) => `${alias}.${column}` as const)

/**
 * What the discounts of one stage are taken from, by tax: of a percentage what it takes, before rounding; of a fixed amount
 * what the percentages and the fixed amounts before it leave.
 */
export function discountWeight<Name extends string, Cell extends string>(
  name: `billing.${Name}`,
  cells: Model<`billing.${Cell}`, DiscountableRow>,
  stage: 'charges' | 'bill',
) {
  return model(name, { cell: cells, grant: discountGrant })
    .describe({
      description: `Discounts of ${stage === 'bill' ? 'the whole bill' : 'prices, of recurring charges and of usage'} by tax, and what each is taken from. Percentages compound in their order; fixed amounts are taken in theirs, each from what all before it leave.`,
      columns: {
        bill_net: 'All that the discounts of the stage could be taken from',
        only_line_id: 'Only charges of this subscription; empty = all',
        weight: 'Of a percentage what it takes, not rounded; of a fixed amount what there is to take it from',
      },
      tags: ['billing'],
    })
    .query((q) =>
      q
        .with('charge', (w) =>
          w
            .selectFrom('cell as c')
            .selectAll('c')
            .select((eb) => over(ch.sum(eb.ref('c.net')), { partitionBy: [eb.ref('c.bill_id')] }).as('bill_net')),
        )
        .with('matched', (w) =>
          w
            .selectFrom('charge as c')
            .innerJoin('grant as g', 'g.bill_id', 'c.bill_id')
            .select([
              ...of('c', cell),
              'c.currency',
              'c.minor_units',
              'c.net',
              'c.bill_net',
              'g.grant_id',
              'g.bill_to',
              'g.plan_id',
              'g.account_id',
              'g.line_id as only_line_id',
              'g.discount_id',
              'g.name',
              'g.is_percentage',
              'g.percentage',
              'g.amount',
              'g.applies_to',
              'g.prices',
              'g.offerings',
              'g.applied_order',
              'g.maximum',
              'g.at_least',
              'g.below',
            ])
            .select((eb) =>
              over(ch.sum(eb.ref('c.net')), { partitionBy: [eb.ref('c.bill_id'), eb.ref('g.grant_id')] }).as('base'),
            )
            .where((eb) => {
              const ofKind = (kind: string) => eb.and([eb('g.applies_to', '=', kind), eb('c.category', '=', kind)])
              const priced = eb.and([
                eb('g.applies_to', '=', 'price'),
                eb(ch.has(eb.ref('g.prices'), eb.ref('c.charge_id')), '=', true),
              ])
              const ofPlans = eb(ch.arrayLength(eb.ref('g.offerings')), '>', 0n)
              const ofBill = eb('g.applies_to', '=', 'bill')
              return eb.and([
                stage === 'bill'
                  ? eb.and([ofBill, eb(ch.arrayLength(eb.ref('g.offerings')), '=', 0n)])
                  : eb.or([ofKind('recurring'), ofKind('usage'), priced, eb.and([ofBill, ofPlans])]),
                eb.or([
                  eb('g.account_id', '=', ''),
                  eb('g.account_id', '=', eb.ref('c.billing_account_id')),
                  eb('g.account_id', '=', eb.ref('c.payer_account_id')),
                ]),
                eb.or([eb('g.plan_id', '=', ''), eb('g.plan_id', '=', eb.ref('c.offering_id'))]),
                eb.or([eb('g.line_id', '=', ''), eb('g.line_id', '=', eb.ref('c.line_id'))]),
                eb.or([
                  eb(ch.arrayLength(eb.ref('g.offerings')), '=', 0n),
                  eb(ch.has(eb.ref('g.offerings'), eb.ref('c.offering_id')), '=', true),
                ]),
              ])
            }),
        )
        .with('met', (w) =>
          w
            .selectFrom('matched as c')
            .selectAll('c')
            .where((eb) => {
              const base = ch.decimal(eb.ref('c.base'), 9)
              const [atLeast, below] = [eb.ref('c.at_least'), eb.ref('c.below')]
              return eb.and([
                eb.or([eb('c.at_least', 'is', null), eb(base, '>=', ch.notNull(atLeast))]),
                eb.or([eb('c.below', 'is', null), eb(base, '<', ch.notNull(below))]),
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
                    partitionBy: of('c', cell).map((column) => eb.ref(column)),
                    orderBy: [eb.ref('c.applied_order'), eb.ref('c.grant_id')],
                    frame: rowsBetween('unbounded', 0),
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
            .select(of('c', cell))
            .select((eb) => ch.sum(eb.ref('c.weight')).as('weight'))
            .groupBy(of('c', cell)),
        )
        // Fixed amounts and the charges they are for, numbered within the bill.
        .with('fixed', (w) =>
          w
            .selectFrom('met as c')
            .leftJoin('taken as t', (join) =>
              cell.reduce((on, column) => on.onRef(`t.${column}`, '=', `c.${column}`), join),
            )
            .select([...of('c', grant), 'c.bill_net'])
            .select((eb) => [
              ch
                .decimal(ch.minus(ch.decimal(eb.ref('c.net'), 18), ch.coalesce(eb.ref('t.weight'), ch.zero(18))), 12)
                .as('left'),
              over(ch.denseRank(), {
                partitionBy: [eb.ref('c.bill_id')],
                orderBy: of('c', cell).map((column) => eb.ref(column)),
              }).as('charge_number'),
              over(ch.denseRank(), {
                partitionBy: [eb.ref('c.bill_id')],
                orderBy: [eb.ref('c.applied_order'), eb.ref('c.account_id'), eb.ref('c.grant_id')],
              }).as('grant_number'),
            ])
            .where('c.is_percentage', '=', false),
        )
        .with('fixed_whole', (w) =>
          w
            .selectFrom('fixed as f')
            .select((eb) => [
              'f.bill_id',
              'f.bill_to',
              'f.grant_id',
              'f.grant_number',
              'f.maximum',
              ch
                .least(
                  ch.decimal(eb.ref('f.amount'), 12),
                  ch.decimal(ch.coalesce(eb.ref('f.maximum'), eb.ref('f.amount')), 12),
                )
                .as('amount'),
              ch.groupArray(eb.ref('f.charge_number')).as('charges'),
            ])
            .groupBy(['f.bill_id', 'f.bill_to', 'f.grant_id', 'f.grant_number', 'f.maximum', 'f.amount']),
        )
        .with('fixed_charge', (w) =>
          w.selectFrom('fixed as f').select(['f.bill_id', 'f.charge_number', 'f.left']).distinct(),
        )
        .with('unlimited', (w) => leftOfCharges(w, 'fixed_whole'))
        .with('fixed_taken', (w) =>
          w
            .selectFrom('fixed_whole as f')
            .innerJoin('unlimited as u', 'u.bill_id', 'f.bill_id')
            .select(['f.bill_id', 'f.bill_to', 'f.grant_id', 'f.grant_number', 'f.maximum', 'f.amount', 'f.charges'])
            .select((eb) => {
              const number = eb.ref('f.grant_number')
              const left = (at: typeof number) => ch.arraySum(ch.at(eb.ref('u.left'), at))
              const after = ch.arraySum(ch.at(eb.ref('u.left'), ch.plus(number, ch.toLong(ch.literal(1)))))
              return ch.decimal(ch.minus(left(number), after), 12).as('taken')
            }),
        )
        // What earlier bills have used up of a maximum leaves that much more for the discounts after it. What they took is exact up to
        // the first discount that is used up; one after that may have taken more than is counted here.
        .with('fixed_grant', (w) =>
          w
            .selectFrom('fixed_taken as f')
            .select(['f.bill_id', 'f.grant_number', 'f.charges'])
            .select((eb) => {
              const used = ch.decimal(
                ch.minus(
                  over(ch.sum(eb.ref('f.taken')), {
                    partitionBy: [eb.ref('f.grant_id')],
                    orderBy: [eb.ref('f.bill_to'), eb.ref('f.bill_id')],
                    frame: rowsBetween('unbounded', 0),
                  }),
                  eb.ref('f.taken'),
                ),
                12,
              )
              const rest = ch.decimal(ch.minus(ch.decimal(ch.coalesce(eb.ref('f.maximum'), ch.zero(9)), 12), used), 12)
              return ch
                .if(
                  eb('f.maximum', 'is', null),
                  eb.ref('f.amount'),
                  ch.greatest(ch.least(eb.ref('f.amount'), rest), ch.zero(12)),
                )
                .as('amount')
            }),
        )
        .with('before', (w) => leftOfCharges(w, 'fixed_grant'))
        .with('weighed', (w) =>
          w
            .selectFrom('percent as c')
            .select([...of('c', grant), 'c.bill_net', 'c.weight'])
            .unionAll(
              w
                .selectFrom('fixed as c')
                .innerJoin('before as b', 'b.bill_id', 'c.bill_id')
                .select([...of('c', grant), 'c.bill_net'])
                .select((eb) =>
                  ch
                    .decimal(ch.at(ch.at(eb.ref('b.left'), eb.ref('c.grant_number')), eb.ref('c.charge_number')), 18)
                    .as('weight'),
                ),
            ),
        )
        .selectFrom('weighed as d')
        .select([...of('d', grant), 'd.bill_net'])
        .select((eb) => ch.decimal(ch.sum(eb.ref('d.weight')), 18).as('weight'))
        .groupBy([...of('d', grant), 'd.bill_net']),
    )
    .table({ orderBy: ['bill_id', 'grant_id', 'tax_rate'] })
    .check(notNull('bill_id', 'grant_id', 'weight'))
}

/** A discount of a bill and what it is taken from. */
export interface DiscountWeightRow extends RowOf<ReturnType<typeof discountWeight>> {}
