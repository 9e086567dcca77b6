import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { firstLanded } from './deduplicate.ts'

/** Network measurements; of two with one identity the first landed counts. */
export const networkMeasurement = model('staging.network_measurement', {
  networkMeasurement: sources.networkMeasurement,
})
  .describe({ description: 'Network measurements; of two with one identity the first landed counts.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('networkMeasurement as e')
      .selectAll('e')
      .$call(firstLanded((eb) => [eb.ref('e.cell_id'), eb.ref('e.metric'), eb.ref('e.measured_at')])),
  )
  .incremental({
    orderBy: ['cell_id', 'measured_at'],
    interval: 'day',
    time: 'measured_at',
    from: { networkMeasurement: 'measured_at' },
  })
  .check(notNull('cell_id', 'metric', 'measured_at'), unique('cell_id', 'metric', 'measured_at'))
