import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { antiJoin, asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Instant, Text } from '../../warehouse/columns.ts'
import { t } from '../../warehouse/columns.ts'
import { balance } from '../staging/balance.ts'
import { balanceMovement } from '../staging/balance_movement.ts'
import { passPurchase } from '../staging/pass_purchase.ts'
import { recharge } from '../staging/recharge.ts'
import { topUp } from '../staging/top_up.ts'
import { chargingLine } from './charging_line.ts'
import { ofKind } from './kind_id.ts'
import { subscriptionPlan } from './subscription_plan.ts'

const never = ch.castTo(ch.null(), t.nullable(t.instant))
const word = (text: string) => ch.lowCardinality(ch.text(text))

/** What is put on balances that own rating drives. */
const inferred = model('rating.balance_deposit', {
  plan: subscriptionPlan,
  balance,
  recharge,
  topUp,
  purchase: passPurchase,
  movement: balanceMovement,
  charging: chargingLine,
})
  .describe({
    description:
      'What was put on balances whose use the charging system does not debit: what a new line begins with, recharges, their bonuses, passes, and movements from elsewhere. Of bonuses for one balance that of the highest step reached counts.',
    columns: {
      deposit_id: 'Kind (recharge, pass, movement) and id, with what it is of it; of an opening line and balance',
      movement: 'Line of the prepaid ledger it belongs to',
      expires_at: 'When it is lost, where that is said; else the balance of the catalogue says',
    },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .with('held', (w) =>
        w
          .selectFrom('plan as l')
          .innerJoin('balance as b', 'b.offering_id', 'l.offering_id')
          .select((eb) => [
            'l.subscription_id',
            'b.balance_id',
            ch.min(eb.ref('l.valid_from')).as('at'),
            ch.argMin(eb.ref('b.opening'), eb.ref('l.valid_from')).as('amount'),
            ch.argMin(eb.ref('b.kind'), eb.ref('l.valid_from')).as('kind'),
          ])
          .where((eb) =>
            eb.and([eb('b.valid_from', '<=', eb.ref('l.valid_from')), eb('b.valid_to', '>', eb.ref('l.valid_from'))]),
          )
          .groupBy(['l.subscription_id', 'b.balance_id']),
      )
      .with('recharged', (w) =>
        w
          .selectFrom('recharge as r')
          .leftJoin('plan as p', (join) =>
            asof(
              join.onRef('p.subscription_id', '=', 'r.subscription_id').onRef('r.recharged_at', '>=', 'p.valid_from'),
            ),
          )
          .select([
            'r.recharge_id',
            'r.subscription_id',
            'r.recharged_at',
            'r.balance',
            'r.amount',
            'r.bonus_amount',
            'r.expires_at',
            'p.offering_id',
          ]),
      )
      .with('step', (w) =>
        w
          .selectFrom('recharged as r')
          .innerJoin('topUp as b', 'b.offering_id', 'r.offering_id')
          .select((eb) => {
            const share = ch.div(
              ch.exact(ch.mul(ch.exact(eb.ref('r.amount')), ch.coalesce(eb.ref('b.percentage'), ch.zero(9)))),
              ch.literal<bigint>(100n),
            )
            const given = ch.plus(share, ch.exact(ch.coalesce(eb.ref('b.amount'), ch.zero(9))))
            return [
              'r.recharge_id',
              'r.subscription_id',
              'r.recharged_at',
              'b.balance_id',
              ch.argMax(ch.decimal(given, 9), ch.tuple(eb.ref('b.at_least'), eb.ref('b.top_up_id'))).as('amount'),
            ]
          })
          .where((eb) =>
            eb.and([
              eb('b.kind', '=', 'bonus'),
              eb('b.at_least', '<=', ch.decimal(eb.ref('r.amount'), 9)),
              eb('b.valid_from', '<=', eb.ref('r.recharged_at')),
              eb('b.valid_to', '>', eb.ref('r.recharged_at')),
            ]),
          )
          .groupBy(['r.recharge_id', 'r.subscription_id', 'r.recharged_at', 'b.balance_id']),
      )
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
          .selectFrom('held as h')
          .select((eb) => [
            ch.concat(eb.ref('h.subscription_id'), ch.text('/'), ch.toString(eb.ref('h.balance_id'))).as('deposit_id'),
            'h.subscription_id',
            ch.toString(eb.ref('h.balance_id')).as('balance_id'),
            word('adjustment').as('movement'),
            'h.at',
            ch.zero(9).as('amount'),
            never.as('expires_at'),
            ch.null<Text>().as('event_id'),
          ])
          .unionAll(
            w
              .selectFrom('held as h')
              .select((eb) => [
                ch
                  .concat(
                    eb.ref('h.subscription_id'),
                    ch.text('/'),
                    ch.toString(eb.ref('h.balance_id')),
                    ch.text('/opening'),
                  )
                  .as('deposit_id'),
                'h.subscription_id',
                ch.toString(eb.ref('h.balance_id')).as('balance_id'),
                ch.if(eb('h.kind', '=', 'bonus'), word('bonus'), word('adjustment')).as('movement'),
                'h.at',
                'h.amount',
                never.as('expires_at'),
                ch.null<Text>().as('event_id'),
              ])
              .where('h.amount', '>', '0'),
          )
          .unionAll(
            w
              .selectFrom('recharged as r')
              .select((eb) => [
                ofKind('recharge', eb.ref('r.recharge_id')).as('deposit_id'),
                'r.subscription_id',
                ch.toString(eb.ref('r.balance')).as('balance_id'),
                word('recharge').as('movement'),
                'r.recharged_at as at',
                ch.decimal(eb.ref('r.amount'), 9).as('amount'),
                'r.expires_at',
                ch.toNullable(eb.ref('r.recharge_id')).as('event_id'),
              ])
              .where('r.amount', '>', '0'),
          )
          .unionAll(
            w
              .selectFrom('recharged as r')
              .select((eb) => [
                ch.concat(ofKind('recharge', eb.ref('r.recharge_id')), ch.text('/bonus')).as('deposit_id'),
                'r.subscription_id',
                ch.text('bonus').as('balance_id'),
                word('bonus').as('movement'),
                'r.recharged_at as at',
                ch.decimal(eb.ref('r.bonus_amount'), 9).as('amount'),
                'r.expires_at',
                ch.toNullable(eb.ref('r.recharge_id')).as('event_id'),
              ])
              .where('r.bonus_amount', '>', '0'),
          )
          .unionAll(
            w
              .selectFrom('step as r')
              .select((eb) => [
                ch
                  .concat(
                    ofKind('recharge', eb.ref('r.recharge_id')),
                    ch.text('/'),
                    ch.toString(eb.ref('r.balance_id')),
                  )
                  .as('deposit_id'),
                'r.subscription_id',
                ch.toString(eb.ref('r.balance_id')).as('balance_id'),
                word('bonus').as('movement'),
                'r.recharged_at as at',
                'r.amount',
                never.as('expires_at'),
                ch.toNullable(eb.ref('r.recharge_id')).as('event_id'),
              ])
              .where('r.amount', '>', '0'),
          )
          .unionAll(
            w
              .selectFrom('bought as r')
              .innerJoin('topUp as b', (join) =>
                join.onRef('b.offering_id', '=', 'r.offering_id').onRef('b.top_up_id', '=', 'r.pass_id'),
              )
              .select((eb) => [
                ofKind('pass', eb.ref('r.purchase_id')).as('deposit_id'),
                'r.subscription_id',
                ch.toString(eb.ref('b.balance_id')).as('balance_id'),
                word('adjustment').as('movement'),
                'r.bought_at as at',
                ch.coalesce(ch.decimal(eb.ref('b.amount'), 9), ch.zero(9)).as('amount'),
                ch
                  .toNullable(
                    ch.addDays(eb.ref('r.bought_at'), ch.toInt(ch.coalesce(eb.ref('b.days'), ch.literal(0)))) as never,
                  )
                  .$castTo<Instant | null>()
                  .as('expires_at'),
                ch.toNullable(eb.ref('r.purchase_id')).as('event_id'),
              ])
              .where((eb) =>
                eb.and([
                  eb('b.kind', '=', 'pass'),
                  eb('b.valid_from', '<=', eb.ref('r.bought_at')),
                  eb('b.valid_to', '>', eb.ref('r.bought_at')),
                ]),
              ),
          )
          .unionAll(
            w
              .selectFrom('movement as m')
              .select((eb) => [
                ofKind('movement', eb.ref('m.movement_id')).as('deposit_id'),
                'm.subscription_id',
                ch.toString(eb.ref('m.balance')).as('balance_id'),
                ch.lowCardinality(ch.toString(eb.ref('m.movement'))).as('movement'),
                'm.moved_at as at',
                ch.decimal(eb.ref('m.amount'), 9).as('amount'),
                'm.expires_at',
                'm.event_id',
              ])
              .where('m.amount', '>', '0'),
          ),
      )
      .selectFrom('every as e')
      .$call(antiJoin('charging as c', (join) => join.onRef('c.subscription_id', '=', 'e.subscription_id')))
      .select([
        'e.deposit_id',
        'e.subscription_id',
        'e.balance_id',
        'e.movement',
        'e.at',
        'e.amount',
        'e.expires_at',
        'e.event_id',
      ]),
  )
  .table({ orderBy: ['subscription_id', 'at'] })
  .check(notNull('deposit_id', 'amount'), unique('deposit_id'))

export interface BalanceDepositRow extends RowOf<typeof inferred> {}

export const balanceDeposit: Model<'rating.balance_deposit', BalanceDepositRow> = inferred
