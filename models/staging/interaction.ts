import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Contacts with customers; of two with one id the first landed counts. */
export const interaction = model('staging.interaction', { interaction: sources.interaction })
  .describe({ description: 'Contacts with customers; of two with one id the first landed counts.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('interaction as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.interaction_id')])),
  )
  .table({ orderBy: ['customer_id', 'happened_at'] })
  .check(notNull('interaction_id'), unique('interaction_id'))
