import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { customerBill } from '../billing/customer_bill.ts'
import { issuedDocument } from '../billing/issued_document.ts'
import { clock } from '../staging/clock.ts'

/** What a document does to a receivable. */
export const documentKinds = ['invoice', 'credit note', 'debit note'] as const

/** Bills and notes that are in receivables. */
const inferred = model('receivables.posted_document', { bill: customerBill, issued: issuedDocument, clock })
  .describe({
    description:
      'Documents dated up to `as_of` that are owed. As soon as one bill has been issued these are what was issued, and drafts are unbilled; before that, where another system issues, drafts stand for its bills.',
    columns: { kind: 'invoice, credit note (a bill below zero is one) or debit note' },
    tags: ['receivables'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('due', (w) =>
        w
          .selectFrom('bill as b')
          .selectAll('b')
          .where((eb) =>
            eb(
              'b.bill_date',
              '<=',
              eb.selectFrom('clock as k').select((e) => ch.toDate(e.ref('k.as_of')).as('day')),
            ),
          )
          .where((eb) =>
            eb.or([
              eb('b.state', '=', 'issued'),
              eb(ch.toLong(ch.literal(0)), '=', eb.selectFrom('issued as i').select(ch.count().as('n'))),
            ]),
          ),
      )
      .selectFrom('due as b')
      .select((eb) => [
        'b.bill_id',
        'b.bill_number',
        ch
          .castTo(
            ch.multiIf(
              [
                [eb('b.kind', '=', 'debit note'), ch.text('debit note')],
                [eb.or([eb('b.kind', '=', 'credit note'), eb('b.gross', '<', '0')]), ch.text('credit note')],
              ],
              ch.text('invoice'),
            ),
            t.oneOf(...documentKinds),
          )
          .as('kind'),
        'b.corrects',
        'b.state',
        'b.billing_account_id',
        'b.customer_id',
        'b.period_from',
        'b.bill_date',
        'b.due_date',
        'b.net',
        'b.tax',
        'b.gross',
        'b.currency',
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'bill_date', 'bill_id'] })
  .check(notNull('bill_id', 'billing_account_id', 'gross'), unique('bill_id'), accepted('kind', documentKinds))

export interface PostedDocumentRow extends RowOf<typeof inferred> {}
export const postedDocument: Model<'receivables.posted_document', PostedDocumentRow> = inferred
