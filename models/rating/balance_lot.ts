import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { balance } from '../staging/balance.ts'
import { openEnd } from '../staging/open_end.ts'
import { balanceDeposit } from './balance_deposit.ts'
import { factorValues, factorZones, listed } from './listed.ts'
import { subscriptionPlan } from './subscription_plan.ts'

/** What was put on balances, with what it may be used for and until when. */
const inferred = model('rating.balance_lot', { deposit: balanceDeposit, plan: subscriptionPlan, balance })
  .describe({
    description:
      'Deposits as use takes from them: with the rules of their balance and the instant at which they are lost. The first of a balance holds nothing of its own; it bears the balance’s debt.',
    columns: {
      grant_id: 'The deposit',
      debtor: 'The first of its balance',
      used_before: 'Of two of one priority the earlier is used first: when it is lost',
    },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .with('planned', (w) =>
        w
          .selectFrom('deposit as d')
          .leftJoin('plan as p', (join) =>
            asof(join.onRef('p.subscription_id', '=', 'd.subscription_id').onRef('d.at', '>=', 'p.valid_from')),
          )
          .select([
            'd.deposit_id',
            'd.subscription_id',
            'd.balance_id',
            'd.at',
            'd.amount',
            'd.expires_at',
            'p.billing_account_id',
            'p.payer_account_id',
            'p.offering_id',
          ]),
      )
      .with('ruled', (w) =>
        w
          .selectFrom('planned as d')
          .innerJoin('balance as b', (join) =>
            asof(
              join
                .onRef('b.offering_id', '=', 'd.offering_id')
                .onRef('b.balance_id', '=', 'd.balance_id')
                .onRef('d.at', '>=', 'b.valid_from'),
            ),
          )
          .select((eb) => {
            const before = over(ch.lag(eb.ref('d.at')), {
              partitionBy: [eb.ref('d.subscription_id'), eb.ref('d.balance_id')],
              orderBy: [eb.ref('d.at'), eb.ref('d.deposit_id')],
            })
            const days = ch.coalesce(ch.toInt(eb.ref('b.expires_after_days')), ch.toInt(ch.literal(0)))
            // What was lost before it came is not prolonged by it.
            const late = eb(eb.ref('d.at'), '>=', ch.addDays(ch.coalesce(before, eb.ref('d.at')), days) as never)
            return [
              'd.deposit_id',
              'd.subscription_id',
              'd.billing_account_id',
              'd.payer_account_id',
              'd.offering_id',
              'd.balance_id',
              'd.at',
              'd.amount',
              'd.expires_at',
              'b.name',
              'b.kind',
              'b.unit',
              'b.services',
              'b.zones',
              'b.bands',
              'b.factors',
              'b.increment',
              'b.rate',
              'b.priority',
              'b.weight',
              'b.used_order',
              'b.own_first',
              'b.scope',
              'b.blocker',
              'b.expires_after_days',
              'b.prolonged',
              'b.maximum_debt',
              'b.threshold',
              ch.toInt(ch.toBool(late)).as('anew'),
            ]
          }),
      )
      .with('chained', (w) =>
        w
          .selectFrom('ruled as d')
          .selectAll('d')
          .select((eb) =>
            over(ch.sum(eb.ref('d.anew')), {
              partitionBy: [eb.ref('d.subscription_id'), eb.ref('d.balance_id')],
              orderBy: [eb.ref('d.at'), eb.ref('d.deposit_id')],
              frame: rowsBetween('unbounded', 0),
            }).as('chain'),
          ),
      )
      .with('ending', (w) =>
        w
          .selectFrom('chained as d')
          .selectAll('d')
          .select((eb) => {
            const last = over(ch.max(eb.ref('d.at')), {
              partitionBy: [eb.ref('d.subscription_id'), eb.ref('d.balance_id'), eb.ref('d.chain')],
            })
            const days = ch.toInt(ch.coalesce(eb.ref('d.expires_after_days'), ch.literal(0)))
            const since = ch.if(eb('d.prolonged', '=', true), last, eb.ref('d.at'))
            const first = ch.concat(eb.ref('d.subscription_id'), ch.text('/'), eb.ref('d.balance_id'))
            return [
              first.as('debtor'),
              ch
                .multiIf(
                  [
                    [eb(eb.ref('d.deposit_id'), '=', first), openEnd()],
                    [eb('d.expires_at', 'is not', null), ch.coalesce(eb.ref('d.expires_at'), openEnd())],
                    [eb('d.expires_after_days', 'is', null), openEnd()],
                  ],
                  ch.addDays(since, days) as never,
                )
                .as('to_at'),
            ]
          }),
      )
      .selectFrom('ending as d')
      .select((eb) => {
        const word = (text: 'services' | 'zones' | 'bands' | 'factors') =>
          ch.toString(eb.ref(`d.${text}`)) as unknown as ReturnType<typeof ch.text>
        return [
          'd.subscription_id',
          ch.coalesce(eb.ref('d.billing_account_id'), ch.text('')).as('billing_account_id'),
          ch.coalesce(eb.ref('d.payer_account_id'), ch.text('')).as('payer_account_id'),
          ch.lowCardinality(ch.coalesce(ch.toString(eb.ref('d.offering_id')), ch.text(''))).as('offering_id'),
          ch.lowCardinality(eb.ref('d.balance_id')).as('allowance_id'),
          'd.name',
          'd.kind',
          'd.unit',
          'd.scope',
          listed(word('services')).as('service_list'),
          listed(word('zones')).as('zone_list'),
          listed(word('bands')).as('band_list'),
          factorZones(word('factors')).as('factor_zones'),
          factorValues(word('factors')).as('factor_values'),
          'd.increment',
          'd.rate',
          'd.priority',
          'd.weight',
          'd.used_order',
          'd.own_first',
          'd.blocker',
          eb.ref('d.deposit_id').as('grant_id'),
          ch.text('').as('from_grant'),
          'd.amount',
          ch.zero(9).as('least'),
          ch.tuple(ch.toString(eb.ref('d.to_at')), ch.toLong(ch.literal(0))).as('used_before'),
          ch.day('1970-01-01').as('valid_from'),
          ch.day('2120-01-01').as('valid_to'),
          ch.castTo(eb.ref('d.at'), t.instant).as('from_at'),
          ch.castTo(eb.ref('d.to_at'), t.instant).as('to_at'),
          ch.text('balance').as('held'),
          'd.debtor',
          ch.decimal(eb.ref('d.maximum_debt'), 9).as('maximum_debt'),
          'd.threshold',
        ]
      }),
  )
  .table({ orderBy: ['subscription_id', 'allowance_id', 'from_at'] })
  .check(notNull('grant_id', 'amount'), unique('grant_id'))

export interface BalanceLotRow extends RowOf<typeof inferred> {}

export const balanceLot: Model<'rating.balance_lot', BalanceLotRow> = inferred
