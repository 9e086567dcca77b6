import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { balanceMovement } from '../staging/balance_movement.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { localTime } from '../staging/local_time.ts'
import { subscriptionCurrent } from '../staging/subscription_current.ts'
import { zoneOffset } from '../staging/zone_offset.ts'

export const prepaidDebit = model('customers.prepaid_debit', {
  movement: balanceMovement,
  subscription: subscriptionCurrent,
  account: billingAccountCurrent,
  offset: zoneOffset,
})
  .describe({
    description:
      'What the charging system took from cash balances, by line and local month: usage, fees and expiry. A recharge is no revenue, and a bonus never was cash.',
    columns: { amount: 'Taken from cash balances, positive, without tax', debits: 'Movements' },
    tags: ['arpu'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('local', (w) =>
        w
          .selectFrom('movement as m')
          .innerJoin('subscription as s', 's.subscription_id', 'm.subscription_id')
          .leftJoin('account as a', 'a.billing_account_id', 's.billing_account_id')
          .leftJoin('offset as z', (join) =>
            asof(join.onRef('z.zone', '=', 'a.time_zone').onRef('m.moved_at', '>=', 'z.from_at')),
          )
          .select((eb) => [
            'm.subscription_id',
            'm.currency',
            'm.amount',
            ch.toStartOfMonth(localTime(eb.ref('m.moved_at'), eb.ref('z.offset_s'))).as('month'),
          ])
          .where('m.movement', 'in', ['usage', 'fee', 'expiry'])
          .where('m.kind', '=', 'cash'),
      )
      .selectFrom('local as l')
      .select((eb) => [
        'l.subscription_id',
        'l.month',
        'l.currency',
        ch.negate(ch.sum(eb.ref('l.amount'))).as('amount'),
        ch.count().as('debits'),
      ])
      .groupBy(['l.subscription_id', 'l.month', 'l.currency']),
  )
  .table({ orderBy: ['subscription_id', 'month'] })
  .check(notNull('subscription_id', 'month'), unique('subscription_id', 'month', 'currency'))
