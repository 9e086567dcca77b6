import { unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { lastLanded } from '../staging/deduplicate.ts'
import { customerWhole } from '../staging/entity_wholes.ts'

/** The first known state reaches back to the beginning: imports date customers by the day of the import. */
export const customerState = model('customers.customer_state', { customer: customerWhole })
  .describe({
    description:
      'States of a customer that matter to the base, from valid_from on; the first one holds for all time before it.',
    columns: { valid_from: 'First instant of the state; 2000-01-01 for the first one' },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('last', (w) =>
        w
          .selectFrom('customer as c')
          .select(['c.customer_id', 'c.updated_at', 'c.segment', 'c.region'])
          .$call(lastLanded((eb) => [eb.ref('c.customer_id'), eb.ref('c.updated_at')])),
      )
      .selectFrom('last as l')
      .select((eb) => [
        'l.customer_id',
        ch
          .if(
            eb(
              over(ch.rowNumber(), { partitionBy: [eb.ref('l.customer_id')], orderBy: [eb.ref('l.updated_at')] }),
              '=',
              1n,
            ),
            ch.least(eb.ref('l.updated_at'), ch.instant('2000-01-01T00:00:00Z')),
            eb.ref('l.updated_at'),
          )
          .as('valid_from'),
        'l.segment',
        'l.region',
      ]),
  )
  .table({ orderBy: ['customer_id', 'valid_from'] })
  .check(unique('customer_id', 'valid_from'))
