import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { accountBalance } from './account_balance.ts'
import { ageBuckets } from './bucket.ts'
import { openItem } from './open_item.ts'

/** How old the debt is. */
export const ageing = model('receivables.ageing', { item: openItem, account: accountBalance, clock })
  .describe({
    description:
      'Receivables by days past due at `as_of_day`, the due date being day 0: undisputed buckets, what is disputed, and unapplied credit below zero. They add up to the balances of the accounts.',
    columns: { accounts: 'Accounts with an amount in the bucket' },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('part', (w) =>
        w
          .selectFrom('item as i')
          .select((eb) => [
            'i.billing_account_id',
            'i.currency',
            ch.widen(eb.ref('i.bucket')).as('bucket'),
            'i.undisputed as amount',
          ])
          .unionAll(
            w
              .selectFrom('item as i')
              .select(['i.billing_account_id', 'i.currency', ch.text('disputed').as('bucket'), 'i.disputed as amount']),
          )
          .unionAll(
            w
              .selectFrom('account as a')
              .select((eb) => [
                'a.billing_account_id',
                'a.currency',
                ch.text('unapplied credit').as('bucket'),
                ch.negate(eb.ref('a.unapplied')).as('amount'),
              ]),
          ),
      )
      .selectFrom('part as p')
      .crossJoin('clock as k')
      .select((eb) => [
        'k.as_of_day',
        'p.currency',
        'p.bucket',
        ch.uniqExact(eb.ref('p.billing_account_id')).as('accounts'),
        ch.sum(eb.ref('p.amount')).as('amount'),
      ])
      .where('p.amount', '<>', '0')
      .groupBy(['k.as_of_day', 'p.currency', 'p.bucket']),
  )
  .table({ orderBy: ['currency', 'bucket'] })
  .check(
    notNull('currency', 'bucket', 'amount'),
    unique('currency', 'bucket'),
    accepted('bucket', [...ageBuckets, 'disputed', 'unapplied credit']),
  )
