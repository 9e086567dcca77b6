import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { subscriptionPlan } from '../rating/subscription_plan.ts'
import { clock } from '../staging/clock.ts'
import { localTime } from '../staging/local_time.ts'
import { subscriptionHistory } from '../staging/subscription_history.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { customerState } from './customer_state.ts'
import { openDay } from './open_day.ts'

/** Three things change a line's slice: its own state, its customer's, and its plan's price. */
export const lineState = model('customers.line_state', {
  history: subscriptionHistory,
  customer: customerState,
  plan: subscriptionPlan,
  offset: zoneOffset,
  clock,
})
  .describe({
    description:
      'State of a line for whole local days [from_day, to_day): what it was at the end of each day, with its customer’s segment and region. The last state of a day owns the day, so a line that comes and goes within one day leaves no trace. A line whose account is unknown lives in UTC; states after the business date are not in it.',
    columns: {
      from_day: 'First local day of the state',
      to_day: 'First local day after it; 2120-01-01 while it lasts',
      currency: 'Currency of the plan, else of the billing account; XXX where both are unknown',
      price: 'Monthly recurring price without tax: agreed with the customer, else the plan’s in force on from_day',
    },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('moment', (w) =>
        w
          .selectFrom('plan as p')
          .select(['p.subscription_id', 'p.time_zone', 'p.valid_from as at'])
          .unionAll(
            w
              .selectFrom('plan as p')
              .innerJoin('customer as c', 'c.customer_id', 'p.customer_id')
              .select(['p.subscription_id', 'p.time_zone', 'c.valid_from as at'])
              .whereRef('c.valid_from', '>', 'p.valid_from')
              .whereRef('c.valid_from', '<', 'p.valid_to'),
          ),
      )
      .with('local', (w) =>
        w
          .selectFrom('moment as m')
          .leftJoin('offset as z', (join) =>
            asof(join.onRef('z.zone', '=', 'm.time_zone').onRef('m.at', '>=', 'z.from_at')),
          )
          .select((eb) => [
            'm.subscription_id',
            'm.at',
            ch.toDate(localTime(eb.ref('m.at'), eb.ref('z.offset_s'))).as('day'),
          ]),
      )
      .with('last_of_day', (w) =>
        w
          .selectFrom('local as l')
          .crossJoin('clock as k')
          .select((eb) => ['l.subscription_id', 'l.day', ch.max(eb.ref('l.at')).as('at')])
          .whereRef('l.day', '<=', 'k.as_of_day')
          .groupBy(['l.subscription_id', 'l.day']),
      )
      .selectFrom('last_of_day as d')
      .innerJoin('history as h', (join) =>
        asof(join.onRef('h.subscription_id', '=', 'd.subscription_id').onRef('d.at', '>=', 'h.valid_from')),
      )
      .leftJoin('customer as c', (join) =>
        asof(join.onRef('c.customer_id', '=', 'h.customer_id').onRef('d.at', '>=', 'c.valid_from')),
      )
      .innerJoin('plan as p', (join) =>
        asof(join.onRef('p.subscription_id', '=', 'd.subscription_id').onRef('d.at', '>=', 'p.valid_from')),
      )
      .select((eb) => [
        'd.subscription_id',
        'd.day as from_day',
        ch
          .coalesce(
            over(ch.lead(eb.ref('d.day')), {
              partitionBy: [eb.ref('d.subscription_id')],
              orderBy: [eb.ref('d.day')],
            }),
            openDay(),
          )
          .as('to_day'),
        'h.customer_id',
        'h.billing_account_id',
        'h.type',
        'h.status',
        'h.status_reason',
        'h.offering_id',
        'h.contract_months',
        'h.access',
        ch.coalesce(eb.ref('c.segment'), ch.text('unknown')).as('segment'),
        ch.coalesce(eb.ref('c.region'), ch.text('unknown')).as('region'),
        'p.currency',
        'p.price',
      ]),
  )
  .table({ orderBy: ['subscription_id', 'from_day'] })
  .check(
    notNull('subscription_id', 'from_day', 'to_day'),
    unique('subscription_id', 'from_day'),
    expression('a state lasts at least a day', (eb) => eb('from_day', '<', eb.ref('to_day'))),
  )
