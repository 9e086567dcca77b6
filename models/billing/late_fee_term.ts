import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'
import { sources } from '../sources.ts'
import { charge } from '../staging/charge.ts'
import { firstLanded } from '../staging/deduplicate.ts'
import { chargeHeld } from './charge_held.ts'
import { issuedDocument } from './issued_document.ts'

/** Service of the lines of late fees, and what they are called where the catalogue does not say. */
export const LATE_FEE = 'late fee'

/** Late fees that an issued bill may bring. */
const inferred = model('billing.late_fee_term', {
  issued: issuedDocument,
  line: sources.issuedBillLine,
  held: chargeHeld,
  charge,
})
  .describe({
    description:
      'Late fees of the plans that lines on an issued bill had in its period, as the catalogue said then: what is agreed for a bill does not change with later plans.',
    columns: {
      overdue_bill_id: 'The issued bill or debit note',
      amount: 'Flat part',
      overdue_percentage: 'Per cent of what is overdue, with tax',
      minimum_fee: 'The fee is at least this; null: no bound',
      maximum_fee: 'The fee is at most this; null: no bound',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('fixed', (w) =>
        w
          .selectFrom('line as l')
          .selectAll('l')
          .$call(firstLanded((eb) => [eb.ref('l.bill_id'), eb.ref('l.line_number')])),
      )
      .with('charged', (w) => w.selectFrom('fixed as l').select(['l.bill_id', 'l.charged_account_id']).distinct())
      .with('fee', (w) => w.selectFrom('held as h').selectAll('h').where('h.kind', '=', 'late_fee'))
      .selectFrom('issued as i')
      .innerJoin('charged as l', 'l.bill_id', 'i.bill_id')
      .innerJoin('fee as h', (join) =>
        join
          .onRef('h.billing_account_id', '=', 'l.charged_account_id')
          .onRef('h.legal_entity_id', '=', 'i.legal_entity_id')
          .onRef('h.currency', '=', 'i.currency'),
      )
      .innerJoin('charge as c', (join) =>
        join.onRef('c.offering_id', '=', 'h.offering_id').onRef('c.charge_id', '=', 'h.charge_id'),
      )
      .select((eb) => {
        const last = eb.ref('h.local_from')
        return [
          'i.bill_id as overdue_bill_id',
          'h.offering_id',
          'h.charge_id',
          ch
            .argMax(ch.if(eb('c.name', '=', ''), ch.text(LATE_FEE), ch.widen(eb.ref('c.name'))), last)
            .as('description'),
          ch.argMax(eb.ref('h.amount'), last).as('amount'),
          ch.argMax(eb.ref('c.overdue_percentage'), last).as('overdue_percentage'),
          ch.argMax(eb.ref('c.grace_days'), last).as('grace_days'),
          ch.argMax(eb.ref('c.minimum_overdue'), last).as('minimum_overdue'),
          // A tuple, for an aggregate would pass over a version that has no bound.
          ch.element<Decimal<9> | null>(ch.argMax(ch.tuple(eb.ref('c.minimum_fee')), last), 1).as('minimum_fee'),
          ch.element<Decimal<9> | null>(ch.argMax(ch.tuple(eb.ref('c.maximum_fee')), last), 1).as('maximum_fee'),
          ch.argMax(eb.ref('c.repeated'), last).as('repeated'),
          ch.argMax(eb.ref('c.on_fees'), last).as('on_fees'),
          ch.argMax(eb.ref('h.tax_id'), last).as('tax_id'),
          ch.argMax(eb.ref('h.tax_rate'), last).as('tax_rate'),
          ch.argMax(eb.ref('h.tax_included'), last).as('tax_included'),
        ]
      })
      .where('i.kind', 'in', ['bill', 'debit note'])
      .whereRef('h.start_day', '<', 'i.period_to')
      .whereRef('h.to_day', '>', 'i.period_from')
      .whereRef('c.valid_from', '<=', 'h.valid_from')
      .whereRef('c.valid_to', '>', 'h.valid_from')
      .groupBy(['i.bill_id', 'h.offering_id', 'h.charge_id']),
  )
  .table({ orderBy: ['overdue_bill_id', 'offering_id', 'charge_id'] })
  .check(notNull('overdue_bill_id', 'amount', 'grace_days'), unique('overdue_bill_id', 'offering_id', 'charge_id'))

export interface LateFeeTermRow extends RowOf<typeof inferred> {}
export const lateFeeTerm: Model<'billing.late_fee_term', LateFeeTermRow> = inferred
