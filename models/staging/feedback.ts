import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Feedback of customers; of two with one id the first landed counts. */
export const feedback = model('staging.feedback', { feedback: sources.feedback })
  .describe({ description: 'Feedback of customers; of two with one id the first landed counts.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('feedback as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.feedback_id')])),
  )
  .table({ orderBy: ['customer_id', 'given_at'] })
  .check(notNull('feedback_id'), unique('feedback_id'))
