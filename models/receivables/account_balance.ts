import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { BILL_SCALE } from '../billing/postpaid.ts'
import { accountTotal } from './account_total.ts'
import { openItem } from './open_item.ts'

/** What every account owes. */
export const accountBalance = model('receivables.account_balance', { total: accountTotal, item: openItem })
  .describe({
    description: 'Balance of every account and currency at `as_of`: what its postings add up to, and its parts.',
    columns: {
      open: 'Open of all bills, disputed or not',
      overdue: 'Undisputed and past due',
      unapplied: 'Credit no bill took; below zero when more was given back than received',
      balance: 'open − unapplied',
    },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('owed', (w) =>
        w
          .selectFrom('item as i')
          .select((eb) => [
            'i.billing_account_id',
            'i.currency',
            ch.plus(ch.sum(eb.ref('i.credited')), ch.sum(eb.ref('i.paid'))).as('applied'),
            ch.sum(eb.ref('i.open')).as('open'),
            ch.sum(eb.ref('i.disputed')).as('disputed'),
            ch.sumIf(eb.ref('i.undisputed'), eb('i.days_past_due', '>', 0n)).as('overdue'),
          ])
          .groupBy(['i.billing_account_id', 'i.currency']),
      )
      .selectFrom('total as t')
      .leftJoin('owed as o', (join) =>
        join.onRef('o.billing_account_id', '=', 't.billing_account_id').onRef('o.currency', '=', 't.currency'),
      )
      .select((eb) => {
        const none = ch.zero(BILL_SCALE)
        return [
          't.billing_account_id',
          't.currency',
          't.invoiced',
          't.debit_notes',
          't.credit_notes',
          't.payments',
          't.reversals',
          't.chargebacks',
          't.refunds',
          't.write_offs',
          't.reinstatements',
          ch.coalesce(eb.ref('o.open'), none).as('open'),
          ch.coalesce(eb.ref('o.disputed'), none).as('disputed'),
          ch.coalesce(eb.ref('o.overdue'), none).as('overdue'),
          ch.minus(eb.ref('t.credit'), ch.coalesce(eb.ref('o.applied'), none)).as('unapplied'),
          't.balance',
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'currency'] })
  .check(
    notNull('billing_account_id', 'balance'),
    unique('billing_account_id', 'currency'),
    expression('balance = open - unapplied', (eb) => eb('balance', '=', ch.minus(eb.ref('open'), eb.ref('unapplied')))),
  )
