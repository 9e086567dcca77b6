import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Local dates that are holidays of a tariff. */
const inferred = model('staging.holiday', { row: sources.holiday })
  .describe({
    description:
      'Local dates on which the holiday rates of a tariff hold; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('row as r')
      .select((eb) => [
        'r.tariff_id',
        'r.holiday',
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(lastLanded((eb) => [eb.ref('r.tariff_id'), eb.ref('r.holiday'), eb.ref('r.valid_from')])),
  )
  .table({ orderBy: ['tariff_id', 'holiday'] })
  .check(notNull('tariff_id', 'holiday'), unique('tariff_id', 'holiday', 'valid_from'))

export interface HolidayRow extends RowOf<typeof inferred> {}
export const holiday: Model<'staging.holiday', HolidayRow> = inferred
