import { type Expression, expressionBuilder } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import type { ExpressionBuilder } from '../../transforms/sql/expression.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { allowancePool } from './allowance_pool.ts'
import { pricedUsage } from './priced_usage.ts'
import { useKey } from './use_key.ts'

const free = expressionBuilder<Record<string, never>>()

/** Unit in which allowances count a service. */
export function unitOf(service: Expression<string>) {
  return ch.multiIf<Text>(
    [
      [free(service, '=', 'voice'), ch.text('seconds')],
      [free(service, 'in', ['sms', 'mms']), ch.text('messages')],
      [free(service, '=', 'data'), ch.text('bytes')],
    ],
    ch.text('units'),
  )
}

/** The one service that allowances count in a unit; empty where there are several. */
export function onlyServiceOf(unit: Expression<Text>) {
  return ch.multiIf<Text>(
    [
      [free(unit, '=', 'seconds'), ch.text('voice')],
      [free(unit, '=', 'bytes'), ch.text('data')],
    ],
    ch.text(''),
  )
}

/** What coverage by money reads of a pooled use `u`. */
export const paidColumns = [
  'u.pool',
  'u.use_key',
  'u.started_at',
  'u.day',
  'u.subscription_id',
  'u.billing_account_id',
  'u.covered_service',
  'u.zone',
  'u.band',
  'u.amount',
] as const

/** Use, by who may share allowances for it: whether there are any is for those who read it to find. */
const inferred = model('rating.pooled_use', { pool: allowancePool, priced: pricedUsage })
  .describe({
    description:
      'Use, with the pool whose allowances may cover it. A line that shares with nobody is a pool by itself, whether it has allowances or not.',
    columns: {
      pool: 'Kind and id of who shares',
      use_key: 'Id of the event; of use of a metric after `metered/`',
      covered_service: 'Service, or metric, as allowances name it',
      unit: 'Unit in which allowances count it',
      units: 'Charged quantity',
      parts: 'As `rating.priced_usage` has them',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('priced as u')
      .leftJoin('pool as p', (join) => join.onRef('p.id', '=', 'u.payer_account_id').on('p.of', '=', 'payer'))
      .leftJoin('pool as a', (join) => join.onRef('a.id', '=', 'u.billing_account_id').on('a.of', '=', 'account'))
      .select((eb) => [
        ch
          .multiIf(
            [
              [eb('p.id', 'is not', null), ch.concat(ch.text('payer/'), ch.coalesce(eb.ref('p.id'), ch.text('')))],
              [eb('a.id', 'is not', null), ch.concat(ch.text('account/'), ch.coalesce(eb.ref('a.id'), ch.text('')))],
            ],
            ch.concat(ch.text('line/'), ch.coalesce(eb.ref('u.subscription_id'), ch.text(''))),
          )
          .as('pool'),
        useKey(ch.toString(eb.ref('u.service')), eb.ref('u.event_id')).as('use_key'),
        ch.notNull(eb.ref('u.billing_account_id')).as('billing_account_id'),
        'u.started_at',
        ch.notNull(ch.toDate(eb.ref('u.local_started_at'))).as('day'),
        ch.notNull(eb.ref('u.subscription_id')).as('subscription_id'),
        ch
          .if(eb('u.service', '=', 'metered'), ch.toString(eb.ref('u.metric')), ch.toString(eb.ref('u.service')))
          .as('covered_service'),
        ch.coalesce(eb.ref('u.zone'), ch.text('')).as('zone'),
        ch.coalesce(eb.ref('u.band'), ch.text('')).as('band'),
        'u.parts',
        unitOf(eb.ref('u.service')).as('unit'),
        ch
          .if(
            eb('u.service', '=', 'metered'),
            ch.greatest(ch.coalesce(eb.ref('u.metered_quantity'), ch.zero(9)), ch.zero(9)),
            ch.decimal(eb.ref('u.charged_quantity'), 9),
          )
          .as('units'),
        'u.amount',
        'u.currency',
        'u.stated',
        'u.service',
      ])
      .where((eb) =>
        eb.and([
          eb('u.reason', '=', ''),
          // What a partner gave back, or for nothing, takes nothing of an allowance.
          eb.or([eb('u.marked_amount', 'is', null), eb('u.stated_amount', '>', '0')]),
          eb.or([eb('u.charged_quantity', '>', 0n), eb('u.amount', '>', '0')]),
        ]),
      ),
  )
  .view()

/** A pooled use `u` as coverage reads it, but for what it needs. */
export const usedAs = (
  eb: ExpressionBuilder<
    {
      u: Pick<
        PooledUseRow,
        | 'started_at'
        | 'use_key'
        | 'day'
        | 'subscription_id'
        | 'billing_account_id'
        | 'covered_service'
        | 'zone'
        | 'band'
      >
    },
    'u'
  >,
) => ({
  at: eb.ref('u.started_at'),
  eventId: eb.ref('u.use_key'),
  day: eb.ref('u.day'),
  line: eb.ref('u.subscription_id'),
  account: eb.ref('u.billing_account_id'),
  service: eb.ref('u.covered_service'),
  zone: eb.ref('u.zone'),
  band: eb.ref('u.band'),
})

export interface PooledUseRow extends RowOf<typeof inferred> {}

export const pooledUse: Model<'rating.pooled_use', PooledUseRow> = inferred
