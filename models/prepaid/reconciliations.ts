import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { balanceMovement } from '../staging/balance_movement.ts'
import { advance } from './advance.ts'
import { lotRest } from './lot_rest.ts'
import { movement } from './movement.ts'
import { rollForward } from './roll_forward.ts'

/** What is lost in the future is still there: rests of deposits that have ended are booked as expiry. */
export const balancesAreRests = reconciliation('balances driven by rating = rests of deposits', {
  movement,
  lotRest,
})
  .by('subscription_id', 'balance_id')
  .left((q) =>
    q
      .selectFrom('movement as m')
      .select((eb) => [
        'm.subscription_id',
        'm.balance_id',
        ch.decimal(ch.sumIf(eb.ref('m.amount'), eb('m.movement', '<>', 'expiry')), 9).as('amount'),
      ])
      .where('m.driven_by', '=', 'rating')
      .groupBy(['m.subscription_id', 'm.balance_id']),
  )
  .right((q) =>
    q
      .selectFrom('lotRest as r')
      .select((eb) => [
        'r.subscription_id',
        ch.toString(eb.ref('r.balance_id')).as('balance_id'),
        ch.decimal(ch.sum(eb.ref('r.left')), 9).as('amount'),
      ])
      .groupBy((eb) => [eb.ref('r.subscription_id'), ch.toString(eb.ref('r.balance_id'))])
      .having((eb) => eb(ch.sum(eb.ref('r.amount')), '>', '0' as never)),
  )

export const rollForwardEndsAtBalances = reconciliation('prepaid roll-forward ends at balances', {
  rollForward,
  movement,
})
  .by('kind', 'unit', 'currency')
  .left((q) =>
    q
      .selectFrom('rollForward as r')
      .select((eb) => ['r.kind', 'r.unit', 'r.currency', ch.argMax(eb.ref('r.closing'), eb.ref('r.day')).as('amount')])
      .groupBy(['r.kind', 'r.unit', 'r.currency']),
  )
  .right((q) =>
    q
      .selectFrom('movement as m')
      .select((eb) => ['m.kind', 'm.unit', 'm.currency', ch.decimal(ch.sum(eb.ref('m.amount')), 9).as('amount')])
      .groupBy(['m.kind', 'm.unit', 'm.currency']),
  )

export const advancesArePaidBack = reconciliation('recovered of advances = paid back, up to what is due', {
  advance,
  movement: balanceMovement,
})
  .by('subscription_id', 'currency')
  .left((q) =>
    q
      .selectFrom('advance as a')
      .select((eb) => ['a.subscription_id', 'a.currency', ch.decimal(ch.sum(eb.ref('a.recovered')), 9).as('amount')])
      .groupBy(['a.subscription_id', 'a.currency']),
  )
  .right((q) =>
    q
      .selectFrom('movement as m')
      .select((eb) => {
        const due = ch.sumIf(ch.coalesce(eb.ref('m.due'), eb.ref('m.amount')), eb('m.amount', '>', '0'))
        const paid = ch.negate(ch.sumIf(eb.ref('m.amount'), eb('m.amount', '<', '0')))
        return [
          'm.subscription_id',
          ch.toString(eb.ref('m.currency')).as('currency'),
          ch.least(ch.decimal(due, 9), ch.decimal(paid, 9)).as('amount'),
        ]
      })
      .where((eb) =>
        eb.and([
          eb('m.kind', '<>', 'units'),
          eb.or([
            eb('m.movement', '=', 'advance'),
            eb.and([eb('m.movement', '=', 'recovery'), eb('m.amount', '<', '0')]),
          ]),
        ]),
      )
      .groupBy((eb) => [eb.ref('m.subscription_id'), ch.toString(eb.ref('m.currency'))]),
  )
