import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { draftTax } from './draft_tax.ts'
import { unissuedLine } from './unissued_line.ts'

/** Draft bills of every closed period that is not issued. */
export const draftBill = model('billing.draft_bill', {
  line: unissuedLine,
  tax: draftTax,
  account: billingAccountCurrent,
})
  .describe({
    description:
      'Draft bills of all closed periods that are not issued: one a payer, bill period, currency and legal entity. Rebuilt from the facts at will until issued.',
    columns: {
      bill_id: 'payer/first day/currency, and /legal entity where the catalogue names one',
      legal_entity_id: 'Who issues it; empty where the catalogue does not say',
      bill_date: 'The day after the period',
      due_date: 'bill_date + the payer’s payment terms',
      net: 'Exact sum of the lines',
      tax: 'Exact sum of the tax of each rate',
      gross: 'net + tax',
    },
    tags: ['billing', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('net', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => [
            'l.bill_id',
            'l.billing_account_id',
            'l.legal_entity_id',
            'l.bill_from',
            'l.bill_to',
            'l.currency',
            ch.sum(eb.ref('l.net')).as('net'),
            ch.count().as('lines'),
          ])
          .groupBy([
            'l.bill_id',
            'l.billing_account_id',
            'l.legal_entity_id',
            'l.bill_from',
            'l.bill_to',
            'l.currency',
          ]),
      )
      .with('taxes', (w) =>
        w
          .selectFrom('tax as t')
          .select((eb) => ['t.bill_id', ch.sum(eb.ref('t.tax')).as('tax')])
          .groupBy('t.bill_id'),
      )
      .selectFrom('net as n')
      .innerJoin('taxes as t', 't.bill_id', 'n.bill_id')
      .innerJoin('account as a', 'a.billing_account_id', 'n.billing_account_id')
      .select((eb) => [
        'n.bill_id',
        'n.billing_account_id',
        'a.customer_id',
        'n.legal_entity_id',
        'n.bill_from as period_from',
        'n.bill_to as period_to',
        'n.bill_to as bill_date',
        ch.addDays(eb.ref('n.bill_to'), eb.ref('a.payment_terms_days')).as('due_date'),
        'n.net',
        't.tax',
        ch.plus(eb.ref('n.net'), eb.ref('t.tax')).as('gross'),
        'n.currency',
        'n.lines',
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'period_from'] })
  .check(
    notNull('bill_id', 'billing_account_id', 'customer_id', 'gross', 'due_date'),
    unique('bill_id'),
    expression('gross = net + tax', (eb) => eb('gross', '=', ch.plus(eb.ref('net'), eb.ref('tax')))),
  )
