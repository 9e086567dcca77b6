import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { draftLine } from '../billing/draft_line.ts'
import { postpaidTypes } from '../billing/postpaid.ts'
import { usageCharge } from '../billing/usage_charge.ts'
import { periodCharge } from '../rating/period_charge.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { rejectedUsage } from '../rating/rejected_usage.ts'
import { usedQuantity } from '../rating/usage_measure.ts'
import { sources } from '../sources.ts'
import { usageSession } from '../staging/usage_session.ts'

/** Where landed usage went. */
export const revenueReconciliation = model('finance.revenue_reconciliation', {
  landed: sources.usage,
  session: usageSession,
  rejected: rejectedUsage,
  rated: ratedUsage,
  periodic: periodCharge,
  charge: usageCharge,
  line: draftLine,
})
  .describe({
    description:
      'Usage from landing to bills by month and service, sessions of several reports counted as one: landed = each reason of rejection + rated; rated = prepaid + free of charge + billed + unbilled; billed = bill lines + rounding. Every difference has a name.',
    columns: {
      month: 'Month of the start in UTC; of rounding, the month in which the bill period begins',
      currency: 'Empty where nothing is priced yet',
      step: 'Order on the way: 1 landed, 2 rejected, 3 rated, 4 what became of it, 5 rounding and tax within prices',
      amount: 'Rated amount without tax; of rounding, rated less billed',
    },
    tags: ['finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('used', (w) =>
        w
          .selectFrom('landed as u')
          .select(['u.started_at', 'u.service', 'u.duration_s', 'u.messages', 'u.bytes_up', 'u.bytes_down'])
          .unionAll(
            w
              .selectFrom('session as s')
              .select(['s.started_at', 's.service', 's.duration_s', 's.messages', 's.bytes_up', 's.bytes_down'])
              .where('s.carries_use', '=', true),
          ),
      )
      .with('measured', (w) =>
        w.selectFrom('used as u').select((eb) => [
          ch.toStartOfMonth(eb.ref('u.started_at')).as('month'),
          'u.service',
          usedQuantity({
            service: eb.ref('u.service'),
            seconds: eb.ref('u.duration_s'),
            messages: eb.ref('u.messages'),
            bytesUp: eb.ref('u.bytes_up'),
            bytesDown: eb.ref('u.bytes_down'),
          }).as('quantity'),
        ]),
      )
      .with('stage', (w) =>
        w
          .selectFrom('measured as m')
          .select((eb) => [
            'm.month',
            ch.text('').as('currency'),
            ch.toInt(ch.literal(1)).as('step'),
            ch.text('landed').as('stage'),
            ch.widen(eb.ref('m.service')).as('service'),
            ch.toLong(ch.count()).as('events'),
            ch.toLong(ch.sum(eb.ref('m.quantity'))).as('quantity'),
            ch.zero(9).as('amount'),
          ])
          .groupBy(['m.month', 'm.service'])
          .unionAll(
            w
              .selectFrom('rejected as r')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('r.started_at')).as('month'),
                ch.text('').as('currency'),
                ch.toInt(ch.literal(2)).as('step'),
                ch.concat(ch.text('rejected: '), eb.ref('r.reason')).as('stage'),
                ch.widen(eb.ref('r.service')).as('service'),
                ch.toLong(ch.count()).as('events'),
                ch.toLong(ch.sum(eb.ref('r.quantity'))).as('quantity'),
                ch.zero(9).as('amount'),
              ])
              .groupBy((eb) => [ch.toStartOfMonth(eb.ref('r.started_at')), eb.ref('r.reason'), eb.ref('r.service')]),
          )
          .unionAll(
            w
              .selectFrom('rated as r')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('r.started_at')).as('month'),
                ch.widen(eb.ref('r.currency')).as('currency'),
                ch.toInt(ch.literal(3)).as('step'),
                ch.text('rated').as('stage'),
                ch.widen(eb.ref('r.service')).as('service'),
                ch.toLong(ch.count()).as('events'),
                ch.toLong(ch.sum(eb.ref('r.quantity'))).as('quantity'),
                ch.sum(eb.ref('r.amount')).as('amount'),
              ])
              .groupBy((eb) => [ch.toStartOfMonth(eb.ref('r.started_at')), eb.ref('r.currency'), eb.ref('r.service')]),
          )
          .unionAll(
            w
              .selectFrom('rated as r')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('r.started_at')).as('month'),
                ch.widen(eb.ref('r.currency')).as('currency'),
                ch.toInt(ch.literal(4)).as('step'),
                ch.text('prepaid').as('stage'),
                ch.widen(eb.ref('r.service')).as('service'),
                ch.toLong(ch.count()).as('events'),
                ch.toLong(ch.sum(eb.ref('r.quantity'))).as('quantity'),
                ch.sum(eb.ref('r.amount')).as('amount'),
              ])
              .where('r.type', 'not in', postpaidTypes)
              .groupBy((eb) => [ch.toStartOfMonth(eb.ref('r.started_at')), eb.ref('r.currency'), eb.ref('r.service')]),
          )
          .unionAll(
            w
              .selectFrom('charge as c')
              .select((eb) => {
                const fate = ch.multiIf(
                  [
                    [eb('c.chargeable', '=', false), ch.text('free of charge')],
                    [eb('c.period_from', 'is', null), ch.text('unbilled')],
                  ],
                  ch.text('billed'),
                )
                return [
                  'c.start_month as month',
                  ch.widen(eb.ref('c.currency')).as('currency'),
                  ch.toInt(ch.literal(4)).as('step'),
                  fate.as('stage'),
                  'c.service',
                  ch.toLong(ch.sum(eb.ref('c.events'))).as('events'),
                  ch.toLong(ch.sum(eb.ref('c.quantity'))).as('quantity'),
                  ch.sum(eb.ref('c.rated_amount')).as('amount'),
                ]
              })
              .groupBy((eb) => [
                eb.ref('c.start_month'),
                eb.ref('c.currency'),
                ch.multiIf(
                  [
                    [eb('c.chargeable', '=', false), ch.text('free of charge')],
                    [eb('c.period_from', 'is', null), ch.text('unbilled')],
                  ],
                  ch.text('billed'),
                ),
                eb.ref('c.service'),
              ]),
          )
          .unionAll(
            w
              .selectFrom('periodic as r')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('r.period_from')).as('month'),
                ch.widen(eb.ref('r.currency')).as('currency'),
                ch.toInt(ch.literal(3)).as('step'),
                ch.text('charged by the period').as('stage'),
                ch.toString(eb.ref('r.service')).as('service'),
                ch.toLong(ch.literal(0)).as('events'),
                ch.toLong(ch.literal(0)).as('quantity'),
                ch.sum(eb.ref('r.amount')).as('amount'),
              ])
              .where('r.amount', '<>', '0')
              .groupBy((eb) => [ch.toStartOfMonth(eb.ref('r.period_from')), eb.ref('r.currency'), eb.ref('r.service')]),
          )
          .unionAll(
            w
              .selectFrom('periodic as r')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('r.period_from')).as('month'),
                ch.widen(eb.ref('r.currency')).as('currency'),
                ch.toInt(ch.literal(4)).as('step'),
                ch.text('prepaid, by the period').as('stage'),
                ch.toString(eb.ref('r.service')).as('service'),
                ch.toLong(ch.literal(0)).as('events'),
                ch.toLong(ch.literal(0)).as('quantity'),
                ch.sum(eb.ref('r.amount')).as('amount'),
              ])
              .where('r.type', 'not in', postpaidTypes)
              .where('r.amount', '<>', '0')
              .groupBy((eb) => [ch.toStartOfMonth(eb.ref('r.period_from')), eb.ref('r.currency'), eb.ref('r.service')]),
          )
          .unionAll(
            w
              .selectFrom('charge as c')
              .select((eb) => [
                'c.start_month as month',
                ch.widen(eb.ref('c.currency')).as('currency'),
                ch.toInt(ch.literal(5)).as('step'),
                ch.text('tax within prices').as('stage'),
                'c.service',
                ch.toLong(ch.literal(0)).as('events'),
                ch.toLong(ch.literal(0)).as('quantity'),
                ch.sum(ch.minus(eb.ref('c.rated_amount'), eb.ref('c.amount'))).as('amount'),
              ])
              .where((eb) => eb('c.rated_amount', '<>', eb.ref('c.amount')))
              .groupBy((eb) => [eb.ref('c.start_month'), eb.ref('c.currency'), eb.ref('c.service')]),
          )
          .unionAll(
            w
              .selectFrom('line as l')
              .select((eb) => [
                ch.toStartOfMonth(eb.ref('l.period_from')).as('month'),
                ch.widen(eb.ref('l.currency')).as('currency'),
                ch.toInt(ch.literal(5)).as('step'),
                ch.text('rounding').as('stage'),
                'l.service',
                ch.toLong(ch.literal(0)).as('events'),
                ch.toLong(ch.literal(0)).as('quantity'),
                ch.sum(eb.ref('l.rounding_difference')).as('amount'),
              ])
              .where('l.category', '=', 'usage')
              .groupBy((eb) => [ch.toStartOfMonth(eb.ref('l.period_from')), eb.ref('l.currency'), eb.ref('l.service')]),
          ),
      )
      .selectFrom('stage as s')
      .selectAll('s'),
  )
  .table({ orderBy: ['month', 'currency', 'step', 'stage', 'service'] })
  .check(notNull('month', 'stage', 'events', 'amount'), unique('month', 'currency', 'stage', 'service'))
