import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { moneyCoverage } from './money_coverage.ts'
import { unitCoverage } from './unit_coverage.ts'
import { usageGrant } from './usage_grant.ts'

/** How much of each allowance is left. */
export const allowanceBalance = model('rating.allowance_balance', {
  units: unitCoverage,
  money: moneyCoverage,
  grant: usageGrant,
})
  .describe({
    description: 'What lines were given of each allowance for a period, what was used of it, and what is left.',
    columns: {
      given: 'In the allowance’s unit; of a rest what was left',
      valid_from: 'First local day',
      valid_to: 'First local day after it',
      carried_over:
        'Whether it is the rest of an earlier one: of the period before, or gone on with in another account or after another plan',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('state', (w) =>
        w
          .selectFrom('units as c')
          .$call(arrayJoin('held', (eb) => eb.ref('c.rests')))
          .select((eb) => ['c.pool', eb.ref('held').as('held')])
          .unionAll(
            w
              .selectFrom('money as c')
              .$call(arrayJoin('held', (eb) => eb.ref('c.rests')))
              .select((eb) => ['c.pool', eb.ref('held').as('held')]),
          ),
      )
      .with('balance', (w) =>
        w
          .selectFrom('state as s')
          .select((eb) => [
            's.pool',
            ch.element<Text>(eb.ref('s.held') as never, 1).as('grant_id'),
            ch.element<Decimal<9>>(eb.ref('s.held') as never, 2).as('given'),
            ch.element<Decimal<9>>(eb.ref('s.held') as never, 3).as('left'),
          ]),
      )
      .selectFrom('balance as b')
      .innerJoin('grant as g', 'g.grant_id', 'b.grant_id')
      .select((eb) => [
        'b.pool',
        'b.grant_id',
        'g.subscription_id',
        'g.billing_account_id',
        'g.offering_id',
        'g.allowance_id',
        'g.name',
        'g.unit',
        'g.valid_from',
        'g.valid_to',
        ch.toBool(eb('g.from_grant', '<>', '')).as('carried_over'),
        'b.given',
        ch.decimal(ch.minus(eb.ref('b.given'), eb.ref('b.left')), 9).as('used'),
        'b.left',
      ])
      .where('g.held', '=', 'allowance'),
  )
  .table({ orderBy: ['subscription_id', 'allowance_id', 'valid_from'] })
  .check(notNull('grant_id', 'given', 'left'), unique('grant_id'))
