import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { latestState } from './deduplicate.ts'
import { productOrderWhole } from './entity_wholes.ts'

/** Latest state of every order. */
export const productOrderCurrent = model('staging.product_order_current', { productOrder: productOrderWhole })
  .describe({ description: 'Latest state of every order; deleted ones are not in it.', tags: ['core'] })
  .query((q) =>
    q
      .with('latest', (w) =>
        w
          .selectFrom('productOrder as s')
          .selectAll('s')
          .$call(latestState('updated_at', (eb) => [eb.ref('s.order_id')])),
      )
      .selectFrom('latest as l')
      .selectAll('l')
      .where('l.is_deleted', '=', false),
  )
  .table({ orderBy: ['order_id'] })
  .check(notNull('order_id'), unique('order_id'))
