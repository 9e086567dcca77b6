import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { allowancePool } from './allowance_pool.ts'
import { coveringGrant } from './covering.ts'
import { onlyServiceOf } from './pooled_use.ts'
import { usageGrant } from './usage_grant.ts'

/** Grants with the pool they are used in. */
const inferred = model('rating.pool_grant', { grant: usageGrant, pool: allowancePool })
  .describe({
    description: 'Grants of allowances, each with the pool that uses it and its place among the grants of the pool.',
    columns: {
      pool: 'Kind and id of who shares',
      pool_ordered: 'Whether the pool’s order depends on the line or on what is left',
      plain:
        'Whether it is for all use of its unit by its line: nobody shares it, no zone, band or balance is named, and none of the line’s is for some bands only',
      begins: 'First local day on which what is used matters to it',
      ends: 'First local day after it',
      grant: 'As coverage reads it',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('grant as g')
      .leftJoin('pool as p', (join) => join.onRef('p.id', '=', 'g.payer_account_id').on('p.of', '=', 'payer'))
      .leftJoin('pool as a', (join) => join.onRef('a.id', '=', 'g.billing_account_id').on('a.of', '=', 'account'))
      .leftJoin('pool as l', (join) => join.onRef('l.id', '=', 'g.subscription_id').on('l.of', '=', 'line'))
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
        'g.held',
        'g.begins',
        'g.valid_to as ends',
        ch.coalesce(ch.coalesce(eb.ref('p.ordered'), eb.ref('a.ordered')), eb.ref('l.ordered')).as('pool_ordered'),
        ch
          .toBool(
            eb.and([
              eb('p.id', 'is', null),
              eb('a.id', 'is', null),
              // Uses of such a pool are in pieces, and a piece is told by the unit it begins at.
              eb(ch.coalesce(eb.ref('l.banded'), ch.toBool(ch.literal(0))), '=', false),
              eb('g.held', '=', 'allowance'),
              eb('g.scope', '<>', 'account'),
              eb(ch.arrayLength(eb.ref('g.zone_list')), '=', 0n),
              eb(ch.arrayLength(eb.ref('g.band_list')), '=', 0n),
              eb(ch.arrayLength(eb.ref('g.factor_zones')), '=', 0n),
              eb.or([
                eb(ch.arrayLength(eb.ref('g.service_list')), '=', 0n),
                eb(onlyServiceOf(ch.toString(eb.ref('g.unit'))), '<>', ''),
              ]),
            ]),
          )
          .as('plain'),
        coveringGrant({
          place: {
            priority: ch.toInt(eb.ref('g.priority')),
            usedBefore: eb.ref('g.used_before'),
            weight: ch.toInt(eb.ref('g.weight')),
            name: ch.toString(eb.ref('g.allowance_id')),
          },
          id: eb.ref('g.grant_id'),
          fromGrant: eb.ref('g.from_grant'),
          amount: eb.ref('g.amount'),
          least: eb.ref('g.least'),
          unit: ch.toString(eb.ref('g.unit')),
          services: eb.ref('g.service_list'),
          zones: eb.ref('g.zone_list'),
          bands: eb.ref('g.band_list'),
          factorZones: eb.ref('g.factor_zones'),
          factors: eb.ref('g.factor_values'),
          increment: eb.ref('g.increment'),
          from: eb.ref('g.valid_from'),
          to: eb.ref('g.valid_to'),
          fromAt: eb.ref('g.from_at'),
          toAt: eb.ref('g.to_at'),
          line: eb.ref('g.subscription_id'),
          shared: ch.if(eb('g.scope', '<>', 'subscription'), ch.toInt(ch.literal(1)), ch.toInt(ch.literal(0))),
          blocker: ch.toInt(eb.ref('g.blocker')),
          order: ch.toString(eb.ref('g.used_order')),
          ownFirst: ch.toInt(eb.ref('g.own_first')),
          balance: ch.if(eb('g.held', '=', 'balance'), ch.toString(eb.ref('g.allowance_id')), ch.text('')),
          debtor: eb.ref('g.debtor'),
          maximumDebt: eb.ref('g.maximum_debt'),
          account: ch.if(eb('g.scope', '=', 'account'), eb.ref('g.billing_account_id'), ch.text('')),
        }).as('grant'),
      ]),
  )
  .view()

export interface PoolGrantRow extends RowOf<typeof inferred> {}

export const poolGrant: Model<'rating.pool_grant', PoolGrantRow> = inferred
