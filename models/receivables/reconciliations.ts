import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billLine } from '../billing/bill_line.ts'
import { billTax } from '../billing/bill_tax.ts'
import { accountBalance } from './account_balance.ts'
import { ageing } from './ageing.ts'
import { openItem } from './open_item.ts'
import { postedDocument } from './posted_document.ts'
import { posting } from './posting.ts'
import { rollForward } from './roll_forward.ts'

export const ageingIsBalance = reconciliation('ageing = account balances', { ageing, accountBalance })
  .by('currency')
  .left((q) =>
    q
      .selectFrom('ageing as a')
      .select((eb) => ['a.currency', ch.sum(eb.ref('a.amount')).as('amount')])
      .groupBy('a.currency'),
  )
  .right((q) =>
    q
      .selectFrom('accountBalance as b')
      .select((eb) => ['b.currency', ch.sum(eb.ref('b.balance')).as('amount')])
      .groupBy('b.currency'),
  )

export const postingsAreBalance = reconciliation('postings = account balances', { posting, accountBalance })
  .by('currency')
  .left((q) =>
    q
      .selectFrom('posting as p')
      .select((eb) => ['p.currency', ch.sum(eb.ref('p.amount')).as('amount')])
      .groupBy('p.currency'),
  )
  .right((q) =>
    q
      .selectFrom('accountBalance as b')
      .select((eb) => ['b.currency', ch.sum(eb.ref('b.balance')).as('amount')])
      .groupBy('b.currency'),
  )

export const rollForwardEndsAtBalance = reconciliation('roll-forward ends at account balances', {
  rollForward,
  accountBalance,
})
  .by('currency')
  .left((q) =>
    q
      .selectFrom('rollForward as r')
      .select((eb) => ['r.currency', ch.argMax(eb.ref('r.closing'), eb.ref('r.month')).as('amount')])
      .groupBy('r.currency'),
  )
  .right((q) =>
    q
      .selectFrom('accountBalance as b')
      .select((eb) => ['b.currency', ch.sum(eb.ref('b.balance')).as('amount')])
      .groupBy('b.currency'),
  )

export const everyBillIsAnItem = reconciliation('invoices and debit notes = items', { postedDocument, openItem })
  .by('currency')
  .left((q) =>
    q
      .selectFrom('postedDocument as b')
      .select((eb) => ['b.currency', ch.sum(eb.ref('b.gross')).as('gross'), ch.count().as('bills')])
      .where('b.kind', '<>', 'credit note')
      .groupBy('b.currency'),
  )
  .right((q) =>
    q
      .selectFrom('openItem as i')
      .select((eb) => ['i.currency', ch.sum(eb.ref('i.gross')).as('gross'), ch.count().as('bills')])
      .groupBy('i.currency'),
  )

export const documentsArePosted = reconciliation('lines + tax of documents = postings', {
  postedDocument,
  billLine,
  billTax,
  posting,
})
  .by('billing_account_id', 'currency')
  .left((q) =>
    q
      .with('part', (w) =>
        w
          .selectFrom('billLine as l')
          .innerJoin('postedDocument as d', 'd.bill_id', 'l.bill_id')
          .select((eb) => ['d.billing_account_id', ch.widen(eb.ref('d.currency')).as('currency'), 'l.net as amount'])
          .unionAll(
            w
              .selectFrom('billTax as t')
              .innerJoin('postedDocument as d', 'd.bill_id', 't.bill_id')
              .select((eb) => [
                'd.billing_account_id',
                ch.widen(eb.ref('d.currency')).as('currency'),
                't.tax as amount',
              ]),
          ),
      )
      .selectFrom('part as p')
      .select((eb) => ['p.billing_account_id', 'p.currency', ch.sum(eb.ref('p.amount')).as('amount')])
      .groupBy(['p.billing_account_id', 'p.currency']),
  )
  .right((q) =>
    q
      .selectFrom('posting as p')
      .select((eb) => ['p.billing_account_id', 'p.currency', ch.sum(eb.ref('p.amount')).as('amount')])
      .where('p.kind', 'in', ['invoice', 'debit note', 'credit note'])
      .groupBy(['p.billing_account_id', 'p.currency']),
  )
