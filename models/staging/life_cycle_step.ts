import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Steps of customers' life cycles; a step before there is a subscription has its position as identity. */
export const lifeCycleStep = model('staging.life_cycle_step', { step: sources.lifeCycleStep })
  .describe({
    description: 'Steps of the customer life cycle; of two with one identity the first landed counts.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('step as e')
      .selectAll('e')
      .$call(
        firstLanded((eb) => [
          eb.ref('e.customer_id'),
          ch.coalesce(eb.ref('e.subscription_id'), ch.toString(eb.ref('e._position'))),
          eb.ref('e.step'),
          eb.ref('e.entered_at'),
        ]),
      ),
  )
  .table({ orderBy: ['customer_id', 'entered_at'] })
  .check(notNull('customer_id', 'step', 'entered_at'))
