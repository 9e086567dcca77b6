import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Adjustments; of two with one id the first landed counts. */
export const adjustment = model('staging.adjustment', { adjustment: sources.adjustment })
  .describe({ description: 'Adjustments; of two with one id the first landed counts.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('adjustment as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.adjustment_id')])),
  )
  .table({ orderBy: ['billing_account_id', 'adjusted_at'] })
  .check(notNull('adjustment_id'), unique('adjustment_id'))
