import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { firstLanded } from '../staging/deduplicate.ts'
import { categoryColumn } from './line_category.ts'
import { unissuedLine } from './unissued_line.ts'

/** What bills say, line by line. */
const inferred = model('billing.bill_line', {
  draft: unissuedLine,
  issued: sources.issuedBillLine,
})
  .describe({
    description:
      'Lines of bills and notes: as issued where a bill is issued, else as in its draft. Each is rounded half up to the currency’s minor unit, and from there only added.',
    columns: {
      bill_id: 'payer/first day/currency, and /legal entity where the catalogue names one; note/ and its id for a note',
      bill_number: 'Number of the document; empty for a draft',
      corrects_bill: 'Number of the issued bill that a note’s line or a late charge corrects; else empty',
      billing_account_id: 'The payer',
      charged_account_id: 'The account whose charge it is: the payer itself, or a child',
      legal_entity_id: 'Who issues the bill; empty where the catalogue does not say',
      charge_id: 'Charge of the plan, service of the usage, or discount',
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
      .with('fixed', (w) =>
        w
          .selectFrom('issued as i')
          .selectAll('i')
          .$call(firstLanded((eb) => [eb.ref('i.bill_id'), eb.ref('i.line_number')])),
      )
      .selectFrom('draft as d')
      .select((eb) => [
        'd.bill_id',
        ch.text('').as('bill_number'),
        ch.toUnsigned(eb.ref('d.line_number')).as('line_number'),
        'd.corrects_bill',
        'd.billing_account_id',
        'd.charged_account_id',
        'd.customer_id',
        'd.subscription_id',
        'd.legal_entity_id',
        'd.bill_from',
        'd.bill_to',
        'd.period_from',
        'd.period_to',
        ch.castTo(eb.ref('d.category'), categoryColumn).as('category'),
        'd.service',
        'd.description',
        'd.charge_id',
        'd.overdue_bill',
        'd.unit_price',
        'd.price_quantity',
        'd.quantity',
        'd.net',
        ch.widen(eb.ref('d.tax_id')).as('tax_id'),
        ch.widen(eb.ref('d.tax_category')).as('tax_category'),
        'd.tax_rate',
        'd.rated_amount',
        'd.rounding_difference',
        'd.currency',
      ])
      .unionAll((w) =>
        w
          .selectFrom('fixed as i')
          .select((eb) => [
            'i.bill_id',
            'i.bill_number',
            ch.toUnsigned(eb.ref('i.line_number')).as('line_number'),
            'i.corrects_bill',
            'i.billing_account_id',
            'i.charged_account_id',
            'i.customer_id',
            'i.subscription_id',
            ch.lowCardinality(ch.widen(eb.ref('i.legal_entity_id'))).as('legal_entity_id'),
            'i.bill_from',
            'i.bill_to',
            'i.period_from',
            'i.period_to',
            ch.castTo(eb.ref('i.category'), categoryColumn).as('category'),
            'i.service',
            'i.description',
            'i.charge_id',
            'i.overdue_bill',
            ch.decimal(eb.ref('i.unit_price'), 9).as('unit_price'),
            ch.toLong(eb.ref('i.price_quantity')).as('price_quantity'),
            ch.toLong(eb.ref('i.quantity')).as('quantity'),
            ch.decimal(eb.ref('i.net'), 3).as('net'),
            ch.widen(eb.ref('i.tax_id')).as('tax_id'),
            ch.widen(eb.ref('i.tax_category')).as('tax_category'),
            ch.decimal(eb.ref('i.tax_rate'), 6).as('tax_rate'),
            ch.decimal(eb.ref('i.rated_amount'), 9).as('rated_amount'),
            ch.minus(ch.decimal(eb.ref('i.rated_amount'), 9), ch.decimal(eb.ref('i.net'), 9)).as('rounding_difference'),
            'i.currency',
          ]),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'bill_from', 'bill_id', 'line_number'], shardBy: 'billing_account_id' })
  .check(
    notNull('bill_id', 'billing_account_id', 'net', 'tax_rate'),
    unique('bill_id', 'line_number'),
    accepted('category', ['recurring', 'usage', 'one-off', 'adjustment', 'discount']),
  )

export interface BillLineRow extends RowOf<typeof inferred> {}
export const billLine: Model<'billing.bill_line', BillLineRow> = inferred
