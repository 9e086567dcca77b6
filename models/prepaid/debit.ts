import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { antiJoin, asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { chargingLine } from '../rating/charging_line.ts'
import { ofKind } from '../rating/kind_id.ts'
import { subscriptionPlan } from '../rating/subscription_plan.ts'
import { balanceMovement } from '../staging/balance_movement.ts'
import { passPurchase } from '../staging/pass_purchase.ts'
import { topUp } from '../staging/top_up.ts'

/** What is taken from a balance by name, beside use. */
const inferred = model('prepaid.debit', {
  movement: balanceMovement,
  purchase: passPurchase,
  topUp,
  plan: subscriptionPlan,
  charging: chargingLine,
})
  .describe({
    description:
      'What is taken from balances that own rating drives, beside use: prices of passes, and movements from elsewhere (fees, transfers out, recovery, refunds, adjustments).',
    columns: {
      debit_id: 'Kind (movement, pass) and id',
      amount: 'Taken, positive, in the balance’s unit',
      balance_id: 'The only balance it is taken from',
    },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .with('bought', (w) =>
        w
          .selectFrom('purchase as r')
          .leftJoin('plan as p', (join) =>
            asof(join.onRef('p.subscription_id', '=', 'r.subscription_id').onRef('r.bought_at', '>=', 'p.valid_from')),
          )
          .select(['r.purchase_id', 'r.subscription_id', 'r.bought_at', 'r.pass_id', 'p.offering_id']),
      )
      .with('every', (w) =>
        w
          .selectFrom('movement as m')
          .select((eb) => [
            ofKind('movement', eb.ref('m.movement_id')).as('debit_id'),
            'm.subscription_id',
            ch.toString(eb.ref('m.balance')).as('balance_id'),
            ch.toString(eb.ref('m.movement')).as('movement'),
            'm.moved_at as at',
            ch.negate(ch.decimal(eb.ref('m.amount'), 9)).as('amount'),
            'm.event_id',
          ])
          .where('m.amount', '<', '0')
          .unionAll(
            w
              .selectFrom('bought as r')
              .innerJoin('topUp as b', (join) =>
                join.onRef('b.offering_id', '=', 'r.offering_id').onRef('b.top_up_id', '=', 'r.pass_id'),
              )
              .select((eb) => [
                ch.concat(ofKind('pass', eb.ref('r.purchase_id')), ch.text('/price')).as('debit_id'),
                'r.subscription_id',
                ch.text('main').as('balance_id'),
                ch.text('fee').as('movement'),
                'r.bought_at as at',
                ch.decimal(eb.ref('b.price'), 9).as('amount'),
                ch.toNullable(eb.ref('r.purchase_id')).as('event_id'),
              ])
              .where((eb) =>
                eb.and([
                  eb('b.kind', '=', 'pass'),
                  eb('b.price', '>', '0'),
                  eb('b.valid_from', '<=', eb.ref('r.bought_at')),
                  eb('b.valid_to', '>', eb.ref('r.bought_at')),
                ]),
              ),
          ),
      )
      .selectFrom('every as e')
      .$call(antiJoin('charging as c', (join) => join.onRef('c.subscription_id', '=', 'e.subscription_id')))
      .select(['e.debit_id', 'e.subscription_id', 'e.balance_id', 'e.movement', 'e.at', 'e.amount', 'e.event_id']),
  )
  .view()
  .check(notNull('debit_id', 'amount'))

export interface DebitRow extends RowOf<typeof inferred> {}

export const debit: Model<'prepaid.debit', DebitRow> = inferred
