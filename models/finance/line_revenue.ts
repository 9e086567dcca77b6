import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { adjustmentCharge } from '../billing/adjustment_charge.ts'
import type { LineCategory } from '../billing/line_category.ts'
import { noteLine } from '../billing/note_line.ts'
import { postpaidTypes } from '../billing/postpaid.ts'
import { recurringCharge } from '../billing/recurring_charge.ts'
import { usageCharge } from '../billing/usage_charge.ts'
import { prepaidDebit } from '../customers/prepaid_debit.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { clock } from '../staging/clock.ts'
import { subscriptionCurrent } from '../staging/subscription_current.ts'
import { onceRevenue } from './once_revenue.ts'

/** What a line earned in a month, by what for. */
export const lineRevenue = model('finance.line_revenue', {
  recurring: recurringCharge,
  usage: usageCharge,
  adjustment: adjustmentCharge,
  note: noteLine,
  once: onceRevenue,
  rated: ratedUsage,
  debit: prepaidDebit,
  subscription: subscriptionCurrent,
  clock,
})
  .describe({
    description:
      'Revenue by line and service month, without tax, billed or not yet: recurring charges by the days of the month, postpaid usage as rated, one-off charges, late fees, spend limits and discounts as in finance.once_revenue, adjustments when decided, notes that people wrote on their date; prepaid usage as rated, brought to what the charging system took by the line `fees, expiry and differences` where its debits are in the feed.',
    columns: {
      month: 'Service month in the account’s zone',
      subscription_id: 'Null for what is of no line: an adjustment or discount of the account, a late fee',
      net: 'Exact, not rounded to a minor unit',
    },
    tags: ['finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      // The month that ends a charge takes what the division by days left.
      .with('spread', (w) =>
        w
          .selectFrom('recurring as r')
          .crossJoin('clock as k')
          .select((eb) => [
            'k.as_of as until',
            'r.billing_account_id',
            'r.subscription_id',
            'r.currency',
            'r.held_from',
            'r.held_to',
            'r.net',
            ch.arrayJoin(ch.months(eb.ref('r.held_from'), eb.ref('r.held_to'))).as('month'),
          ]),
      )
      .with('earned', (w) =>
        w.selectFrom('spread as s').select((eb) => {
          const end = ch.least(ch.addMonths(eb.ref('s.month'), ch.literal(1)), eb.ref('s.held_to'))
          const upTo = (day: typeof end) =>
            ch.decimal(
              ch.div(
                ch.mul(ch.decimal(eb.ref('s.net'), 12), ch.dateDiff('day', eb.ref('s.held_from'), day)),
                ch.dateDiff('day', eb.ref('s.held_from'), eb.ref('s.held_to')),
              ),
              9,
            )
          return [
            's.billing_account_id',
            's.subscription_id',
            's.currency',
            's.month',
            's.until',
            ch.minus(upTo(end), upTo(ch.greatest(eb.ref('s.month'), eb.ref('s.held_from')))).as('net'),
          ]
        }),
      )
      .with('shadow', (w) =>
        w
          .selectFrom('rated as u')
          .select((eb) => [
            'u.subscription_id',
            'u.month',
            'u.currency',
            'u.service',
            ch.max(eb.ref('u.billing_account_id')).as('billing_account_id'),
            ch.sum(eb.ref('u.amount')).as('net'),
          ])
          .where('u.type', 'not in', postpaidTypes)
          .groupBy(['u.subscription_id', 'u.month', 'u.currency', 'u.service']),
      )
      .with('rated_total', (w) =>
        w
          .selectFrom('shadow as s')
          .select((eb) => ['s.subscription_id', 's.month', 's.currency', ch.sum(eb.ref('s.net')).as('net')])
          .groupBy(['s.subscription_id', 's.month', 's.currency']),
      )
      .with('part', (w) =>
        w
          .selectFrom('earned as e')
          .select((eb) => [
            'e.month',
            'e.billing_account_id',
            ch.toNullable(eb.ref('e.subscription_id')).as('subscription_id'),
            'e.currency',
            ch.literal<LineCategory>('recurring').as('category'),
            ch.text('subscription').as('service'),
            ch.sum(eb.ref('e.net')).as('net'),
          ])
          .where((eb) => eb('e.month', '<', ch.toDate(eb.ref('e.until'))))
          .groupBy(['e.month', 'e.billing_account_id', 'e.subscription_id', 'e.currency'])
          .unionAll(
            w
              .selectFrom('usage as u')
              .select((eb) => [
                'u.month',
                'u.billing_account_id',
                'u.subscription_id',
                'u.currency',
                ch.literal<LineCategory>('usage').as('category'),
                'u.service',
                ch.sum(eb.ref('u.amount')).as('net'),
              ])
              .groupBy(['u.month', 'u.billing_account_id', 'u.subscription_id', 'u.currency', 'u.service']),
          )
          .unionAll(
            w
              .selectFrom('adjustment as j')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('j.day')).as('month'),
                'j.billing_account_id',
                'j.subscription_id',
                'j.currency',
                ch.literal<LineCategory>('adjustment').as('category'),
                ch.text('adjustment').as('service'),
                ch.decimal(eb.ref('j.net'), 9).as('net'),
              ]),
          )
          .unionAll(
            w
              .selectFrom('once as o')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('o.day')).as('month'),
                'o.billing_account_id',
                'o.subscription_id',
                ch.lowCardinality(eb.ref('o.currency')).as('currency'),
                'o.category',
                'o.service',
                ch.decimal(ch.sum(eb.ref('o.net')), 9).as('net'),
              ])
              .groupBy((eb) => [
                ch.toStartOfMonth(eb.ref('o.day')),
                eb.ref('o.billing_account_id'),
                eb.ref('o.subscription_id'),
                eb.ref('o.currency'),
                eb.ref('o.category'),
                eb.ref('o.service'),
              ]),
          )
          .unionAll(
            w
              .selectFrom('note as n')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('n.note_date')).as('month'),
                'n.charged_account_id as billing_account_id',
                'n.subscription_id',
                'n.currency',
                ch.literal<LineCategory>('adjustment').as('category'),
                ch.widen(eb.ref('n.kind')).as('service'),
                ch.decimal(eb.ref('n.net'), 9).as('net'),
              ]),
          )
          .unionAll(
            w
              .selectFrom('shadow as s')
              .select((eb) => [
                's.month',
                's.billing_account_id',
                ch.toNullable(eb.ref('s.subscription_id')).as('subscription_id'),
                's.currency',
                ch.literal<LineCategory>('usage').as('category'),
                ch.widen(eb.ref('s.service')).as('service'),
                's.net',
              ]),
          )
          .unionAll(
            w
              .selectFrom('debit as d')
              .innerJoin('subscription as l', 'l.subscription_id', 'd.subscription_id')
              .leftJoin('rated_total as t', (join) =>
                join
                  .onRef('t.subscription_id', '=', 'd.subscription_id')
                  .onRef('t.month', '=', 'd.month')
                  .onRef('t.currency', '=', 'd.currency'),
              )
              .select((eb) => [
                'd.month',
                'l.billing_account_id',
                ch.toNullable(eb.ref('d.subscription_id')).as('subscription_id'),
                'd.currency',
                ch.literal<LineCategory>('usage').as('category'),
                ch.text('fees, expiry and differences').as('service'),
                ch.minus(ch.decimal(eb.ref('d.amount'), 9), ch.coalesce(eb.ref('t.net'), ch.zero(9))).as('net'),
              ]),
          ),
      )
      .selectFrom('part as p')
      .selectAll('p'),
  )
  .table({ orderBy: ['month', 'billing_account_id', 'subscription_id'], shardBy: 'billing_account_id' })
  .check(notNull('month', 'currency', 'net'))
