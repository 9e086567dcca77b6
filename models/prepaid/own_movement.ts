import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoins } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long, Text } from '../../warehouse/columns.ts'
import { allowanceTake } from '../rating/allowance_take.ts'
import { balanceDeposit } from '../rating/balance_deposit.ts'
import { balanceLot } from '../rating/balance_lot.ts'
import { pricedUsage } from '../rating/priced_usage.ts'
import { numberedTakes, takeColumns } from '../rating/takes.ts'
import { useKey } from '../rating/use_key.ts'
import { clock } from '../staging/clock.ts'
import { debit } from './debit.ts'
import { lotRest } from './lot_rest.ts'
import { moneyUse } from './money_use.ts'

/** Movements of balances that own rating drives. */
const inferred = model('prepaid.own_movement', {
  deposit: balanceDeposit,
  lot: balanceLot,
  rest: lotRest,
  money: moneyUse,
  take: allowanceTake,
  debit,
  priced: pricedUsage,
  clock,
})
  .describe({
    description:
      'Movements of balances that own rating drives: deposits, what use and fees took of them, and what was lost.',
    columns: {
      amount: 'Signed: positive raises the balance',
      grant_id: 'The deposit',
      rank: 'Order of what happens at one instant: what is lost, what is put on it, then what is taken, in its order',
    },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .with('taken', (w) =>
        w
          .selectFrom('money as c')
          .$call(arrayJoins((eb) => numberedTakes(eb.ref('c.takes'))))
          .select((eb) => [...takeColumns(eb.ref('take')), eb.ref('position').as('position')])
          .unionAll(
            w
              .selectFrom('take as t')
              .select((eb) => [
                't.grant_id',
                't.use_key',
                't.taken',
                't.covered',
                ch.element<Long>(eb.ref('t.place'), 2).as('position'),
              ])
              .where('t.held', '=', 'balance'),
          ),
      )
      .with('cause', (w) =>
        w
          .selectFrom('priced as u')
          .select((eb) => [
            useKey(ch.toString(eb.ref('u.service')), eb.ref('u.event_id')).as('id'),
            'u.started_at as at',
            ch.text('usage').as('movement'),
            ch.toNullable(eb.ref('u.event_id')).as('event_id'),
          ])
          .where('u.reason', '=', '')
          .unionAll(
            w
              .selectFrom('debit as d')
              .select((eb) => [eb.ref('d.debit_id').as('id'), 'd.at', 'd.movement', 'd.event_id']),
          ),
      )
      .with('every', (w) =>
        w
          .selectFrom('deposit as d')
          .select((eb) => [
            eb.ref('d.deposit_id').as('movement_id'),
            eb.ref('d.deposit_id').as('grant_id'),
            ch.toString(eb.ref('d.movement')).as('movement'),
            'd.at',
            ch.toInt(ch.literal(1)).as('rank'),
            'd.amount',
            'd.event_id',
          ])
          .where('d.amount', '<>', '0')
          .unionAll(
            w
              .selectFrom('taken as t')
              .innerJoin('cause as c', 'c.id', 't.use_key')
              .select((eb) => [
                ch.concat(eb.ref('t.use_key'), ch.text(' '), eb.ref('t.grant_id')).as('movement_id'),
                't.grant_id',
                'c.movement',
                'c.at',
                ch.toInt(ch.plus(eb.ref('t.position'), ch.literal<bigint>(2n))).as('rank'),
                ch.negate(eb.ref('t.taken')).as('amount'),
                'c.event_id',
              ]),
          )
          .unionAll(
            w
              .selectFrom('rest as r')
              .crossJoin('clock as k')
              .select((eb) => [
                ch.concat(eb.ref('r.grant_id'), ch.text(' expiry')).as('movement_id'),
                'r.grant_id',
                ch.text('expiry').as('movement'),
                'r.to_at as at',
                ch.toInt(ch.literal(0)).as('rank'),
                ch.negate(eb.ref('r.left')).as('amount'),
                ch.null<Text>().as('event_id'),
              ])
              .where((eb) => eb.and([eb('r.left', '>', '0'), eb('r.to_at', '<', eb.ref('k.as_of'))])),
          ),
      )
      .selectFrom('every as e')
      .innerJoin('lot as l', 'l.grant_id', 'e.grant_id')
      .select((eb) => [
        'e.movement_id',
        'l.subscription_id',
        ch.toString(eb.ref('l.allowance_id')).as('balance_id'),
        ch.if(eb('l.unit', '=', 'money'), ch.toString(eb.ref('l.kind')), ch.text('units')).as('kind'),
        ch.toString(eb.ref('l.unit')).as('unit'),
        'e.movement',
        'e.at as moved_at',
        'e.rank',
        ch.decimal(eb.ref('e.amount'), 9).as('amount'),
        'e.event_id',
        'e.grant_id',
        'l.threshold',
      ]),
  )
  .view()

export interface OwnMovementRow extends RowOf<typeof inferred> {}

export const ownMovement: Model<'prepaid.own_movement', OwnMovementRow> = inferred
