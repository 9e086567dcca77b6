import { accepted, expression, notNull, unique, warn } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { postpaidTypes } from '../billing/postpaid.ts'
import { chargingLine } from '../rating/charging_line.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { balanceMovement } from '../staging/balance_movement.ts'

/** Where the charging system's debits and own rating disagree. */
const inferred = model('prepaid.debit_difference', {
  booked: balanceMovement,
  charging: chargingLine,
  rated: ratedUsage,
})
  .describe({
    description:
      'Use of prepaid lines whose debit by the charging system is not what own rating says: the system’s debit drives balance and revenue, the difference is a finding.',
    columns: {
      finding:
        'amount differs, not debited (rated above zero while the line was prepaid and since its first debit, no debit), or no use (a debit for use that is not rated)',
      debited: 'Taken from balances of money, positive',
      rated: 'Own rating, after allowances',
      difference: 'debited − rated',
    },
    tags: ['prepaid', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('debited', (w) =>
        w
          .selectFrom('booked as m')
          .select((eb) => [
            'm.subscription_id',
            ch.coalesce(eb.ref('m.event_id'), eb.ref('m.movement_id')).as('event_id'),
            ch.min(eb.ref('m.moved_at')).as('at'),
            ch.negate(ch.decimal(ch.sumIf(eb.ref('m.amount'), eb('m.kind', '<>', 'units')), 9)).as('debited'),
            ch.zero(9).as('rated'),
            ch.toInt(ch.literal(1)).as('is_debit'),
            ch.toInt(ch.literal(1)).as('is_due'),
          ])
          .where('m.movement', '=', 'usage')
          .groupBy((eb) => [eb.ref('m.subscription_id'), ch.coalesce(eb.ref('m.event_id'), eb.ref('m.movement_id'))]),
      )
      .with('own', (w) =>
        w
          .selectFrom('rated as r')
          .innerJoin('charging as c', 'c.subscription_id', 'r.subscription_id')
          .select((eb) => [
            'r.subscription_id',
            'r.event_id',
            'r.started_at as at',
            ch.zero(9).as('debited'),
            ch.decimal(eb.ref('r.amount'), 9).as('rated'),
            ch.toInt(ch.literal(0)).as('is_debit'),
            // The first debit is booked when its use has ended: that use began before it.
            ch.toInt(eb('r.started_at', '>=', eb.ref('c.since'))).as('is_due'),
          ])
          // What a line uses after its migration to postpaid is billed: nobody debits it.
          .where('r.type', 'not in', postpaidTypes),
      )
      .with('both', (w) =>
        w
          .selectFrom('debited as d')
          .select(['d.subscription_id', 'd.event_id', 'd.at', 'd.debited', 'd.rated', 'd.is_debit', 'd.is_due'])
          .unionAll(
            w
              .selectFrom('own as o')
              .select(['o.subscription_id', 'o.event_id', 'o.at', 'o.debited', 'o.rated', 'o.is_debit', 'o.is_due']),
          ),
      )
      .with('event', (w) =>
        w
          .selectFrom('both as b')
          .select((eb) => [
            'b.subscription_id',
            'b.event_id',
            ch.min(eb.ref('b.at')).as('at'),
            ch.decimal(ch.sum(eb.ref('b.debited')), 9).as('debited'),
            ch.decimal(ch.sum(eb.ref('b.rated')), 9).as('rated'),
            ch.max(eb.ref('b.is_debit')).as('is_debited'),
            ch.min(eb.ref('b.is_debit')).as('is_only_debit'),
            ch.max(eb.ref('b.is_due')).as('is_due'),
          ])
          .groupBy(['b.subscription_id', 'b.event_id']),
      )
      .selectFrom('event as e')
      .select((eb) => [
        'e.subscription_id',
        'e.event_id',
        'e.at',
        ch
          .multiIf(
            [
              [eb('e.is_debited', '=', 0), ch.text('not debited')],
              [eb('e.is_only_debit', '=', 1), ch.text('no use')],
            ],
            ch.text('amount differs'),
          )
          .as('finding'),
        'e.debited',
        'e.rated',
        ch.decimal(ch.minus(eb.ref('e.debited'), eb.ref('e.rated')), 9).as('difference'),
      ])
      .where('e.is_due', '=', 1)
      .where((eb) => eb('e.debited', '<>', eb.ref('e.rated'))),
  )
  .table({ orderBy: ['subscription_id', 'event_id'] })
  .check(
    notNull('subscription_id', 'event_id'),
    unique('subscription_id', 'event_id'),
    accepted('finding', ['amount differs', 'not debited', 'no use']),
    warn(expression('debits are what own rating says', (eb) => eb('difference', '=', '0' as never))),
  )

export interface DebitDifferenceRow extends RowOf<typeof inferred> {}

export const debitDifference: Model<'prepaid.debit_difference', DebitDifferenceRow> = inferred
