import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Movements of prepaid balances as the charging system booked them; of two with one id the first landed counts. */
export const balanceMovement = model('staging.balance_movement', { balanceMovement: sources.balanceMovement })
  .describe({
    description:
      'Movements of prepaid balances as the charging system booked them; of two with one id the first landed counts.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('balanceMovement as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.movement_id')])),
  )
  .table({ orderBy: ['subscription_id', 'moved_at'] })
  .check(notNull('movement_id'), unique('movement_id'))
