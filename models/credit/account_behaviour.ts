import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseWindow } from '../customers/base_window.ts'
import { closedMonths } from '../customers/closed_months.ts'
import { earnedMonthly } from '../customers/earned_monthly.ts'
import { line } from '../customers/line.ts'
import { openItem } from '../receivables/open_item.ts'
import { clock } from '../staging/clock.ts'
import { payment } from '../staging/payment.ts'

const RETURNED_MONTHS = 6

export const accountBehaviour = model('credit.account_behaviour', {
  line,
  earned: earnedMonthly,
  window: baseWindow,
  clock,
  item: openItem,
  payment,
})
  .describe({
    description:
      'What credit is judged by, one row a billing account with a line in the base and a currency, at the business date.',
    columns: {
      type: 'Type of the account’s lines; mixed where they differ',
      family: 'prepaid where all lines are, else postpaid',
      tenure_months: 'Of its oldest line in the base',
      months_counted: 'Full closed months counted, at most 3: from its first line, and from the beginning of the data',
      arpu_3m:
        'Revenue earned by the account’s lines in those months / months_counted, without tax; months without revenue count',
      overdue: 'Undisputed amount past due',
      days_past_due: 'Days since the due date of the oldest undisputed bill that is open; 0 if none is past due',
      returned_payments: 'Chargebacks and reversals in the last six months',
    },
    tags: ['credit'],
    owner: 'credit',
  })
  .query((q) =>
    q
      .with('holder', (w) =>
        w
          .selectFrom('line as l')
          .crossJoin('window as w')
          .crossJoin('clock as k')
          .select((eb) => [
            'l.billing_account_id',
            'l.currency',
            ch.max(eb.ref('l.customer_id')).as('customer_id'),
            ch
              .if(eb(ch.uniqExact(eb.ref('l.type')), '=', 1n), ch.toString(ch.any(eb.ref('l.type'))), ch.text('mixed'))
              .as('type'),
            ch
              .if(
                eb(ch.countIf(ch.endsWith(eb.ref('l.type'), ch.text('postpaid'))), '=', 0n),
                ch.text('prepaid'),
                ch.text('postpaid'),
              )
              .as('family'),
            ch.max(eb.ref('l.tenure_months')).as('tenure_months'),
            ch.sum(eb.ref('l.price')).as('monthly_charges'),
            ch.any(eb.ref('k.as_of_day')).as('as_of_day'),
            ch.any(eb.ref('k.last_month')).as('last_month'),
            closedMonths(
              ch.greatest(ch.min(eb.ref('l.first_day')), ch.any(eb.ref('w.revenue_from'))),
              ch.any(eb.ref('k.last_month')),
            ).as('months_counted'),
          ])
          .where('l.in_base', '=', true)
          .groupBy(['l.billing_account_id', 'l.currency']),
      )
      .with('worth', (w) =>
        w
          .selectFrom('holder as h')
          .innerJoin('earned as e', (join) =>
            join.onRef('e.billing_account_id', '=', 'h.billing_account_id').onRef('e.currency', '=', 'h.currency'),
          )
          .select((eb) => ['h.billing_account_id', 'h.currency', ch.sum(eb.ref('e.revenue')).as('revenue')])
          .where((eb) =>
            eb('e.month', '>', ch.addMonths(eb.ref('h.last_month'), ch.negate(eb.ref('h.months_counted')))),
          )
          .groupBy(['h.billing_account_id', 'h.currency']),
      )
      .with('debt', (w) =>
        w
          .selectFrom('item as i')
          .select((eb) => [
            'i.billing_account_id',
            'i.currency',
            ch.sum(eb.ref('i.undisputed')).as('overdue'),
            ch.max(eb.ref('i.days_past_due')).as('days_past_due'),
          ])
          .where('i.days_past_due', '>', 0n)
          .where('i.undisputed', '>', '0')
          .groupBy(['i.billing_account_id', 'i.currency']),
      )
      .with('returned', (w) =>
        w
          .selectFrom('payment as p')
          .crossJoin('clock as k')
          .select(['p.billing_account_id', ch.count().as('payments')])
          .where('p.kind', 'in', ['chargeback', 'reversal'])
          .where((eb) => eb('p.received_at', '>=', ch.addMonths(eb.ref('k.as_of'), ch.literal(-RETURNED_MONTHS))))
          .groupBy('p.billing_account_id'),
      )
      .selectFrom('holder as h')
      .leftJoin('worth as e', (join) =>
        join.onRef('e.billing_account_id', '=', 'h.billing_account_id').onRef('e.currency', '=', 'h.currency'),
      )
      .leftJoin('debt as d', (join) =>
        join.onRef('d.billing_account_id', '=', 'h.billing_account_id').onRef('d.currency', '=', 'h.currency'),
      )
      .leftJoin('returned as r', 'r.billing_account_id', 'h.billing_account_id')
      .select((eb) => [
        'h.as_of_day',
        'h.billing_account_id',
        'h.customer_id',
        'h.type',
        'h.family',
        'h.currency',
        'h.tenure_months',
        'h.months_counted',
        'h.monthly_charges',
        ch
          .div(
            ch.coalesce(eb.ref('e.revenue'), ch.zero(9)),
            ch.greatest(eb.ref('h.months_counted'), ch.literal(1n as bigint)),
          )
          .as('arpu_3m'),
        ch.coalesce(eb.ref('d.overdue'), ch.zero(3)).as('overdue'),
        ch.coalesce(eb.ref('d.days_past_due'), ch.literal(0n as bigint)).as('days_past_due'),
        ch.toLong(ch.coalesce(eb.ref('r.payments'), ch.literal(0n as bigint))).as('returned_payments'),
      ]),
  )
  .table({ orderBy: ['billing_account_id'] })
  .check(
    notNull('billing_account_id', 'arpu_3m', 'days_past_due'),
    unique('billing_account_id', 'currency'),
    accepted('family', ['postpaid', 'prepaid']),
  )
