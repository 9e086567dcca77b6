import type { Expression } from 'kysely'
import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { antiJoin, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { draftLine } from './draft_line.ts'
import { issuedDocument } from './issued_document.ts'
import { lateLine } from './late_line.ts'
import { categoryColumn } from './line_category.ts'

/** Lines of the bills that are to be issued. */
const inferred = model('billing.unissued_line', { draft: draftLine, late: lateLine, issued: issuedDocument })
  .describe({
    description:
      'Lines of draft bills: those of their own period, then what issued bills before them lack. Rebuilt at will until issued.',
    columns: {
      line_number: 'As in draft_line; then late lines by the bill they correct, account and subscription',
      corrects_bill: 'Number of the issued bill that lacks it; empty for a line of the bill’s own period',
      overdue_bill: 'Number of the overdue bill that a late fee is for; else empty',
      unit_price:
        'Price without tax of price_quantity units, where a line has one: net = unit_price × quantity ÷ price_quantity, half up',
      price_quantity: 'Units that unit_price is for: days of the period, seconds of a rate',
      net: 'Amount without tax, rounded to the minor unit',
      rounding_difference: 'rated_amount − net: the named difference between rating and bills',
    },
    tags: ['billing', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('line', (w) =>
        w
          .selectFrom('draft as d')
          .$call(antiJoin('issued as i', (join) => join.onRef('i.bill_id', '=', 'd.bill_id')))
          .select((eb) => [
            'd.bill_id',
            ch.toLong(eb.ref('d.line_number')).as('line_number'),
            ch.text('').as('corrects_bill'),
            'd.billing_account_id',
            'd.charged_account_id',
            'd.customer_id',
            'd.subscription_id',
            'd.legal_entity_id',
            'd.bill_from',
            'd.bill_to',
            'd.period_from',
            'd.period_to',
            ch.widen(eb.ref('d.category')).as('category'),
            'd.service',
            'd.description',
            'd.charge_id',
            ch.widen(eb.ref('d.overdue_bill')).as('overdue_bill'),
            'd.unit_price',
            'd.price_quantity',
            'd.quantity',
            'd.net',
            ch.widen(eb.ref('d.tax_id')).as('tax_id'),
            ch.widen(eb.ref('d.tax_category')).as('tax_category'),
            'd.tax_rate',
            'd.rated_amount',
            ch.widen(eb.ref('d.currency')).as('currency'),
          ])
          .unionAll(
            w
              .selectFrom('late as l')
              .select([
                'l.bill_id',
                ch.toLong(ch.literal(0)).as('line_number'),
                'l.corrects_bill',
                'l.billing_account_id',
                'l.charged_account_id',
                'l.customer_id',
                'l.subscription_id',
                'l.legal_entity_id',
                'l.bill_from',
                'l.bill_to',
                'l.period_from',
                'l.period_to',
                'l.category',
                'l.service',
                'l.description',
                'l.charge_id',
                'l.overdue_bill',
                ch.null<Decimal<9>>().as('unit_price'),
                ch.toLong(ch.literal(1)).as('price_quantity'),
                'l.quantity',
                'l.net',
                'l.tax_id',
                'l.tax_category',
                'l.tax_rate',
                'l.rated_amount',
                'l.currency',
              ])
              .where('l.settlement', '=', 'next bill'),
          ),
      )
      .selectFrom('line as l')
      .select((eb) => {
        const ofLate = (key: Expression<Text>) => ch.if(eb('l.corrects_bill', '=', ''), ch.text(''), key)
        return [
          'l.bill_id',
          over(ch.rowNumber(), {
            partitionBy: [eb.ref('l.bill_id')],
            orderBy: [
              eb.ref('l.corrects_bill'),
              eb.ref('l.line_number'),
              // Lines of the bill's own period have their numbers.
              ofLate(ch.naturalOrder(eb.ref('l.charged_account_id'))),
              eb.ref('l.charged_account_id'),
              ofLate(ch.naturalOrder(ch.coalesce(eb.ref('l.subscription_id'), ch.text('')))),
              ch.coalesce(eb.ref('l.subscription_id'), ch.text('')),
              eb.ref('l.period_from'),
              eb.ref('l.service'),
              eb.ref('l.charge_id'),
              eb.ref('l.overdue_bill'),
              eb.ref('l.tax_rate'),
            ],
          }).as('line_number'),
          'l.corrects_bill',
          'l.billing_account_id',
          'l.charged_account_id',
          'l.customer_id',
          'l.subscription_id',
          'l.legal_entity_id',
          'l.bill_from',
          'l.bill_to',
          'l.period_from',
          'l.period_to',
          ch.castTo(eb.ref('l.category'), categoryColumn).as('category'),
          'l.service',
          'l.description',
          'l.charge_id',
          'l.overdue_bill',
          'l.unit_price',
          'l.price_quantity',
          'l.quantity',
          'l.net',
          ch.lowCardinality(eb.ref('l.tax_id')).as('tax_id'),
          ch.lowCardinality(eb.ref('l.tax_category')).as('tax_category'),
          'l.tax_rate',
          'l.rated_amount',
          ch.minus(eb.ref('l.rated_amount'), ch.decimal(eb.ref('l.net'), 9)).as('rounding_difference'),
          ch.lowCardinality(eb.ref('l.currency')).as('currency'),
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'bill_from', 'bill_id', 'line_number'], shardBy: 'billing_account_id' })
  .check(
    notNull('bill_id', 'billing_account_id', 'net', 'tax_rate'),
    unique('bill_id', 'line_number'),
    accepted('category', ['recurring', 'usage', 'one-off', 'adjustment', 'discount']),
  )

export interface UnissuedLineRow extends RowOf<typeof inferred> {}
export const unissuedLine: Model<'billing.unissued_line', UnissuedLineRow> = inferred
