import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { lastLanded } from './deduplicate.ts'
import { customerWhole } from './entity_wholes.ts'
import { openEnd } from './open_end.ts'

/** States of customers over time, whichever way they came. No personal data. */
export const customerHistory = model('staging.customer_history', { customer: customerWhole })
  .describe({
    description:
      'States of customers, each in force for [valid_from, valid_to): sent whole, or folded from the changes that a CRM tells.',
    columns: {
      valid_to: 'End, not included; 2120-01-01 for the latest state',
      is_current: 'The latest state',
      is_deleted: 'The CRM has deleted the customer: the state is what remained',
      feed: 'Feed that the state came by',
    },
    tags: ['core', 'crm'],
  })
  .query((q) =>
    q
      .with('state', (w) =>
        w
          .selectFrom('customer as s')
          .selectAll('s')
          .$call(lastLanded((eb) => [eb.ref('s.customer_id'), eb.ref('s.updated_at')])),
      )
      .with('dated', (w) =>
        w
          .selectFrom('state as s')
          .selectAll('s')
          .select((eb) =>
            over(ch.lead(eb.ref('s.updated_at')), {
              partitionBy: [eb.ref('s.customer_id')],
              orderBy: [eb.ref('s.updated_at')],
            }).as('next_at'),
          ),
      )
      .selectFrom('dated as d')
      .select((eb) => [
        'd.customer_id',
        'd.updated_at as valid_from',
        ch.coalesce(eb.ref('d.next_at'), openEnd()).as('valid_to'),
        ch.toBool(ch.isNull(eb.ref('d.next_at'))).as('is_current'),
        'd.is_deleted',
        'd.kind',
        'd.segment',
        'd.region',
        'd.country',
        'd.parent_customer_id',
        'd.status',
        'd.gender',
        'd.age_band',
        'd.household',
        'd._source as feed',
      ]),
  )
  .table({ orderBy: ['customer_id', 'valid_from'] })
  .check(notNull('customer_id', 'valid_from', 'valid_to'), unique('customer_id', 'valid_from'))
