import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long, Text } from '../../warehouse/columns.ts'
import { allowancePool } from './allowance_pool.ts'
import { pricedUsage } from './priced_usage.ts'
import { useKey } from './use_key.ts'

type Tuple = readonly unknown[]

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

/** Parts as pieces: from unit, units and band. Steps of an allowance run on through the slots of a band. */
function byBand(parts: Expression<readonly Tuple[]>): RawBuilder<readonly Tuple[]> {
  const pieces = ch.arrayMap(parts, (part) =>
    ch.tuple(
      ch.decimal(ch.element<Long>(part, 1), 9),
      ch.decimal(ch.element<Long>(part, 2), 9),
      ch.element<Text>(part, 3),
    ),
  ) as RawBuilder<readonly Tuple[]>
  const none = ch.arrayFilter(pieces, () => ch.toBool(ch.literal(0))) as RawBuilder<readonly Tuple[]>
  return ch.arrayFold(pieces, none, (joined, piece) => {
    const last = ch.at(joined, -1)
    const units = (of: Expression<Tuple>) => ch.element<Decimal<9>>(of, 2)
    const longer = ch.tuple(
      ch.element<Decimal<9>>(last, 1),
      ch.plus(units(last), units(piece)),
      ch.element<Text>(last, 3),
    )
    const goesOn = free.and([
      free(ch.arrayLength(joined), '>', 0n),
      free(ch.element<Text>(last, 3), '=', ch.element<Text>(piece, 3)),
    ])
    return ch.if(
      goesOn,
      ch.arrayConcat(ch.arrayInit(joined), ch.array(longer)),
      ch.arrayConcat(joined, ch.array(piece)),
    ) as RawBuilder<readonly Tuple[]>
  })
}

/** Use of lines that have allowances. */
const inferred = model('rating.pooled_use', { pool: allowancePool, priced: pricedUsage })
  .describe({
    description: 'Use that allowances may cover, with the pool whose allowances these are.',
    columns: {
      pool: 'Kind and id of who shares',
      use_key: 'Id of the event; of use of a metric after `metered/`',
      covered_service: 'Service, or metric, as allowances name it',
      unit: 'Unit in which allowances count it',
      units: 'Charged quantity',
      pieces:
        'From unit, units and band: one, or one a stay in a band where the pool has something for some bands only',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('pooled', (w) =>
        w
          .selectFrom('priced as u')
          .leftJoin('pool as p', (join) => join.onRef('p.id', '=', 'u.payer_account_id').on('p.of', '=', 'payer'))
          .leftJoin('pool as a', (join) => join.onRef('a.id', '=', 'u.billing_account_id').on('a.of', '=', 'account'))
          .leftJoin('pool as l', (join) => join.onRef('l.id', '=', 'u.subscription_id').on('l.of', '=', 'line'))
          .select((eb) => [
            ch
              .multiIf(
                [
                  [eb('p.id', 'is not', null), ch.concat(ch.text('payer/'), ch.coalesce(eb.ref('p.id'), ch.text('')))],
                  [
                    eb('a.id', 'is not', null),
                    ch.concat(ch.text('account/'), ch.coalesce(eb.ref('a.id'), ch.text(''))),
                  ],
                ],
                ch.concat(ch.text('line/'), ch.coalesce(eb.ref('l.id'), ch.text(''))),
              )
              .as('pool'),
            ch
              .coalesce(
                ch.coalesce(ch.coalesce(eb.ref('p.banded'), eb.ref('a.banded')), eb.ref('l.banded')),
                ch.toBool(ch.literal(0)),
              )
              .as('banded'),
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
              eb.or([eb('p.id', 'is not', null), eb('a.id', 'is not', null), eb('l.id', 'is not', null)]),
            ]),
          ),
      )
      .selectFrom('pooled as u')
      .select((eb) => {
        const whole = ch.array(ch.tuple(ch.zero(9), eb.ref('u.units'), eb.ref('u.band')))
        const split = eb.and([eb('u.banded', '=', true), eb(ch.arrayLength(eb.ref('u.parts')), '>', 0n)])
        return [
          'u.pool',
          'u.use_key',
          'u.billing_account_id',
          'u.started_at',
          'u.day',
          'u.subscription_id',
          'u.covered_service',
          'u.zone',
          'u.band',
          'u.unit',
          'u.units',
          'u.amount',
          'u.currency',
          'u.stated',
          'u.service',
          ch.if(split, byBand(eb.ref('u.parts')), whole).as('pieces'),
        ]
      }),
  )
  .view()

export interface PooledUseRow extends RowOf<typeof inferred> {}

export const pooledUse: Model<'rating.pooled_use', PooledUseRow> = inferred
