import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { moneyPosting } from './money_posting.ts'
import { postedDocument } from './posted_document.ts'
import { postingKinds } from './posting_kind.ts'

const kindColumn = t.oneOf(...postingKinds)

/** Everything that moves a receivable. */
export const posting = model('receivables.posting', { document: postedDocument, money: moneyPosting })
  .describe({
    description:
      'Postings to receivables up to `as_of`: documents, and payments with what undoes them, on the account that pays on that day. Adjustments reach receivables through the bill they are on; deposits are liabilities and not here.',
    columns: {
      posted_on: 'Date of the document, or the day the money arrived, in the account’s zone',
      amount: 'Signed: positive raises what is owed',
      document_id: 'Id of the bill or note, or of the payment',
    },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('document as b')
      .select((eb) => [
        'b.billing_account_id',
        ch.widen(eb.ref('b.currency')).as('currency'),
        'b.bill_date as posted_on',
        ch.castTo(eb.ref('b.kind'), kindColumn).as('kind'),
        'b.bill_id as document_id',
        'b.gross as amount',
      ])
      .unionAll((w) =>
        w
          .selectFrom('money as p')
          .select(['p.billing_account_id', 'p.currency', 'p.posted_on', 'p.kind', 'p.document_id', 'p.amount']),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'currency', 'posted_on'] })
  .check(
    notNull('billing_account_id', 'currency', 'posted_on', 'amount'),
    unique('kind', 'document_id'),
    accepted('kind', postingKinds),
  )
