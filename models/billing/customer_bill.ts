import { accepted, expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { firstLanded } from '../staging/deduplicate.ts'
import { draftBill } from './draft_bill.ts'

/** Bills and notes: as issued, else as drafted. */
export const customerBill = model('billing.customer_bill', { draft: draftBill, issued: sources.issuedBill })
  .describe({
    description:
      'Bills of all closed periods, one a payer, bill period, currency and legal entity, and notes that correct them: what was issued as it was issued, everything else as its draft says now.',
    columns: {
      bill_id: 'payer/first day/currency, and /legal entity where the catalogue names one; note/ and its id for a note',
      bill_number: 'Number of the document; empty for a draft',
      kind: 'bill, credit note (amounts below zero) or debit note',
      corrects: 'Number of the bill that a note corrects',
      state: '`draft` may change with the next run, `issued` never',
      legal_entity_id: 'Who issues it; empty where the catalogue does not say',
      bill_date: 'The day after the period; of a note, its own date',
      due_date: 'bill_date + the payer’s payment terms',
      net: 'Exact sum of the lines',
      tax: 'Exact sum of the tax of each rate',
      gross: 'net + tax',
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
          .$call(firstLanded((eb) => [eb.ref('i.bill_id')])),
      )
      .selectFrom('draft as d')
      .$call(antiJoin('issued as b', (join) => join.onRef('b.bill_id', '=', 'd.bill_id')))
      .select((eb) => [
        'd.bill_id',
        ch.text('').as('bill_number'),
        ch.text('bill').as('kind'),
        ch.text('').as('corrects'),
        ch.text('draft').as('state'),
        'd.billing_account_id',
        'd.customer_id',
        'd.legal_entity_id',
        'd.period_from',
        'd.period_to',
        'd.bill_date',
        'd.due_date',
        'd.net',
        'd.tax',
        'd.gross',
        'd.currency',
        ch.toUnsigned(eb.ref('d.lines')).as('lines'),
      ])
      .unionAll((w) =>
        w
          .selectFrom('fixed as i')
          .select((eb) => [
            'i.bill_id',
            'i.bill_number',
            ch.widen(eb.ref('i.kind')).as('kind'),
            'i.corrects',
            ch.text('issued').as('state'),
            'i.billing_account_id',
            'i.customer_id',
            ch.lowCardinality(ch.widen(eb.ref('i.legal_entity_id'))).as('legal_entity_id'),
            'i.period_from',
            'i.period_to',
            'i.bill_date',
            'i.due_date',
            ch.decimal(eb.ref('i.net'), 3).as('net'),
            ch.decimal(eb.ref('i.tax'), 3).as('tax'),
            ch.decimal(eb.ref('i.gross'), 3).as('gross'),
            'i.currency',
            ch.toUnsigned(eb.ref('i.lines')).as('lines'),
          ]),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'period_from'] })
  .check(
    notNull('bill_id', 'billing_account_id', 'customer_id', 'gross', 'due_date'),
    unique('bill_id'),
    accepted('kind', ['bill', 'credit note', 'debit note']),
    expression('gross = net + tax', (eb) => eb('gross', '=', ch.plus(eb.ref('net'), eb.ref('tax')))),
  )
