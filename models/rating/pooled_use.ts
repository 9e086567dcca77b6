import { type Expression, expressionBuilder } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { allowancePool } from './allowance_pool.ts'
import { pricedUsage } from './priced_usage.ts'

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

/** Use of lines that have allowances. */
const inferred = model('rating.pooled_use', { pool: allowancePool, priced: pricedUsage })
  .describe({
    description: 'Use that allowances may cover, with the pool whose allowances these are.',
    columns: {
      pool: 'Kind and id of who shares',
      covered_service: 'Service, or metric, as allowances name it',
      unit: 'Unit in which allowances count it',
      units: 'Charged quantity',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('priced as u')
      .leftJoin('pool as p', (join) => join.onRef('p.id', '=', 'u.payer_account_id').on('p.of', '=', 'payer'))
      .leftJoin('pool as a', (join) => join.onRef('a.id', '=', 'u.billing_account_id').on('a.of', '=', 'account'))
      .leftJoin('pool as l', (join) => join.onRef('l.id', '=', 'u.subscription_id').on('l.of', '=', 'line'))
      .select((eb) => [
        ch
          .multiIf(
            [
              [eb('p.id', 'is not', null), ch.concat(ch.text('payer/'), ch.coalesce(eb.ref('p.id'), ch.text('')))],
              [eb('a.id', 'is not', null), ch.concat(ch.text('account/'), ch.coalesce(eb.ref('a.id'), ch.text('')))],
            ],
            ch.concat(ch.text('line/'), ch.coalesce(eb.ref('l.id'), ch.text(''))),
          )
          .as('pool'),
        'u.event_id',
        'u.started_at',
        ch.notNull(ch.toDate(eb.ref('u.local_started_at'))).as('day'),
        ch.notNull(eb.ref('u.subscription_id')).as('subscription_id'),
        ch
          .if(eb('u.service', '=', 'metered'), ch.toString(eb.ref('u.metric')), ch.toString(eb.ref('u.service')))
          .as('covered_service'),
        ch.coalesce(eb.ref('u.zone'), ch.text('')).as('zone'),
        unitOf(eb.ref('u.service')).as('unit'),
        ch
          .if(
            eb('u.service', '=', 'metered'),
            ch.greatest(ch.coalesce(eb.ref('u.metered_quantity'), ch.zero(9)), ch.zero(9)),
            ch.decimal(eb.ref('u.charged_quantity'), 9),
          )
          .as('units'),
        'u.amount',
        'u.stated',
        'u.service',
      ])
      .where((eb) =>
        eb.and([
          eb('u.reason', '=', ''),
          eb.or([eb('u.charged_quantity', '>', 0n), eb('u.amount', '>', '0')]),
          eb.or([eb('p.id', 'is not', null), eb('a.id', 'is not', null), eb('l.id', 'is not', null)]),
        ]),
      ),
  )
  .view()

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface PooledUseRow extends RowOf<typeof inferred> {}

export const pooledUse: Model<'rating.pooled_use', PooledUseRow> = inferred
