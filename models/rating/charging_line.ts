import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { balanceMovement } from '../staging/balance_movement.ts'

/** Lines whose use the charging system debits: its movements are their balances. */
export const chargingLine = model('rating.charging_line', { movement: balanceMovement })
  .describe({
    description:
      'Lines whose use an online charging system debits. Its movements drive their balances, and own rating is the shadow; the balances of all other lines are driven by own rating.',
    columns: { since: 'First debit of use' },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .selectFrom('movement as m')
      .select((eb) => ['m.subscription_id', ch.min(eb.ref('m.moved_at')).as('since')])
      .where('m.movement', '=', 'usage')
      .groupBy('m.subscription_id'),
  )
  .table({ orderBy: ['subscription_id'] })
  .check(notNull('subscription_id'), unique('subscription_id'))
