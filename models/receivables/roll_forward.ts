import type { RawBuilder } from 'kysely'
import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'
import { BILL_SCALE } from '../billing/postpaid.ts'
import { posting } from './posting.ts'
import { kindColumns, postingKinds } from './posting_kind.ts'

/** Receivables from one month end to the next. */
export const rollForward = model('receivables.roll_forward', { posting })
  .describe({
    description:
      'Receivables by posting month and currency: opening + invoices + debit notes − credit notes − payments + reversals and chargebacks + refunds − write-offs + reinstatements = closing (100 + 120 − 20 − 150 + 150 charged back − 10 paid = 190).',
    columns: { credit_notes: 'Signed: below zero', payments: 'Signed: below zero', write_offs: 'Signed: below zero' },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('monthly', (w) =>
        w
          .selectFrom('posting as p')
          .select((eb) => {
            return [
              ch.toStartOfMonth(eb.ref('p.posted_on')).as('month'),
              'p.currency',
              ...postingKinds.map((kind) =>
                ch.sumIf(eb.ref('p.amount'), eb('p.kind', '=', kind)).as(kindColumns[kind]),
              ),
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
          frame: rowsBetween('unbounded', 0),
        })
        return [
          'm.month',
          'm.currency',
          ch.minus(closing, eb.ref('m.movement')).as('opening'),
          ...postingKinds.map((kind) => `m.${kindColumns[kind]}` as const),
          closing.as('closing'),
        ]
      }),
  )
  .table({ orderBy: ['currency', 'month'] })
  .check(
    notNull('month', 'currency', 'closing'),
    unique('month', 'currency'),
    expression('opening + movements = closing', (eb) => {
      const moved = postingKinds.reduce<RawBuilder<Decimal<typeof BILL_SCALE>>>(
        (sum, kind) => ch.plus(sum, eb.ref(kindColumns[kind])),
        ch.plus(eb.ref('opening'), ch.zero(BILL_SCALE)),
      )
      return eb('closing', '=', moved)
    }),
  )
