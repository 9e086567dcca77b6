import { accepted, expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'
import { billDiscount } from './bill_discount.ts'
import { chargeLine } from './charge_line.ts'
import { categoryColumn } from './line_category.ts'
import { lineDiscount } from './line_discount.ts'
import { BILL_SCALE } from './postpaid.ts'
import { spendLine } from './spend_line.ts'

const shownColumns = [
  'c.bill_id',
  'c.legal_entity_id',
  'c.payer_account_id',
  'c.bill_from',
  'c.bill_to',
  'c.billing_account_id',
  'c.customer_id',
  'c.subscription_id',
  'c.category',
  'c.service',
  'c.charge_id',
  'c.charge_from',
  'c.charge_to',
  'c.overdue_bill',
  'c.tax_id',
  'c.tax_category',
  'c.tax_rate',
  'c.currency',
] as const

/** What a draft bill says, line by line. */
const inferred = model('billing.draft_line', {
  charge: chargeLine,
  spend: spendLine,
  lineDiscount,
  billDiscount,
})
  .describe({
    description:
      'Lines of draft bills. A bill is of one payer, one bill period, one currency and one legal entity; it holds the recurring charges and one-off charges that are due with it, the usage of its period, the adjustments decided in it, then what spend limits and discounts change. Each line is rounded half up to the currency’s minor unit, and from there only added.',
    columns: {
      line_number:
        'By account, subscription (digits as numbers: S-2 before S-10) and kind; what is of the whole bill last',
      bill_id: 'payer/first day/currency, and /legal entity where the catalogue names one',
      billing_account_id: 'The payer',
      charged_account_id: 'The account whose charge it is: the payer itself, or a child',
      legal_entity_id: 'Who issues the bill; empty where the catalogue does not say',
      charge_id: 'Charge of the plan, price of the usage (its service where the source priced it), or discount',
      overdue_bill: 'Number of the overdue bill that a late fee is for; else empty',
      period_from: 'First local day the charge is for',
      period_to: 'First local day after it',
      quantity:
        'Days of a recurring charge (below zero: days given back); seconds, messages, bytes or events of usage; else 1',
      unit_price:
        'Price without tax of price_quantity units, where a line has one: net = unit_price × quantity ÷ price_quantity, half up',
      price_quantity: 'Units that unit_price is for: days of the period, seconds of a rate',
      net: 'Amount without tax, rounded to the minor unit',
      tax_id: 'Tax of the catalogue; empty where there is only a rate',
      tax_category: 'EN 16931 category (BT-151): S, Z, E, AE or O',
      tax_rate: 'Tax as a fraction of net; 0 for exempt payers',
      rated_amount: 'What net was rounded from',
      rounding_difference: 'rated_amount − net: the named difference between rating and bills',
    },
    tags: ['billing', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('less', (w) =>
        w.selectFrom('lineDiscount as d').selectAll('d').unionAll(w.selectFrom('billDiscount as d').selectAll('d')),
      )
      .with('bill', (w) =>
        w
          .selectFrom('charge as c')
          .select((eb) => [
            'c.bill_id',
            'c.legal_entity_id',
            'c.payer_account_id',
            'c.bill_from',
            'c.bill_to',
            ch.any(eb.ref('c.customer_id')).as('customer_id'),
          ])
          .groupBy(['c.bill_id', 'c.legal_entity_id', 'c.payer_account_id', 'c.bill_from', 'c.bill_to']),
      )
      .with('charged', (w) =>
        w
          .selectFrom('charge as c')
          .select((eb) => [
            'c.bill_id',
            ch.coalesce(eb.ref('c.subscription_id'), ch.text('')).as('line_id'),
            ch.any(eb.ref('c.billing_account_id')).as('billing_account_id'),
            ch.any(eb.ref('c.customer_id')).as('customer_id'),
          ])
          .groupBy(['c.bill_id', 'c.subscription_id']),
      )
      .with('shown', (w) =>
        w
          .selectFrom('charge as c')
          .select(shownColumns)
          .select(['c.description', 'c.unit_price', 'c.price_quantity', 'c.quantity', 'c.rated_amount', 'c.net'])
          .where('c.category', '<>', 'usage')
          .unionAll(
            // Use of several plans at one price is one line.
            w
              .selectFrom('charge as c')
              .select(shownColumns)
              .select((eb) => [
                ch.max(eb.ref('c.description')).as('description'),
                ch.any(eb.ref('c.unit_price')).as('unit_price'),
                ch.max(eb.ref('c.price_quantity')).as('price_quantity'),
                ch.toLong(ch.sum(eb.ref('c.quantity'))).as('quantity'),
                ch.decimal(ch.sum(eb.ref('c.rated_amount')), 9).as('rated_amount'),
                ch.decimal(ch.sum(eb.ref('c.net')), BILL_SCALE).as('net'),
              ])
              .where('c.category', '=', 'usage')
              .groupBy(shownColumns),
          ),
      )
      .with('line', (w) =>
        w
          .selectFrom('shown as c')
          .select((eb) => [
            'c.bill_id',
            'c.legal_entity_id',
            'c.payer_account_id',
            'c.bill_from',
            'c.bill_to',
            'c.billing_account_id',
            'c.customer_id',
            'c.subscription_id',
            ch.toInt(ch.literal(1)).as('rank'),
            ch.widen(eb.ref('c.category')).as('category'),
            'c.service',
            'c.description',
            'c.charge_id',
            'c.charge_from',
            'c.charge_to',
            'c.overdue_bill',
            'c.unit_price',
            'c.price_quantity',
            'c.quantity',
            'c.tax_id',
            'c.tax_category',
            'c.tax_rate',
            'c.currency',
            'c.rated_amount',
            'c.net',
          ])
          .unionAll(
            w
              .selectFrom('spend as s')
              .select((eb) => [
                's.bill_id',
                ch.lowCardinality(ch.widen(eb.ref('s.legal_entity_id'))).as('legal_entity_id'),
                's.payer_account_id',
                's.bill_from',
                's.bill_to',
                's.billing_account_id',
                's.customer_id',
                ch.toNullable(eb.ref('s.subscription_id')).as('subscription_id'),
                ch.toInt(ch.literal(2)).as('rank'),
                ch.widen(eb.ref('s.category')).as('category'),
                's.service',
                's.service as description',
                's.service as charge_id',
                's.bill_from as charge_from',
                's.bill_to as charge_to',
                ch.text('').as('overdue_bill'),
                ch.null<Decimal<9>>().as('unit_price'),
                ch.toLong(ch.literal(1)).as('price_quantity'),
                ch.toLong(ch.literal(1)).as('quantity'),
                's.tax_id',
                's.tax_category',
                's.tax_rate',
                's.currency',
                ch.decimal(eb.ref('s.net'), 9).as('rated_amount'),
                's.net',
              ]),
          )
          .unionAll(
            w
              .selectFrom('less as d')
              .innerJoin('bill as b', 'b.bill_id', 'd.bill_id')
              .leftJoin('charged as c', (join) =>
                join.onRef('c.bill_id', '=', 'd.bill_id').onRef('c.line_id', '=', 'd.line_id'),
              )
              .select((eb) => {
                const account = ch.coalesce(eb.ref('c.billing_account_id'), eb.ref('b.payer_account_id'))
                return [
                  'd.bill_id',
                  'b.legal_entity_id',
                  'b.payer_account_id',
                  'b.bill_from',
                  'b.bill_to',
                  ch.if(eb('d.account_id', '=', ''), account, eb.ref('d.account_id')).as('billing_account_id'),
                  ch.coalesce(eb.ref('c.customer_id'), eb.ref('b.customer_id')).as('customer_id'),
                  ch.if(eb('d.line_id', '=', ''), ch.null(), ch.toNullable(eb.ref('d.line_id'))).as('subscription_id'),
                  ch.toInt(ch.literal(3)).as('rank'),
                  ch.text('discount').as('category'),
                  ch.text('discount').as('service'),
                  'd.name as description',
                  'd.discount_id as charge_id',
                  'b.bill_from as charge_from',
                  'b.bill_to as charge_to',
                  ch.text('').as('overdue_bill'),
                  ch.null<Decimal<9>>().as('unit_price'),
                  ch.toLong(ch.literal(1)).as('price_quantity'),
                  ch.toLong(ch.literal(1)).as('quantity'),
                  'd.tax_id',
                  'd.tax_category',
                  'd.tax_rate',
                  'd.currency',
                  ch.decimal(eb.ref('d.net'), 9).as('rated_amount'),
                  'd.net',
                ]
              }),
          ),
      )
      .selectFrom('line as b')
      .select((eb) => [
        'b.bill_id',
        over(ch.rowNumber(), {
          partitionBy: [eb.ref('b.bill_id')],
          orderBy: [
            // What is of the whole bill comes last.
            ch.toInt(ch.toBool(eb.and([eb('b.rank', '=', 3), eb('b.subscription_id', 'is', null)]))),
            ch.naturalOrder(eb.ref('b.billing_account_id')),
            eb.ref('b.billing_account_id'),
            ch.naturalOrder(ch.coalesce(eb.ref('b.subscription_id'), ch.text(''))),
            ch.coalesce(eb.ref('b.subscription_id'), ch.text('')),
            eb.ref('b.rank'),
            eb.ref('b.category'),
            eb.ref('b.service'),
            eb.ref('b.charge_from'),
            eb.ref('b.description'),
            eb.ref('b.charge_id'),
            eb.ref('b.overdue_bill'),
            eb.ref('b.tax_rate'),
            eb.ref('b.tax_id'),
            eb.ref('b.net'),
          ],
        }).as('line_number'),
        'b.payer_account_id as billing_account_id',
        'b.billing_account_id as charged_account_id',
        'b.customer_id',
        'b.subscription_id',
        'b.legal_entity_id',
        'b.bill_from',
        'b.bill_to',
        'b.charge_from as period_from',
        'b.charge_to as period_to',
        ch.castTo(eb.ref('b.category'), categoryColumn).as('category'),
        'b.service',
        'b.description',
        'b.charge_id',
        'b.overdue_bill',
        'b.unit_price',
        'b.price_quantity',
        'b.quantity',
        'b.net',
        'b.tax_id',
        'b.tax_category',
        'b.tax_rate',
        'b.rated_amount',
        ch.minus(eb.ref('b.rated_amount'), ch.decimal(eb.ref('b.net'), 9)).as('rounding_difference'),
        'b.currency',
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'bill_from', 'bill_id', 'line_number'], shardBy: 'billing_account_id' })
  .check(
    notNull('bill_id', 'billing_account_id', 'net', 'tax_rate'),
    unique('bill_id', 'line_number'),
    accepted('tax_category', ['S', 'Z', 'E', 'AE', 'O']),
    accepted('category', ['recurring', 'usage', 'one-off', 'adjustment', 'discount']),
    expression('what was rounded is what rating said', (eb) =>
      eb('rated_amount', '=', ch.plus(ch.decimal(eb.ref('net'), 9), eb.ref('rounding_difference'))),
    ),
  )

export interface DraftLineRow extends RowOf<typeof inferred> {}
export const draftLine: Model<'billing.draft_line', DraftLineRow> = inferred
