import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { posting } from './posting.ts'

/** Sums of an account's postings. */
export const accountTotal = model('receivables.account_total', { posting })
  .describe({
    description: 'Sums of postings by account and currency up to `as_of`.',
    columns: {
      credit:
        'What may settle bills: payments less reversals, chargebacks and refunds, plus credit notes; below zero when more was given back than received',
      balance: 'Sum of all postings: what is owed',
    },
    tags: ['receivables'],
  })
  .query((q) =>
    q
      .selectFrom('posting as p')
      .select((eb) => {
        const of = (kind: 'invoice' | 'credit note' | 'payment' | 'reversal' | 'chargeback' | 'refund') =>
          ch.sumIf(eb.ref('p.amount'), eb('p.kind', '=', kind))
        return [
          'p.billing_account_id',
          'p.currency',
          of('invoice').as('invoiced'),
          of('credit note').as('credit_notes'),
          of('payment').as('payments'),
          of('reversal').as('reversals'),
          of('chargeback').as('chargebacks'),
          of('refund').as('refunds'),
          ch.negate(ch.sumIf(eb.ref('p.amount'), eb('p.kind', '<>', 'invoice'))).as('credit'),
          ch.sum(eb.ref('p.amount')).as('balance'),
        ]
      })
      .groupBy(['p.billing_account_id', 'p.currency']),
  )
  .table({ orderBy: ['billing_account_id', 'currency'] })
  .check(notNull('billing_account_id', 'balance'), unique('billing_account_id', 'currency'))
