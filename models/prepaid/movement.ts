import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over, rowsBetween, semiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { chargingLine } from '../rating/charging_line.ts'
import { subscriptionPlan } from '../rating/subscription_plan.ts'
import { balance } from '../staging/balance.ts'
import { balanceMovement } from '../staging/balance_movement.ts'
import { ownMovement } from './own_movement.ts'

const bookedColumns = [
  'm.movement_id',
  'm.subscription_id',
  'm.balance',
  'm.kind',
  'm.movement',
  'm.moved_at',
  'm.amount',
  'm.balance_after',
  'm.event_id',
  'm.currency',
] as const

const noStatement = ch.castTo(ch.null(), t.nullable(t.decimal(18, 9)))

/** Every movement of a prepaid balance, with the balance after it. */
const inferred = model('prepaid.movement', {
  booked: balanceMovement,
  charging: chargingLine,
  own: ownMovement,
  plan: subscriptionPlan,
  balance,
})
  .describe({
    description:
      'Every movement of a prepaid balance with the balance after it: as the charging system booked it where it debits the line’s use, else as own rating finds it.',
    columns: {
      movement: 'Line of the prepaid ledger',
      kind: 'cash, bonus or units: a bonus is never a cash liability',
      amount: 'Signed, in the balance’s unit: positive raises it',
      balance_after: 'Sum of the movements up to and with this one',
      stated_after: 'What the charging system says it is',
      driven_by: 'charging system or rating',
      threshold: 'Of the balance in the catalogue; null without one',
    },
    tags: ['prepaid', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('stated', (w) =>
        w
          .selectFrom('booked as m')
          .$call(semiJoin('charging as c', (join) => join.onRef('c.subscription_id', '=', 'm.subscription_id')))
          .select(bookedColumns),
      )
      .with('known', (w) =>
        w
          .selectFrom('stated as m')
          .leftJoin('plan as p', (join) =>
            asof(join.onRef('p.subscription_id', '=', 'm.subscription_id').onRef('m.moved_at', '>=', 'p.valid_from')),
          )
          .select([...bookedColumns, 'p.offering_id']),
      )
      .with('every', (w) =>
        w
          .selectFrom('known as m')
          .leftJoin('balance as b', (join) =>
            asof(
              join
                .onRef('b.offering_id', '=', 'm.offering_id')
                .onRef('b.balance_id', '=', 'm.balance')
                .onRef('m.moved_at', '>=', 'b.valid_from'),
            ),
          )
          .select((eb) => [
            'm.movement_id',
            'm.subscription_id',
            ch.toString(eb.ref('m.balance')).as('balance_id'),
            ch.toString(eb.ref('m.kind')).as('kind'),
            ch
              .if(
                eb('m.kind', '=', 'units'),
                ch.coalesce(ch.toString(eb.ref('b.unit')), ch.text('units')),
                ch.text('money'),
              )
              .as('unit'),
            ch.toString(eb.ref('m.movement')).as('movement'),
            'm.moved_at',
            ch.toInt(ch.literal(1)).as('rank'),
            ch.decimal(eb.ref('m.amount'), 9).as('amount'),
            'm.event_id',
            ch.toString(eb.ref('m.currency')).as('currency'),
            ch.castTo(eb.ref('m.balance_after'), t.nullable(t.decimal(18, 9))).as('stated_after'),
            ch.text('charging system').as('driven_by'),
            ch.castTo(eb.ref('b.threshold'), t.nullable(t.decimal(18, 9))).as('threshold'),
          ])
          .unionAll(
            w
              .selectFrom('own as m')
              .leftJoin('plan as p', (join) =>
                asof(
                  join.onRef('p.subscription_id', '=', 'm.subscription_id').onRef('m.moved_at', '>=', 'p.valid_from'),
                ),
              )
              .select((eb) => [
                'm.movement_id',
                'm.subscription_id',
                'm.balance_id',
                'm.kind',
                'm.unit',
                'm.movement',
                'm.moved_at',
                'm.rank',
                'm.amount',
                'm.event_id',
                ch.coalesce(ch.toString(eb.ref('p.currency')), ch.text('XXX')).as('currency'),
                noStatement.as('stated_after'),
                ch.text('rating').as('driven_by'),
                ch.castTo(eb.ref('m.threshold'), t.nullable(t.decimal(18, 9))).as('threshold'),
              ]),
          ),
      )
      .selectFrom('every as m')
      .select((eb) => [
        'm.movement_id',
        'm.subscription_id',
        'm.balance_id',
        'm.kind',
        'm.unit',
        'm.movement',
        'm.moved_at',
        'm.rank',
        'm.amount',
        ch
          .decimal(
            over(ch.sum(eb.ref('m.amount')), {
              partitionBy: [
                eb.ref('m.subscription_id'),
                eb.ref('m.balance_id'),
                eb.ref('m.kind'),
                eb.ref('m.unit'),
                eb.ref('m.currency'),
              ],
              orderBy: [eb.ref('m.moved_at'), eb.ref('m.rank'), eb.ref('m.movement_id')],
              frame: rowsBetween('unbounded', 0),
            }),
            9,
          )
          .as('balance_after'),
        'm.stated_after',
        'm.threshold',
        'm.event_id',
        'm.currency',
        'm.driven_by',
      ]),
  )
  .table({ orderBy: ['subscription_id', 'balance_id', 'moved_at'] })
  .check(notNull('movement_id', 'amount', 'currency'), unique('subscription_id', 'movement_id'))

export interface MovementRow extends RowOf<typeof inferred> {}

export const movement: Model<'prepaid.movement', MovementRow> = inferred
