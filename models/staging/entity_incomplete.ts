import { notNull, unique } from '../../transforms/project/check.ts'
import { type DatabaseOf, model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { QueryCreator } from '../../transforms/sql/query.ts'
import {
  billingAccountVersion,
  customerContactVersion,
  customerVersion,
  productOrderVersion,
  subscriptionVersion,
  troubleTicketVersion,
} from './entity_versions.ts'

const versions = {
  customer: customerVersion,
  customer_contact: customerContactVersion,
  billing_account: billingAccountVersion,
  subscription: subscriptionVersion,
  product_order: productOrderVersion,
  trouble_ticket: troubleTicketVersion,
} as const

type Name = keyof typeof versions

/** Records whose current state cannot be trusted or joined, and why. */
export const entityIncomplete = model('staging.entity_incomplete', versions)
  .describe({
    description:
      'Records of CRM feeds whose current state lacks fields that its contract requires (it joins nothing until they come), or is stale. An export of the record mends both.',
    columns: {
      entity: 'The contract whose state it would be',
      missing: 'Fields that no change has set, comma separated; empty for a state that is only stale',
      creation_seen: 'False where the feed began after the record did: export it once',
      is_stale: 'The system has told of a change without saying what',
    },
    tags: ['crm'],
  })
  .query((q) =>
    of(q, 'customer')
      .unionAll(of(q, 'customer_contact'))
      .unionAll(of(q, 'billing_account'))
      .unionAll(of(q, 'subscription'))
      .unionAll(of(q, 'product_order'))
      .unionAll(of(q, 'trouble_ticket')),
  )
  .table({ orderBy: ['entity', 'system', 'entity_id'] })
  .check(notNull('entity', 'system', 'entity_id'), unique('entity', 'system', 'entity_id'))

function of(q: QueryCreator<DatabaseOf<typeof versions>>, entity: Name) {
  // One entity's query is like another's; tsc need not work out six.
  const some = entity as 'customer'
  return q
    .selectFrom(`${some} as v`)
    .select(['v.system', 'v.entity_id', 'v.valid_from', 'v.missing', 'v.creation_seen', 'v.is_stale'])
    .select(ch.text(entity).as('entity'))
    .where('v.is_current', '=', true)
    .where('v.is_deleted', '=', false)
    .where((eb) =>
      eb.or([eb.and([eb('v.missing', '!=', ''), eb('v.entity_id', '!=', '*')]), eb('v.is_stale', '=', true)]),
    )
}
