import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { allowanceGrant } from './allowance_grant.ts'
import { allowancePool } from './allowance_pool.ts'
import { coveringGrant } from './coverage.ts'

/** Grants with the pool they are used in. */
const inferred = model('rating.pool_grant', { grant: allowanceGrant, pool: allowancePool })
  .describe({
    description: 'Grants of allowances, each with the pool that uses it and its place among the grants of the pool.',
    columns: { pool: 'Kind and id of who shares', grant: 'As coverage reads it' },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('grant as g')
      .leftJoin('pool as p', (join) => join.onRef('p.id', '=', 'g.payer_account_id').on('p.of', '=', 'payer'))
      .leftJoin('pool as a', (join) => join.onRef('a.id', '=', 'g.billing_account_id').on('a.of', '=', 'account'))
      .select((eb) => [
        'g.unit',
        ch
          .multiIf(
            [
              [eb('p.id', 'is not', null), ch.concat(ch.text('payer/'), ch.coalesce(eb.ref('p.id'), ch.text('')))],
              [eb('a.id', 'is not', null), ch.concat(ch.text('account/'), ch.coalesce(eb.ref('a.id'), ch.text('')))],
            ],
            ch.concat(ch.text('line/'), eb.ref('g.subscription_id')),
          )
          .as('pool'),
        coveringGrant({
          place: ch.tuple(
            eb.ref('g.priority'),
            eb.ref('g.used_before'),
            ch.negate(ch.toLong(eb.ref('g.weight'))),
            ch.toString(eb.ref('g.allowance_id')),
            eb.ref('g.grant_id'),
          ),
          id: eb.ref('g.grant_id'),
          fromGrant: eb.ref('g.from_grant'),
          amount: eb.ref('g.amount'),
          unit: ch.toString(eb.ref('g.unit')),
          services: eb.ref('g.service_list'),
          zones: eb.ref('g.zone_list'),
          factorZones: eb.ref('g.factor_zones'),
          factors: eb.ref('g.factor_values'),
          increment: eb.ref('g.increment'),
          from: eb.ref('g.valid_from'),
          to: eb.ref('g.valid_to'),
          line: ch.if(eb('g.scope', '=', 'subscription'), eb.ref('g.subscription_id'), ch.text('')),
          blocker: ch.toInt(eb.ref('g.blocker')),
        }).as('grant'),
      ]),
  )
  .view()

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface PoolGrantRow extends RowOf<typeof inferred> {}

export const poolGrant: Model<'rating.pool_grant', PoolGrantRow> = inferred
