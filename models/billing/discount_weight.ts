import type { Expression } from 'kysely'
import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { cappedLeft, leftOfBills } from './capped_left.ts'
import { cell, grant, of } from './discount_columns.ts'
import { discountGrant } from './discount_grant.ts'
import type { DiscountableRow } from './discountable.ts'
import { leftOfCharges } from './left_before.ts'

/** Place of a row among those of its bill, or its payer, by the order of what is the same for rows of one place. */
const numbered = (within: Expression<string>, orderBy: readonly Expression<unknown>[]) =>
  over(ch.denseRank(), { partitionBy: [within], orderBy })

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
      description: `Discounts of ${stage === 'bill' ? 'the whole bill' : 'prices, of recurring charges and of usage'} by tax, and what each is taken from. Percentages compound in their order; fixed amounts are taken in theirs, each from what all before it leave. Of a maximum counts what was taken on earlier bills of the payer.`,
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
              'c.payer_account_id',
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
        // Of a payer with a maximum what is left of it follows from bill to bill.
        .with('placed', (w) =>
          w
            .selectFrom('met as c')
            .selectAll('c')
            .select((eb) =>
              over(ch.max(ch.isNotNull(eb.ref('c.maximum'))), { partitionBy: [eb.ref('c.payer_account_id')] }).as(
                'is_capped',
              ),
            ),
        )
        .with('compounded', (w) =>
          w
            .selectFrom('placed as c')
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
            .where('c.is_percentage', '=', true)
            .where('c.is_capped', '=', false),
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
            .selectFrom('placed as c')
            .leftJoin('taken as t', (join) =>
              cell.reduce((on, column) => on.onRef(`t.${column}`, '=', `c.${column}`), join),
            )
            .select([...of('c', grant), 'c.bill_net'])
            .select((eb) => [
              ch
                .decimal(ch.minus(ch.decimal(eb.ref('c.net'), 18), ch.coalesce(eb.ref('t.weight'), ch.zero(18))), 12)
                .as('left'),
              numbered(
                eb.ref('c.bill_id'),
                of('c', cell).map((column) => eb.ref(column)),
              ).as('charge_number'),
              numbered(eb.ref('c.bill_id'), [
                eb.ref('c.applied_order'),
                eb.ref('c.account_id'),
                eb.ref('c.grant_id'),
              ]).as('grant_number'),
            ])
            .where('c.is_percentage', '=', false)
            .where('c.is_capped', '=', false),
        )
        .with('fixed_grant', (w) =>
          w
            .selectFrom('fixed as f')
            .select((eb) => [
              'f.bill_id',
              'f.grant_number',
              ch.decimal(eb.ref('f.amount'), 12).as('amount'),
              ch.groupArray(eb.ref('f.charge_number')).as('charges'),
            ])
            .groupBy(['f.bill_id', 'f.grant_number', 'f.amount']),
        )
        .with('fixed_charge', (w) =>
          w.selectFrom('fixed as f').select(['f.bill_id', 'f.charge_number', 'f.left']).distinct(),
        )
        .with('before', (w) => leftOfCharges(w))
        .with('capped', (w) =>
          w
            .selectFrom('placed as c')
            .select([...of('c', grant), 'c.payer_account_id', 'c.percentage', 'c.net', 'c.bill_net'])
            .select((eb) => [
              numbered(eb.ref('c.payer_account_id'), [eb.ref('c.bill_to'), eb.ref('c.bill_id')]).as('bill_number'),
              numbered(eb.ref('c.payer_account_id'), [eb.ref('c.grant_id')]).as('used_number'),
              numbered(
                eb.ref('c.bill_id'),
                of('c', cell).map((column) => eb.ref(column)),
              ).as('charge_number'),
              numbered(eb.ref('c.bill_id'), [
                ch.not(eb.ref('c.is_percentage')),
                eb.ref('c.applied_order'),
                ch.if(eb('c.is_percentage', '=', true), ch.text(''), eb.ref('c.account_id')),
                eb.ref('c.grant_id'),
              ]).as('grant_number'),
            ])
            .where('c.is_capped', '=', true),
        )
        .with('capped_bill', (w) => cappedLeft(w))
        .with('capped_left', (w) =>
          w
            .selectFrom('capped_bill as b')
            .select((eb) => [
              'b.payer_account_id',
              leftOfBills(ch.arraySort(ch.groupArray(eb.ref('b.bill'))), ch.toLong(ch.max(eb.ref('b.discounts')))).as(
                'left',
              ),
            ])
            .groupBy('b.payer_account_id'),
        )
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
            )
            .unionAll(
              w
                .selectFrom('capped as c')
                .innerJoin('capped_left as b', 'b.payer_account_id', 'c.payer_account_id')
                .select([...of('c', grant), 'c.bill_net'])
                .select((eb) => {
                  const left = ch.at(eb.ref('b.left'), eb.ref('c.bill_number'))
                  const before = ch.at(ch.at(left, eb.ref('c.grant_number')), eb.ref('c.charge_number'))
                  const next = ch.plus(ch.toLong(eb.ref('c.grant_number')), ch.toLong(ch.literal(1)))
                  const after = ch.at(ch.at(left, next), eb.ref('c.charge_number'))
                  return ch
                    .decimal(ch.if(eb('c.is_percentage', '=', true), ch.minus(before, after), before), 18)
                    .as('weight')
                }),
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
