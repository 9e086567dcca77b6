import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { ratedUsage } from '../rating/rated_usage.ts'
import { customerCurrent } from '../staging/customer_current.ts'
import { subscriptionCurrent } from '../staging/subscription_current.ts'
import { baseInterval } from './base_interval.ts'
import { baseWindow } from './base_window.ts'
import { prepaidDebit } from './prepaid_debit.ts'

/** Earned when the service was given, whenever it is billed: so ARPU does not follow bill cycles. */
const inferred = model('customers.earned_monthly', {
  interval: baseInterval,
  window: baseWindow,
  rated: ratedUsage,
  debit: prepaidDebit,
  subscription: subscriptionCurrent,
  customer: customerCurrent,
})
  .describe({
    description:
      'Revenue earned by line and service month, without tax. Postpaid: the monthly price by days in the base over days of the month, and usage as rated. Prepaid: what the charging system took in the month; where it booked nothing, usage as rated. One-off charges, adjustments and devices are not in it.',
    columns: {
      month: 'Service month in the account’s time zone',
      type: 'Type of line at the end of its time in the base that month',
      recurring:
        'Postpaid: monthly price x days in the base / days of the month; the day of termination is not in the base',
      rated: 'Usage as rated from the catalogue',
      charged: 'Usage, fees and expiry taken from cash balances by the charging system',
      revenue: 'charged for a prepaid line with debits in the month, else recurring + rated',
    },
    tags: ['arpu'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('stay', (w) =>
        w
          .selectFrom('interval as i')
          .crossJoin('window as w')
          .$call(
            arrayJoin('month', (eb) =>
              ch.months(
                ch.greatest(eb.ref('i.from_day'), eb.ref('w.first_day')),
                ch.least(eb.ref('i.to_day'), ch.addDays(eb.ref('w.last_day'), ch.literal(1))),
              ),
            ),
          )
          .select((eb) => [
            'i.subscription_id',
            'month',
            'i.currency',
            'i.from_day',
            'i.type',
            'i.segment',
            ch
              .mul(
                ch.if(ch.endsWith(eb.ref('i.type'), ch.text('postpaid')), eb.ref('i.price'), ch.zero(9)),
                ch.dateDiff(
                  'day',
                  ch.greatest(eb.ref('i.from_day'), eb.ref('month')),
                  ch.least(eb.ref('i.to_day'), ch.addMonths(eb.ref('month'), ch.literal(1))),
                ),
              )
              .as('price_days'),
          ])
          .whereRef('i.to_day', '>', 'w.first_day'),
      )
      .with('part', (w) =>
        w
          .selectFrom('stay as s')
          .select((eb) => [
            's.subscription_id',
            's.month',
            's.currency',
            ch.argMax(ch.toNullable(ch.toString(eb.ref('s.type'))), eb.ref('s.from_day')).as('type'),
            ch.argMax(ch.toNullable(ch.toString(eb.ref('s.segment'))), eb.ref('s.from_day')).as('segment'),
            ch
              .roundHalfUp(
                ch.div(ch.decimal(ch.sum(eb.ref('s.price_days')), 12), ch.toDaysInMonth(eb.ref('s.month'))),
                9,
              )
              .as('recurring'),
            ch.zero(9).as('rated'),
            ch.zero(9).as('charged'),
            ch.literal(0n as bigint).as('debits'),
          ])
          .groupBy(['s.subscription_id', 's.month', 's.currency'])
          .unionAll(
            w
              .selectFrom('rated as r')
              .crossJoin('window as w')
              .select((eb) => [
                'r.subscription_id',
                'r.month',
                'r.currency',
                ch.null<string>().as('type'),
                ch.null<string>().as('segment'),
                ch.zero(9).as('recurring'),
                ch.sum(eb.ref('r.amount')).as('rated'),
                ch.zero(9).as('charged'),
                ch.literal(0n as bigint).as('debits'),
              ])
              .whereRef('r.month', '>=', 'w.first_day')
              .whereRef('r.month', '<=', 'w.last_day')
              .groupBy(['r.subscription_id', 'r.month', 'r.currency']),
          )
          .unionAll(
            w
              .selectFrom('debit as d')
              .crossJoin('window as w')
              .select((eb) => [
                'd.subscription_id',
                'd.month',
                'd.currency',
                ch.null<string>().as('type'),
                ch.null<string>().as('segment'),
                ch.zero(9).as('recurring'),
                ch.zero(9).as('rated'),
                'd.amount as charged',
                ch.toLong(eb.ref('d.debits')).as('debits'),
              ])
              .whereRef('d.month', '>=', 'w.first_day')
              .whereRef('d.month', '<=', 'w.last_day'),
          ),
      )
      .with('whole', (w) =>
        w
          .selectFrom('part as p')
          .select((eb) => [
            'p.subscription_id',
            'p.month',
            'p.currency',
            ch.max(eb.ref('p.type')).as('type'),
            ch.max(eb.ref('p.segment')).as('segment'),
            ch.sum(eb.ref('p.recurring')).as('recurring'),
            ch.sum(eb.ref('p.rated')).as('rated'),
            ch.sum(eb.ref('p.charged')).as('charged'),
            ch.sum(eb.ref('p.debits')).as('debits'),
          ])
          .groupBy(['p.subscription_id', 'p.month', 'p.currency']),
      )
      .selectFrom('whole as e')
      .innerJoin('subscription as s', 's.subscription_id', 'e.subscription_id')
      .leftJoin('customer as c', 'c.customer_id', 's.customer_id')
      .select((eb) => {
        const type = ch.coalesce(eb.ref('e.type'), ch.toString(eb.ref('s.type')))
        return [
          'e.month',
          'e.subscription_id',
          's.billing_account_id',
          's.customer_id',
          type.as('type'),
          ch.coalesce(eb.ref('e.segment'), ch.toString(eb.ref('c.segment')), ch.text('unknown')).as('segment'),
          'e.currency',
          'e.recurring',
          'e.rated',
          'e.charged',
          ch
            .if(
              eb.and([ch.endsWith(type, ch.text('prepaid')), eb('e.debits', '>', 0n)]),
              eb.ref('e.charged'),
              ch.plus(eb.ref('e.recurring'), eb.ref('e.rated')),
            )
            .as('revenue'),
        ]
      }),
  )
  .table({ orderBy: ['month', 'subscription_id'] })
  .check(notNull('month', 'subscription_id', 'revenue'), unique('month', 'subscription_id', 'currency'))

/** Named, so that tsc does not carry the types of all models before it into every model after it. */
export interface EarnedMonthlyRow extends RowOf<typeof inferred> {}
export const earnedMonthly: Model<'customers.earned_monthly', EarnedMonthlyRow> = inferred
