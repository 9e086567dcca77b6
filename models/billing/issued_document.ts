import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { firstLanded } from '../staging/deduplicate.ts'

/** How the ids of credit notes for what was found late begin. */
export const LATE_NOTE = 'note/late/'

/** Bills and notes as they were issued. */
const inferred = model('billing.issued_document', { issued: sources.issuedBill })
  .describe({
    description: 'Bills, credit notes and debit notes as they were issued.',
    columns: {
      late: 'A credit note that the models asked for, because less had been used than was billed',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('fixed', (w) =>
        w
          .selectFrom('issued as i')
          .selectAll('i')
          .$call(firstLanded((eb) => [eb.ref('i.bill_id')])),
      )
      .selectFrom('fixed as i')
      .select((eb) => [
        'i.bill_id',
        'i.bill_number',
        ch.widen(eb.ref('i.kind')).as('kind'),
        'i.corrects',
        'i.reason',
        ch.toBool(ch.startsWith(eb.ref('i.bill_id'), ch.text(LATE_NOTE))).as('late'),
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
  )
  .table({ orderBy: ['bill_id'] })
  .check(notNull('bill_id', 'bill_number', 'gross'), unique('bill_id'), unique('bill_number'))

export interface IssuedDocumentRow extends RowOf<typeof inferred> {}
export const issuedDocument: Model<'billing.issued_document', IssuedDocumentRow> = inferred
