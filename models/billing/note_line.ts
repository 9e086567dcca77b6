import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billLine } from './bill_line.ts'
import { issuedDocument } from './issued_document.ts'

/** Lines of notes that people wrote. */
const inferred = model('billing.note_line', { line: billLine, issued: issuedDocument })
  .describe({
    description:
      'Lines of credit and debit notes that people wrote: revenue given back or added on the day of the note. What the models asked for is not here, for its usage is rated anew in its own month.',
    columns: { net: 'Below zero on a credit note', note_date: 'Date on the note' },
    tags: ['billing', 'finance'],
  })
  .query((q) =>
    q
      .selectFrom('issued as i')
      .innerJoin('line as l', 'l.bill_id', 'i.bill_id')
      .select((eb) => [
        'i.bill_number as note_number',
        'i.kind',
        'i.corrects',
        'i.bill_date as note_date',
        'l.charged_account_id',
        'l.subscription_id',
        'l.service',
        ch.widen(eb.ref('l.currency')).as('currency'),
        'l.net',
      ])
      .where('i.kind', '<>', 'bill')
      .where('i.late', '=', false),
  )
  .table({ orderBy: ['charged_account_id', 'note_date'] })
  .check(notNull('note_number', 'net'))

export interface NoteLineRow extends RowOf<typeof inferred> {}
export const noteLine: Model<'billing.note_line', NoteLineRow> = inferred
