import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Passes bought by prepaid lines; of two with one id the first landed counts. */
export const passPurchase = model('staging.pass_purchase', { purchase: sources.passPurchase })
  .describe({
    description: 'Passes bought by prepaid lines; of two with one id the first landed counts.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('purchase as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.purchase_id')])),
  )
  .table({ orderBy: ['subscription_id', 'bought_at'] })
  .check(notNull('purchase_id'), unique('purchase_id'))
