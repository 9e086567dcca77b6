import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Int, Text } from '../../warehouse/columns.ts'
import { usageGrant } from './usage_grant.ts'

/** Who shares allowances. */
export const allowancePool = model('rating.allowance_pool', { grant: usageGrant })
  .describe({
    description:
      'Pools of allowances: of a payer under whom a line shares with the hierarchy, of an account in which one shares with the account, and of a line by itself. A use is of its payer’s pool, else its account’s, else its line’s.',
    columns: {
      of: 'payer, account or line',
      id: 'Id of the payer, the account or the line',
      banded: 'Whether some of its seconds are for some bands only',
      ordered:
        'Whether it is used use by use: its order depends on the line or on what is left, or units of some zones take another number of its own',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('kind', (w) =>
        w.selectFrom('grant as g').select((eb) => [
          'g.payer_account_id',
          'g.billing_account_id',
          'g.subscription_id',
          'g.scope',
          // Only calls run from one band into another.
          ch
            .toInt(
              ch.toBool(eb.and([eb(ch.arrayLength(eb.ref('g.band_list')), '>', 0n), eb('g.unit', '=', 'seconds')])),
            )
            .as('banded'),
          ch
            .toInt(
              ch.toBool(
                eb.or([
                  eb('g.used_order', '<>', 'expiry'),
                  eb('g.own_first', '=', true),
                  // What does not suffice for a whole unit of one use may suffice for one of the next.
                  eb(ch.arrayLength(eb.ref('g.factor_zones')), '>', 0n),
                  // What is taken of a balance by name does not go by the increments in which it counts use.
                  eb.and([eb('g.held', '=', 'balance'), eb('g.increment', '>', '0')]),
                ]),
              ),
            )
            .as('ordered'),
        ]),
      )
      .with('sharer', (w) =>
        w
          .selectFrom('kind as g')
          .$call(
            arrayJoin('who', (eb) =>
              ch.array(
                ch.tuple(
                  ch.text('payer'),
                  eb.ref('g.payer_account_id'),
                  ch.if(eb('g.scope', '=', 'hierarchy'), ch.toInt(ch.literal(1)), ch.toInt(ch.literal(0))),
                ),
                ch.tuple(
                  ch.text('account'),
                  eb.ref('g.billing_account_id'),
                  ch.if(eb('g.scope', '=', 'account'), ch.toInt(ch.literal(1)), ch.toInt(ch.literal(0))),
                ),
                ch.tuple(ch.text('line'), eb.ref('g.subscription_id'), ch.toInt(ch.literal(1))),
              ),
            ),
          )
          .select((eb) => [
            ch.element<Text>(eb.ref('who'), 1).as('of'),
            ch.element<Text>(eb.ref('who'), 2).as('id'),
            ch.max(ch.element<Int>(eb.ref('who'), 3)).as('shares'),
            ch.max(eb.ref('g.banded')).as('banded'),
            ch.max(eb.ref('g.ordered')).as('ordered'),
          ])
          .groupBy((eb) => [ch.element<Text>(eb.ref('who'), 1), ch.element<Text>(eb.ref('who'), 2)]),
      )
      .selectFrom('sharer as s')
      .select((eb) => [
        's.of',
        's.id',
        ch.toBool(eb('s.banded', '=', 1)).as('banded'),
        ch.toBool(eb('s.ordered', '=', 1)).as('ordered'),
      ])
      .where('s.shares', '=', 1),
  )
  .table({ orderBy: ['of', 'id'] })
  .check(notNull('id'), unique('of', 'id'))
