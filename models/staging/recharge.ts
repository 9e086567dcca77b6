import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Recharges of prepaid balances; of two with one id the first landed counts. */
export const recharge = model('staging.recharge', { recharge: sources.recharge })
  .describe({
    description: 'Recharges of prepaid balances; of two with one id the first landed counts.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('recharge as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.recharge_id')])),
  )
  .table({ orderBy: ['subscription_id', 'recharged_at'] })
  .check(notNull('recharge_id'), unique('recharge_id'))
