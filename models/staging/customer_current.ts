import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { latestState } from './deduplicate.ts'
import { customerWhole } from './entity_wholes.ts'

/** Latest state of every customer. */
export const customerCurrent = model('staging.customer_current', { customer: customerWhole })
  .describe({ description: 'Latest state of every customer.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('customer as s')
      .selectAll('s')
      .$call(latestState('updated_at', (eb) => [eb.ref('s.customer_id')])),
  )
  .table({ orderBy: ['customer_id'] })
  .check(notNull('customer_id'), unique('customer_id'))
