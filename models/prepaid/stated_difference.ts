import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { movement } from './movement.ts'

/** Where the charging system's own balance is not the sum of its movements. */
export const statedDifference = model('prepaid.stated_difference', { movement })
  .describe({
    description:
      'Movements after which the balance that the charging system states is not the sum of the movements it sent: one is missing or came twice.',
    columns: { difference: 'stated − summed', balance_after: 'Sum of the movements' },
    tags: ['prepaid', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('movement as m')
      .select((eb) => [
        'm.subscription_id',
        'm.balance_id',
        'm.moved_at',
        'm.movement_id',
        'm.stated_after',
        'm.balance_after',
        ch
          .decimal(
            ch.minus(ch.coalesce(ch.decimal(eb.ref('m.stated_after'), 9), ch.zero(9)), eb.ref('m.balance_after')),
            9,
          )
          .as('difference'),
      ])
      .where((eb) =>
        eb.and([
          eb('m.stated_after', 'is not', null),
          eb(ch.coalesce(ch.decimal(eb.ref('m.stated_after'), 9), ch.zero(9)), '<>', eb.ref('m.balance_after')),
        ]),
      ),
  )
  .view()
  .check(notNull('movement_id'))
