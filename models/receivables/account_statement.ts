import { expression, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { posting } from './posting.ts'

/** What an account owed before and after each posting. */
export const accountStatement = model('receivables.account_statement', { posting })
  .describe({
    description:
      'Postings of every account and currency in order, with the balance before and after each: opening balance + invoice − payments. The last row up to a day says what was owed at its end.',
    columns: {
      number: 'Order within the account and currency, 1 the first; documents before money on one day',
      amount: 'Signed: positive raises what is owed',
      opening: 'Balance before',
      closing: 'opening + amount',
    },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('running', (w) =>
        w
          .selectFrom('posting as p')
          .selectAll('p')
          .select((eb) => {
            const inOrder = {
              partitionBy: [eb.ref('p.billing_account_id'), eb.ref('p.currency')],
              orderBy: [
                eb.ref('p.posted_on'),
                ch.if(
                  eb('p.kind', 'in', ['invoice', 'debit note', 'credit note']),
                  ch.toInt(ch.literal(0)),
                  ch.toInt(ch.literal(1)),
                ),
                eb.ref('p.document_id'),
                eb.ref('p.kind'),
              ],
              frame: rowsBetween('unbounded', 0),
            } as const
            return [over(ch.count(), inOrder).as('number'), over(ch.sum(eb.ref('p.amount')), inOrder).as('closing')]
          }),
      )
      .selectFrom('running as r')
      .select((eb) => [
        'r.billing_account_id',
        'r.currency',
        'r.number',
        'r.posted_on',
        'r.kind',
        'r.document_id',
        ch.minus(eb.ref('r.closing'), eb.ref('r.amount')).as('opening'),
        'r.amount',
        'r.closing',
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'currency', 'number'] })
  .check(
    notNull('billing_account_id', 'closing'),
    expression('opening + amount = closing', (eb) => eb('closing', '=', ch.plus(eb.ref('opening'), eb.ref('amount')))),
  )
