import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { latestState } from './deduplicate.ts'

/** Latest decision on every consent. */
export const consentCurrent = model('staging.consent_current', { consent: sources.consent })
  .describe({ description: 'Latest decision on every consent.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('consent as s')
      .selectAll('s')
      .$call(latestState('decided_at', (eb) => [eb.ref('s.customer_id'), eb.ref('s.channel'), eb.ref('s.purpose')])),
  )
  .table({ orderBy: ['customer_id', 'channel', 'purpose'] })
  .check(notNull('customer_id', 'channel', 'purpose'), unique('customer_id', 'channel', 'purpose'))
