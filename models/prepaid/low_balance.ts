import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { movement } from './movement.ts'

/** Downward crossings of the threshold of a balance. */
export const lowBalance = model('prepaid.low_balance', { movement })
  .describe({
    description: 'Movements by which a balance fell below its threshold: once a downward crossing.',
    columns: { balance_after: 'Below the threshold', threshold: 'Of the balance in the catalogue' },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .selectFrom('movement as m')
      .select(['m.subscription_id', 'm.balance_id', 'm.moved_at', 'm.movement_id', 'm.balance_after', 'm.threshold'])
      .where((eb) =>
        eb.and([
          eb('m.threshold', 'is not', null),
          eb(eb.ref('m.balance_after'), '<', ch.coalesce(eb.ref('m.threshold'), ch.zero(9))),
          eb(
            ch.decimal(ch.minus(eb.ref('m.balance_after'), eb.ref('m.amount')), 9),
            '>=',
            ch.coalesce(eb.ref('m.threshold'), ch.zero(9)),
          ),
        ]),
      ),
  )
  .view()
  .check(notNull('movement_id'))
