import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'

/** Mobile network operators; the pair of codes is not unique. The last landed counts. */
export const networkOperator = model('staging.network_operator', { networkOperator: sources.networkOperator })
  .describe({
    description: 'Mobile network operators; the pair of codes is not unique. The last landed counts.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('networkOperator as e')
      .selectAll('e')
      .$call(
        lastLanded((eb) => [
          eb.ref('e.mcc'),
          eb.ref('e.mnc'),
          eb.ref('e.country_code'),
          eb.ref('e.operator'),
          eb.ref('e.updated_at'),
        ]),
      ),
  )
  .table({ orderBy: ['mcc'] })
