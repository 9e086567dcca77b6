import { notNull } from '../../transforms/project/check.ts'
import { type Model, model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { type DiscountableRow, discountable } from './discountable.ts'
import { lineDiscount } from './line_discount.ts'

/** What discounts of the whole bill are taken from. */
export const discountedCharge: Model<'billing.discounted_charge', DiscountableRow> = model(
  'billing.discounted_charge',
  {
    charge: discountable,
    less: lineDiscount,
  },
)
  .describe({
    description:
      'Charges of bills, and the discounts of single charges below zero: what discounts of the bill are taken from.',
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('account', (w) =>
        w
          .selectFrom('charge as c')
          .select((eb) => [
            'c.bill_id',
            'c.line_id',
            ch.any(eb.ref('c.payer_account_id')).as('payer_account_id'),
            ch.any(eb.ref('c.billing_account_id')).as('billing_account_id'),
          ])
          .groupBy(['c.bill_id', 'c.line_id'])
          .unionAll(
            w
              .selectFrom('charge as c')
              .select((eb) => [
                'c.bill_id',
                ch.text('').as('line_id'),
                ch.any(eb.ref('c.payer_account_id')).as('payer_account_id'),
                ch.any(eb.ref('c.payer_account_id')).as('billing_account_id'),
              ])
              .groupBy('c.bill_id'),
          ),
      )
      .with('known', (w) =>
        w
          .selectFrom('account as a')
          .select((eb) => [
            'a.bill_id',
            'a.line_id',
            ch.any(eb.ref('a.payer_account_id')).as('payer_account_id'),
            ch.any(eb.ref('a.billing_account_id')).as('billing_account_id'),
          ])
          .groupBy(['a.bill_id', 'a.line_id']),
      )
      .selectFrom('charge as c')
      .selectAll('c')
      .unionAll((w) =>
        w
          .selectFrom('less as d')
          .innerJoin('known as a', (join) =>
            join.onRef('a.bill_id', '=', 'd.bill_id').onRef('a.line_id', '=', 'd.line_id'),
          )
          .select((eb) => [
            'd.bill_id',
            'a.payer_account_id',
            ch
              .if(eb('d.account_id', '=', ''), eb.ref('a.billing_account_id'), eb.ref('d.account_id'))
              .as('billing_account_id'),
            'd.line_id',
            ch.text('discount').as('category'),
            'd.grant_id as charge_id',
            'd.plan_id as offering_id',
            'd.tax_id',
            'd.tax_category',
            'd.tax_rate',
            'd.currency',
            'd.minor_units',
            'd.net',
          ]),
      ),
  )
  .table({ orderBy: ['bill_id', 'billing_account_id', 'line_id'] })
  .check(notNull('bill_id', 'net'))
