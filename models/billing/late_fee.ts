import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { issuedDocument } from './issued_document.ts'
import { lateFeeTerm } from './late_fee_term.ts'
import { overdueBill } from './overdue_bill.ts'
import { taxInForce } from './tax_in_force.ts'

/** A bill that is overdue on the date of a later one: one fee at most. */
const overdueColumns = [
  'a.bill_id',
  'a.billing_account_id',
  'a.customer_id',
  'a.legal_entity_id',
  'a.on_day',
  'a.in_period',
  'a.issued',
  'a.bill_number',
  'a.due_date',
  'a.currency',
] as const

/** Late fees of bills. */
const inferred = model('billing.late_fee', {
  overdue: overdueBill,
  term: lateFeeTerm,
  line: sources.issuedBillLine,
  issued: issuedDocument,
  tax: taxInForce,
})
  .describe({
    description:
      'Late fees that stand on a bill for each bill that was overdue on its date: the last day to pay, due date + grace days, is past, and at least the least amount is open and undisputed, without late fees on it unless told. Of several plans on the overdue bill the highest fee counts, alone. Once a bill, whatever becomes of the fee, unless it is repeated.',
    columns: {
      bill_id: 'The bill the fee is on',
      on_day: 'Its date',
      bill_number: 'Number of the overdue bill',
      overdue: 'What the fee is for, with tax',
      fee: 'As the catalogue says it, within its bounds',
      exact: 'Without tax, cut at 9 decimals',
    },
    tags: ['billing', 'receivables'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('charged', (w) =>
        w
          .selectFrom('line as l')
          .innerJoin('issued as i', 'i.bill_id', 'l.bill_id')
          .select((eb) => ['l.overdue_bill', ch.min(eb.ref('i.bill_date')).as('first_date')])
          .where('l.net', '>', '0')
          .where('l.overdue_bill', '<>', '')
          .groupBy('l.overdue_bill'),
      )
      .with('due', (w) =>
        w
          .selectFrom('overdue as o')
          .innerJoin('term as t', 't.overdue_bill_id', 'o.overdue_bill_id')
          .leftJoin('charged as c', 'c.overdue_bill', 'o.bill_number')
          .select((eb) => [
            'o.bill_id',
            'o.billing_account_id',
            'o.customer_id',
            'o.legal_entity_id',
            'o.on_day',
            'o.in_period',
            'o.issued',
            'o.bill_number',
            'o.due_date',
            'o.currency',
            't.offering_id',
            't.charge_id',
            't.description',
            't.amount',
            't.overdue_percentage',
            't.minimum_overdue',
            't.minimum_fee',
            't.maximum_fee',
            't.repeated',
            't.tax_id',
            't.tax_rate',
            't.tax_included',
            ch
              .decimal(
                ch.if(
                  eb('t.on_fees', '=', true),
                  eb.ref('o.undisputed'),
                  // What is paid of a bill is its charges first: nobody pays a fee for an unpaid fee.
                  ch.greatest(ch.zero(3), ch.minus(eb.ref('o.undisputed'), ch.greatest(ch.zero(3), eb.ref('o.fees')))),
                ),
                3,
              )
              .as('overdue'),
          ])
          .where((eb) =>
            eb.and([
              eb(ch.addDays(eb.ref('o.due_date'), ch.toInt(eb.ref('t.grace_days'))), '<', eb.ref('o.on_day')),
              eb.or([
                eb('t.repeated', '=', true),
                eb('c.first_date', 'is', null),
                eb(ch.notNull(eb.ref('c.first_date')), '>=', eb.ref('o.on_day')),
              ]),
            ]),
          ),
      )
      .with('asked', (w) =>
        w
          .selectFrom('due as d')
          .selectAll('d')
          .select((eb) => {
            const share = ch.div(
              ch.mul(ch.decimal(eb.ref('d.overdue'), 12), eb.ref('d.overdue_percentage')),
              ch.amount('100', 0),
            )
            const whole = ch.plus(ch.decimal(eb.ref('d.amount'), 12), ch.decimal(share, 12))
            const least = ch.greatest(whole, ch.decimal(ch.coalesce(eb.ref('d.minimum_fee'), ch.zero(9)), 12))
            const within = ch.least(least, ch.coalesce(ch.decimal(eb.ref('d.maximum_fee'), 12), least))
            return ch.decimal(within, 12).as('fee')
          })
          .where('d.overdue', '>', '0')
          .where((eb) => eb(ch.decimal(eb.ref('d.overdue'), 9), '>=', eb.ref('d.minimum_overdue'))),
      )
      .with('highest', (w) =>
        w
          .selectFrom('asked as a')
          .select((eb) => {
            const by = ch.tuple(eb.ref('a.fee'), eb.ref('a.offering_id'), eb.ref('a.charge_id'))
            return [
              ...overdueColumns,
              ch.max(eb.ref('a.fee')).as('fee'),
              ch.argMax(eb.ref('a.overdue'), by).as('overdue'),
              ch.argMax(eb.ref('a.offering_id'), by).as('offering_id'),
              ch.argMax(eb.ref('a.charge_id'), by).as('charge_id'),
              ch.argMax(eb.ref('a.description'), by).as('description'),
              ch.argMax(eb.ref('a.repeated'), by).as('repeated'),
              ch.argMax(eb.ref('a.tax_id'), by).as('tax_id'),
              ch.argMax(eb.ref('a.tax_rate'), by).as('tax_rate'),
              ch.argMax(eb.ref('a.tax_included'), by).as('tax_included'),
              ch.addDays(eb.ref('a.on_day'), ch.literal(-1)).as('day'),
            ]
          })
          .where('a.fee', '>', '0')
          .groupBy(overdueColumns),
      )
      // Of several drafts that wait, a fee that is due once is on the first.
      .with('turn', (w) =>
        w
          .selectFrom('highest as h')
          .selectAll('h')
          .select((eb) =>
            over(ch.rowNumber(), {
              partitionBy: [eb.ref('h.bill_number'), eb.ref('h.issued')],
              orderBy: [eb.ref('h.on_day')],
            }).as('draft_number'),
          ),
      )
      .selectFrom('turn as h')
      .leftJoin('tax as t', (join) => asof(join.onRef('t.tax_id', '=', 'h.tax_id').onRef('h.day', '>=', 't.from_day')))
      .select((eb) => {
        const rate = ch.notNull(ch.coalesce(ch.toNullable(ch.decimal(eb.ref('t.rate'), 6)), eb.ref('h.tax_rate')))
        return [
          'h.bill_id',
          'h.billing_account_id',
          'h.customer_id',
          'h.legal_entity_id',
          'h.on_day',
          'h.day',
          'h.in_period',
          'h.bill_number',
          'h.due_date',
          'h.offering_id',
          'h.charge_id',
          'h.description',
          'h.overdue',
          'h.fee',
          ch
            .decimal(
              ch.if(
                eb('h.tax_included', '=', true),
                ch.decimal(ch.div(eb.ref('h.fee'), ch.plus(ch.amount('1', 6), rate)), 12),
                eb.ref('h.fee'),
              ),
              9,
            )
            .as('exact'),
          'h.tax_id',
          rate.as('tax_rate'),
          'h.currency',
        ]
      })
      .where((eb) => eb.or([eb('h.issued', '=', true), eb('h.repeated', '=', true), eb('h.draft_number', '=', 1n)])),
  )
  .table({ orderBy: ['billing_account_id', 'on_day', 'bill_number'] })
  .check(
    notNull('bill_id', 'bill_number', 'exact'),
    unique('bill_id', 'bill_number'),
    expression('a fee is above zero', (eb) => eb('fee', '>', '0')),
  )

export interface LateFeeRow extends RowOf<typeof inferred> {}
export const lateFee: Model<'billing.late_fee', LateFeeRow> = inferred
