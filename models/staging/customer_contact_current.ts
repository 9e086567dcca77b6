import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { latestState } from './deduplicate.ts'

/** Latest contact data of every customer: personal data. */
export const customerContactCurrent = model('staging.customer_contact_current', {
  customerContact: sources.customerContact,
})
  .describe({ description: 'Latest contact data of every customer: personal data.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('customerContact as s')
      .selectAll('s')
      .$call(latestState('updated_at', (eb) => [eb.ref('s.customer_id')])),
  )
  .table({ orderBy: ['customer_id'] })
  .check(notNull('customer_id'), unique('customer_id'))
