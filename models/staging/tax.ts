import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Versions of taxes. */
export const tax = model('staging.tax', { tax: sources.tax })
  .describe({
    description:
      'Versions of taxes. A version holds from `valid_from` until its own end or the next version, whichever is first.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('version', (w) =>
        w
          .selectFrom('tax as o')
          .selectAll('o')
          .$call(lastLanded((eb) => [eb.ref('o.tax_id'), eb.ref('o.valid_from')])),
      )
      .selectFrom('version as v')
      .select((eb) => {
        const next = over(ch.lead(eb.ref('v.valid_from')), {
          partitionBy: [eb.ref('v.tax_id')],
          orderBy: [eb.ref('v.valid_from')],
        })
        return [
          'v.tax_id',
          'v.valid_from',
          ch.least(ch.coalesce(eb.ref('v.valid_to'), openEnd()), ch.coalesce(next, openEnd())).as('valid_to'),
          'v.name',
          'v.category',
          'v.rate',
          'v.parts',
          'v.jurisdiction',
        ]
      }),
  )
  .table({ orderBy: ['tax_id', 'valid_from'] })
  .check(notNull('tax_id', 'valid_from'), unique('tax_id', 'valid_from'))
