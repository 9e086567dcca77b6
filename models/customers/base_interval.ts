import { accepted, expression, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { lineCover } from './line_cover.ts'
import { lineState } from './line_state.ts'

const inferred = model('customers.base_interval', { state: lineState, cover: lineCover, clock })
  .describe({
    description:
      'Local days [from_day, to_day) on which a line was in the base, in one state. Postpaid: from activation to termination, suspension included. Prepaid: from the first revenue event until the last one’s day + N, within its activation and termination. Pending and never activated lines are in no interval.',
    columns: {
      from_day: 'First day in the base in this state',
      to_day: 'First day no longer',
      enters:
        'add: never in the base before; reconnect: back after an absence; moved: from another state the day before',
      leaves:
        'termination: not in the base on to_day; moved: in another state on to_day; stays: in the base at the business date',
      price: 'Monthly recurring price without tax',
    },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('present', (w) =>
        w
          .selectFrom('state as s')
          .innerJoin('cover as c', 'c.subscription_id', 's.subscription_id')
          .select((eb) => [
            's.subscription_id',
            's.customer_id',
            's.billing_account_id',
            ch.greatest(eb.ref('s.from_day'), eb.ref('c.from_day')).as('from_day'),
            ch.least(eb.ref('s.to_day'), eb.ref('c.to_day')).as('to_day'),
            's.type',
            's.status',
            's.segment',
            's.region',
            's.offering_id',
            's.contract_months',
            's.access',
            's.currency',
            's.price',
          ])
          .where('s.status', 'in', ['active', 'suspended'])
          .whereRef('s.from_day', '<', 'c.to_day')
          .whereRef('c.from_day', '<', 's.to_day'),
      )
      .with('neighbours', (w) =>
        w
          .selectFrom('present as p')
          .selectAll('p')
          .select((eb) => {
            const line = { partitionBy: [eb.ref('p.subscription_id')], orderBy: [eb.ref('p.from_day')] }
            return [
              over(ch.lag(eb.ref('p.to_day')), line).as('left_before'),
              over(ch.lead(eb.ref('p.from_day')), line).as('enters_next'),
            ]
          }),
      )
      .selectFrom('neighbours as n')
      .crossJoin('clock as c')
      .select((eb) => [
        'n.subscription_id',
        'n.customer_id',
        'n.billing_account_id',
        'n.from_day',
        'n.to_day',
        'n.type',
        'n.status',
        'n.segment',
        'n.region',
        'n.offering_id',
        'n.contract_months',
        'n.access',
        'n.currency',
        'n.price',
        ch
          .multiIf(
            [
              [ch.isNull(eb.ref('n.left_before')), ch.literal('add')],
              [eb('n.left_before', '<', eb.ref('n.from_day')), ch.literal('reconnect')],
            ],
            ch.literal('moved'),
          )
          .as('enters'),
        ch
          .multiIf(
            [
              [eb('n.to_day', '>', eb.ref('c.as_of_day')), ch.literal('stays')],
              [
                ch.coalesce(ch.same(eb.ref('n.enters_next'), eb.ref('n.to_day')), ch.literal(false)),
                ch.literal('moved'),
              ],
            ],
            ch.literal('termination'),
          )
          .as('leaves'),
      ]),
  )
  .table({ orderBy: ['subscription_id', 'from_day'] })
  .check(
    unique('subscription_id', 'from_day'),
    expression('lasts at least a day', (eb) => eb('from_day', '<', eb.ref('to_day'))),
    accepted('enters', ['add', 'reconnect', 'moved']),
    accepted('leaves', ['termination', 'moved', 'stays']),
  )

export interface BaseIntervalRow extends RowOf<typeof inferred> {}
export const baseInterval: Model<'customers.base_interval', BaseIntervalRow> = inferred
