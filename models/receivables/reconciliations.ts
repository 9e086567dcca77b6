import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { customerBill } from '../billing/customer_bill.ts'
import { accountBalance } from './account_balance.ts'
import { ageing } from './ageing.ts'
import { openItem } from './open_item.ts'
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

export const everyBillIsAnItem = reconciliation('bills above zero = items', { customerBill, openItem })
  .by('currency')
  .left((q) =>
    q
      .selectFrom('customerBill as b')
      .select((eb) => ['b.currency', ch.sum(eb.ref('b.gross')).as('gross'), ch.count().as('bills')])
      .where('b.gross', '>=', '0')
      .groupBy('b.currency'),
  )
  .right((q) =>
    q
      .selectFrom('openItem as i')
      .select((eb) => ['i.currency', ch.sum(eb.ref('i.gross')).as('gross'), ch.count().as('bills')])
      .groupBy('i.currency'),
  )
