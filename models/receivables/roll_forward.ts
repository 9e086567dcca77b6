import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { posting } from './posting.ts'

/** Receivables from one month end to the next. */
export const rollForward = model('receivables.roll_forward', { posting })
  .describe({
    description:
      'Receivables by posting month and currency: opening + invoices − credit notes − payments + reversals and chargebacks + refunds = closing (100 + 120 − 20 − 150 + 150 charged back − 10 paid = 190).',
    columns: { credit_notes: 'Signed: below zero', payments: 'Signed: below zero' },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('monthly', (w) =>
        w
          .selectFrom('posting as p')
          .select((eb) => {
            const of = (kind: 'invoice' | 'credit note' | 'payment' | 'reversal' | 'chargeback' | 'refund') =>
              ch.sumIf(eb.ref('p.amount'), eb('p.kind', '=', kind))
            return [
              ch.toStartOfMonth(eb.ref('p.posted_on')).as('month'),
              'p.currency',
              of('invoice').as('invoices'),
              of('credit note').as('credit_notes'),
              of('payment').as('payments'),
              of('reversal').as('reversals'),
              of('chargeback').as('chargebacks'),
              of('refund').as('refunds'),
              ch.sum(eb.ref('p.amount')).as('movement'),
            ]
          })
          .groupBy((eb) => [ch.toStartOfMonth(eb.ref('p.posted_on')), eb.ref('p.currency')]),
      )
      .selectFrom('monthly as m')
      .select((eb) => {
        const closing = over(ch.sum(eb.ref('m.movement')), {
          partitionBy: [eb.ref('m.currency')],
          orderBy: [eb.ref('m.month')],
          frame: 'rows between unbounded preceding and current row',
        })
        return [
          'm.month',
          'm.currency',
          ch.minus(closing, eb.ref('m.movement')).as('opening'),
          'm.invoices',
          'm.credit_notes',
          'm.payments',
          'm.reversals',
          'm.chargebacks',
          'm.refunds',
          closing.as('closing'),
        ]
      }),
  )
  .table({ orderBy: ['currency', 'month'] })
  .check(
    notNull('month', 'currency', 'closing'),
    unique('month', 'currency'),
    expression('opening + movements = closing', (eb) => {
      const columns = ['invoices', 'credit_notes', 'payments', 'reversals', 'chargebacks', 'refunds'] as const
      const moved = columns
        .slice(1)
        .reduce((sum, column) => ch.plus(sum, eb.ref(column)), ch.plus(eb.ref('opening'), eb.ref('invoices')))
      return eb('closing', '=', moved)
    }),
  )
