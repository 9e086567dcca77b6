import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { latestState } from './deduplicate.ts'

/** Latest state of every cell. */
export const networkCellCurrent = model('staging.network_cell_current', { networkCell: sources.networkCell })
  .describe({ description: 'Latest state of every cell.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('networkCell as s')
      .selectAll('s')
      .$call(latestState('updated_at', (eb) => [eb.ref('s.cell_id')])),
  )
  .table({ orderBy: ['cell_id'] })
  .check(notNull('cell_id'), unique('cell_id'))
