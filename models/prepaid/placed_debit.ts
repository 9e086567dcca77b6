import type { RawBuilder } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import type { ExpressionBuilder } from '../../transforms/sql/expression.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { balanceLot } from '../rating/balance_lot.ts'
import { type CoveredUse, ofGrant } from '../rating/covering.ts'
import { poolGrant } from '../rating/pool_grant.ts'
import { subscriptionPlan } from '../rating/subscription_plan.ts'
import { debit } from './debit.ts'

/** What is taken from balances by name, where it is taken. */
const inferred = model('prepaid.placed_debit', { debit, plan: subscriptionPlan, grant: poolGrant, lot: balanceLot })
  .describe({
    description:
      'What is taken from balances beside use, with the pool in which there is something of the balance’s unit, and that unit. A line that moved to another account has deposits in the pools of both: it is taken where the line then was, if something is there.',
    columns: {
      pool: 'Kind and id of who shares',
      unit: 'Unit of the balance as it then was; money where the line has no such balance',
    },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .with('member', (w) =>
        w
          .selectFrom('grant as g')
          .select((eb) => [
            'g.pool',
            ofGrant.line(eb.ref('g.grant')).as('line'),
            ch.toString(eb.ref('g.unit')).as('unit'),
            ch.max(ofGrant.account(eb.ref('g.grant'))).as('account'),
          ])
          .where('g.held', '=', 'balance')
          .groupBy((eb) => [eb.ref('g.pool'), ofGrant.line(eb.ref('g.grant')), ch.toString(eb.ref('g.unit'))]),
      )
      .with('known', (w) =>
        w
          .selectFrom('lot as l')
          .select((eb) => [
            'l.subscription_id',
            ch.toString(eb.ref('l.allowance_id')).as('balance_id'),
            ch.toString(eb.ref('l.unit')).as('unit'),
            'l.from_at',
          ]),
      )
      .with('counted', (w) =>
        w
          .selectFrom('debit as d')
          .leftJoin('known as b', (join) =>
            asof(
              join
                .onRef('b.subscription_id', '=', 'd.subscription_id')
                .onRef('b.balance_id', '=', 'd.balance_id')
                .onRef('d.at', '>=', 'b.from_at'),
            ),
          )
          .select((eb) => [
            'd.debit_id',
            'd.subscription_id',
            'd.at',
            'd.amount',
            'd.balance_id',
            ch.coalesce(eb.ref('b.unit'), ch.text('money')).as('unit'),
          ]),
      )
      .selectFrom('counted as d')
      .leftJoin('plan as p', (join) =>
        asof(join.onRef('p.subscription_id', '=', 'd.subscription_id').onRef('d.at', '>=', 'p.valid_from')),
      )
      .innerJoin('member as m', (join) => join.onRef('m.line', '=', 'd.subscription_id').onRef('m.unit', '=', 'd.unit'))
      .select((eb) => {
        const pools = ch.array(
          ch.concat(ch.text('payer/'), ch.coalesce(eb.ref('p.payer_account_id'), ch.text(''))),
          ch.concat(ch.text('account/'), ch.coalesce(eb.ref('p.billing_account_id'), ch.text(''))),
          ch.concat(ch.text('line/'), eb.ref('d.subscription_id')),
        )
        const place = ch.indexOf(pools, eb.ref('m.pool'))
        const nearest = ch.tuple(
          ch.if(eb(place, '>', 0n), ch.toLong(place), ch.toLong(ch.literal(9))),
          eb.ref('m.pool'),
        )
        return [
          'd.debit_id',
          'd.subscription_id',
          'd.at',
          'd.amount',
          'd.balance_id',
          'd.unit',
          ch.argMin(eb.ref('m.pool'), nearest).as('pool'),
          ch.argMin(eb.ref('m.account'), nearest).as('account'),
        ]
      })
      .groupBy(['d.debit_id', 'd.subscription_id', 'd.at', 'd.amount', 'd.balance_id', 'd.unit']),
  )
  .view()
  .check(notNull('debit_id', 'pool', 'unit'), unique('debit_id'))

export interface PlacedDebitRow extends RowOf<typeof inferred> {}

export const placedDebit: Model<'prepaid.placed_debit', PlacedDebitRow> = inferred

/** A debit as coverage reads it: taken by the name of its balance. */
export const takenByName = <T>(
  eb: ExpressionBuilder<{ d: PlacedDebitRow }, 'd'>,
  made: (of: CoveredUse) => RawBuilder<T>,
) =>
  made({
    at: eb.ref('d.at'),
    eventId: eb.ref('d.debit_id'),
    day: ch.toDate(eb.ref('d.at')),
    line: eb.ref('d.subscription_id'),
    account: eb.ref('d.account'),
    need: eb.ref('d.amount'),
    balance: eb.ref('d.balance_id'),
  })
