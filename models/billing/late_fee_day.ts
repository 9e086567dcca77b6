import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { accountPeriod } from './account_period.ts'
import { billId } from './bill_id.ts'
import { issuedDocument } from './issued_document.ts'
import { lateFeeTerm } from './late_fee_term.ts'

/** Days on which late fees are assessed. */
const inferred = model('billing.late_fee_day', {
  term: lateFeeTerm,
  issued: issuedDocument,
  line: sources.issuedBillLine,
  period: accountPeriod,
})
  .describe({
    description:
      'Days on which late fees are assessed, of payers whose bills may bring some: the date of each draft after the last issued bill of its payer, currency and legal entity, and of each issued bill that has a late fee.',
    columns: {
      bill_id: 'The bill that the fees are on',
      on_day: 'Its date',
      in_period: 'First day of its last month',
      issued: 'The bill has been issued',
    },
    tags: ['billing', 'receivables'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('debtor', (w) =>
        w
          .selectFrom('issued as i')
          .select(['i.billing_account_id', 'i.currency', 'i.legal_entity_id'])
          .distinct()
          .where((eb) => eb('i.bill_id', 'in', eb.selectFrom('term as t').select('t.overdue_bill_id'))),
      )
      .with('last_issued', (w) =>
        w
          .selectFrom('issued as i')
          .select((eb) => [
            'i.billing_account_id',
            'i.currency',
            'i.legal_entity_id',
            ch.max(eb.ref('i.bill_date')).as('last_date'),
          ])
          .where('i.kind', '=', 'bill')
          .groupBy(['i.billing_account_id', 'i.currency', 'i.legal_entity_id']),
      )
      .with('closing', (w) =>
        w
          .selectFrom('period as p')
          .innerJoin('debtor as d', 'd.billing_account_id', 'p.billing_account_id')
          .select((eb) => [
            billId(
              eb.ref('p.billing_account_id'),
              eb.ref('p.bill_from'),
              eb.ref('d.currency'),
              ch.widen(eb.ref('d.legal_entity_id')),
            ).as('bill_id'),
            'p.billing_account_id',
            'd.currency',
            'd.legal_entity_id',
            'p.period_from as in_period',
            'p.bill_to as on_day',
          ])
          .where('p.closed', '=', true)
          .whereRef('p.payer_account_id', '=', 'p.billing_account_id')
          .whereRef('p.period_to', '=', 'p.bill_to'),
      )
      .selectFrom('closing as c')
      .leftJoin('issued as i', 'i.bill_id', 'c.bill_id')
      .leftJoin('last_issued as l', (join) =>
        join
          .onRef('l.billing_account_id', '=', 'c.billing_account_id')
          .onRef('l.currency', '=', 'c.currency')
          .onRef('l.legal_entity_id', '=', 'c.legal_entity_id'),
      )
      .select((eb) => [
        'c.bill_id',
        'c.billing_account_id',
        'c.currency',
        'c.legal_entity_id',
        'c.in_period',
        'c.on_day',
        ch.toBool(eb('i.bill_id', 'is not', null)).as('issued'),
      ])
      .where((eb) =>
        eb.or([
          eb('c.bill_id', 'in', eb.selectFrom('line as x').select('x.bill_id').where('x.overdue_bill', '<>', '')),
          eb.and([
            eb('i.bill_id', 'is', null),
            eb.or([eb('l.last_date', 'is', null), eb('c.on_day', '>', ch.notNull(eb.ref('l.last_date')))]),
          ]),
        ]),
      ),
  )
  .view()
  .check(notNull('bill_id', 'on_day'), unique('bill_id'))

export interface LateFeeDayRow extends RowOf<typeof inferred> {}
export const lateFeeDay: Model<'billing.late_fee_day', LateFeeDayRow> = inferred
