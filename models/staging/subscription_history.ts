import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { lastLanded } from './deduplicate.ts'
import { subscriptionWhole } from './entity_wholes.ts'
import { openEnd } from './open_end.ts'
import { simulated } from './plausible.ts'

/** States of subscriptions over time. */
export const subscriptionHistory = model('staging.subscription_history', { subscription: subscriptionWhole })
  .describe({
    description: 'States of subscriptions, each in force for [valid_from, valid_to): the next state ends it.',
    columns: {
      valid_to: 'End, not included; 2120-01-01 for the latest state',
      recurring_price: 'Monthly price agreed with the customer; null when the offering’s holds',
      simulated: 'Made by the simulator',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('state', (w) =>
        w
          .selectFrom('subscription as s')
          .selectAll('s')
          .$call(lastLanded((eb) => [eb.ref('s.subscription_id'), eb.ref('s.effective_at')])),
      )
      .selectFrom('state as s')
      .select((eb) => [
        's.subscription_id',
        's.effective_at as valid_from',
        ch
          .coalesce(
            over(ch.lead(eb.ref('s.effective_at')), {
              partitionBy: [eb.ref('s.subscription_id')],
              orderBy: [eb.ref('s.effective_at')],
            }),
            openEnd(),
          )
          .as('valid_to'),
        's.customer_id',
        's.billing_account_id',
        's.type',
        's.status',
        's.status_reason',
        's.offering_id',
        's.recurring_price',
        's.contract_months',
        's.access',
        's.channel',
        simulated(eb.ref('s._source')).as('simulated'),
      ]),
  )
  .table({ orderBy: ['subscription_id', 'valid_from'] })
  .check(notNull('subscription_id', 'valid_from', 'valid_to'), unique('subscription_id', 'valid_from'))
