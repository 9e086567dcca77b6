import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { posting } from './posting.ts'
import type { PostingKind } from './posting_kind.ts'

/** Sums of an account's postings. */
export const accountTotal = model('receivables.account_total', { posting })
  .describe({
    description: 'Sums of postings by account and currency up to `as_of`.',
    columns: {
      credit:
        'What may settle bills: payments less reversals, chargebacks and refunds, plus credit notes and write-offs; below zero when more was given back than received',
      balance: 'Sum of all postings: what is owed',
    },
    tags: ['receivables'],
  })
  .query((q) =>
    q
      .selectFrom('posting as p')
      .select((eb) => {
        const of = (kind: PostingKind) => ch.sumIf(eb.ref('p.amount'), eb('p.kind', '=', kind))
        return [
          'p.billing_account_id',
          'p.currency',
          of('invoice').as('invoiced'),
          of('debit note').as('debit_notes'),
          of('credit note').as('credit_notes'),
          of('payment').as('payments'),
          of('reversal').as('reversals'),
          of('chargeback').as('chargebacks'),
          of('refund').as('refunds'),
          of('write-off').as('write_offs'),
          of('reinstatement').as('reinstatements'),
          ch.negate(ch.sumIf(eb.ref('p.amount'), eb('p.kind', 'not in', ['invoice', 'debit note']))).as('credit'),
          ch.sum(eb.ref('p.amount')).as('balance'),
        ]
      })
      .groupBy(['p.billing_account_id', 'p.currency']),
  )
  .table({ orderBy: ['billing_account_id', 'currency'] })
  .check(notNull('billing_account_id', 'balance'), unique('billing_account_id', 'currency'))
