import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { latestState } from './deduplicate.ts'

/** Latest state of every order. */
export const productOrderCurrent = model('staging.product_order_current', { productOrder: sources.productOrder })
  .describe({ description: 'Latest state of every order.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('productOrder as s')
      .selectAll('s')
      .$call(latestState('updated_at', (eb) => [eb.ref('s.order_id')])),
  )
  .table({ orderBy: ['order_id'] })
  .check(notNull('order_id'), unique('order_id'))
