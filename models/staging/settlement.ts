import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Lines of gateway settlement files; of two with one identity the first landed counts. */
export const settlement = model('staging.settlement', { settlement: sources.settlement })
  .describe({
    description: 'Lines of gateway settlement files; of two with one identity the first landed counts.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('settlement as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.gateway'), eb.ref('e.gateway_reference'), eb.ref('e.kind')])),
  )
  .table({ orderBy: ['gateway', 'settled_at'] })
  .check(notNull('gateway', 'gateway_reference', 'kind'), unique('gateway', 'gateway_reference', 'kind'))
