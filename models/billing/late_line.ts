import { accepted, notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { billDifference } from './bill_difference.ts'
import { issuedDocument } from './issued_document.ts'
import { nextBill } from './next_bill.ts'

/** What becomes of what was found after a bill was issued. */
export const settlements = ['next bill', 'credit note', 'waiting', 'too old', 'more than is left', 'rounding'] as const
const settlementColumn = t.oneOf(...settlements)

/** What was found after a bill was issued, line by line. */
const inferred = model('billing.late_line', { difference: billDifference, next: nextBill, issued: issuedDocument })
  .describe({
    description:
      'What the models say now of issued bills less what was issued, earlier corrections included: late usage and what it moves, back-dated changes. A bill’s increase stands on the payer’s next bill, its decrease becomes a credit note, at the tax of its own time.',
    columns: {
      settlement:
        '`next bill`: a line of the draft bill_id; `credit note`: waits for `trunkline bill correct`; `waiting`: no later period is closed; `too old`: past the legal entity’s late_charge_days, not charged; `more than is left`: credit notes have left less of the bill, not credited; `rounding`: below the minor unit',
      corrects_bill: 'Number of the issued bill',
      corrects_line: 'Its line, or one that is taxed alike',
      bill_id: 'Draft that charges it; empty where none does',
      overdue_bill: 'Number of the overdue bill that a late fee is for; else empty',
      net: 'Rounded as it is on bills; above zero: not charged enough',
      correction: 'Number of this correction of the bill, 1 the first',
    },
    tags: ['billing', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('left_of', (w) =>
        w
          .selectFrom('issued as i')
          .select((eb) => [
            'i.corrects',
            ch.sum(eb.ref('i.net')).as('net'),
            ch.countIf(eb('i.late', '=', true)).as('corrections'),
          ])
          .where('i.kind', '=', 'credit note')
          .groupBy('i.corrects'),
      )
      .with('summed', (w) =>
        w
          .selectFrom('difference as d')
          .selectAll('d')
          .select((eb) => over(ch.sum(eb.ref('d.net')), { partitionBy: [eb.ref('d.corrects_bill')] }).as('total')),
      )
      .selectFrom('summed as d')
      .leftJoin('next as n', 'n.corrects_bill', 'd.corrects_bill')
      .leftJoin('left_of as c', 'c.corrects', 'd.corrects_bill')
      .select((eb) => {
        const left = ch.plus(eb.ref('d.bill_net'), ch.decimal(ch.coalesce(eb.ref('c.net'), ch.zero(3)), 3))
        const settlement = ch.multiIf(
          [
            [eb('d.net', '=', '0'), ch.text('rounding')],
            [eb('d.recent', '=', false), ch.text('too old')],
            [
              eb.and([eb('d.total', '<', '0'), eb(ch.negate(eb.ref('d.total')), '>', left)]),
              ch.text('more than is left'),
            ],
            [eb('d.total', '<', '0'), ch.text('credit note')],
            [eb('n.in_time', '=', false), ch.text('too old')],
            [eb('n.bill_id', 'is', null), ch.text('waiting')],
          ],
          ch.text('next bill'),
        )
        return [
          ch.castTo(settlement, settlementColumn).as('settlement'),
          'd.corrects_bill',
          'd.corrects_line',
          ch
            .if(eb(settlement, '=', 'next bill'), ch.coalesce(eb.ref('n.bill_id'), ch.text('')), ch.text(''))
            .as('bill_id'),
          ch.coalesce(eb.ref('n.payer_account_id'), eb.ref('d.billing_account_id')).as('billing_account_id'),
          ch.coalesce(eb.ref('n.bill_from'), eb.ref('d.bill_from')).as('bill_from'),
          ch.coalesce(eb.ref('n.bill_to'), eb.ref('d.bill_to')).as('bill_to'),
          'd.legal_entity_id',
          'd.charged_account_id',
          'd.customer_id',
          'd.subscription_id',
          'd.category',
          'd.service',
          ch
            .if(
              eb('d.category', '=', 'usage'),
              ch.concat(ch.text('late usage: '), eb.ref('d.description')),
              ch.concat(ch.text('late: '), eb.ref('d.description')),
            )
            .as('description'),
          'd.charge_id',
          'd.overdue_bill',
          'd.period_from',
          'd.period_to',
          'd.quantity',
          'd.net',
          'd.tax_id',
          'd.tax_category',
          'd.tax_rate',
          'd.rated_amount',
          'd.currency',
          ch
            .plus(ch.toLong(ch.coalesce(eb.ref('c.corrections'), ch.toLong(ch.literal(0)))), ch.toLong(ch.literal(1)))
            .as('correction'),
        ]
      }),
  )
  .table({ orderBy: ['corrects_bill', 'charged_account_id'] })
  .check(notNull('corrects_bill', 'net'), accepted('settlement', settlements))

export interface LateLineRow extends RowOf<typeof inferred> {}
export const lateLine: Model<'billing.late_line', LateLineRow> = inferred
