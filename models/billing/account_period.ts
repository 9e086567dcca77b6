import type { Expression, RawBuilder } from 'kysely'
import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Int } from '../../warehouse/columns.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { clock } from '../staging/clock.ts'

/** The cycle day of a month; the month's last day where the month is too short. */
export function cycleDay(month: Expression<Day>, day: Expression<Int>): RawBuilder<Day> {
  const last = ch.toDaysInMonth(month)
  return ch.addDays(month, ch.minus(ch.least(ch.toInt(day), ch.toInt(last)), ch.toInt(ch.literal(1))))
}

/** Billing periods of every account. */
export const accountPeriod = model('billing.account_period', { account: billingAccountCurrent, clock })
  .describe({
    description:
      'Monthly periods [period_from, period_to) of every billing account in its payer’s cycle, from the month of the first usage to the bill that is open at `as_of`, or begins then. Days are calendar days in the account’s zone.',
    columns: {
      payer_account_id: 'Who gets the bill; the account itself when the payer is unknown',
      month: 'Month whose cycle day it begins on',
      bill_from: 'First day of the bill the period belongs to; differs from period_from in cycles of several months',
      bill_to: 'First day after the bill',
      begun: 'The period began before `as_of`',
      until: 'End of the data, not included',
      closed: 'The bill’s last day has passed at `as_of`: there is a draft bill',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('cycle', (w) =>
        w
          .selectFrom('account as a')
          .leftJoin('account as p', 'p.billing_account_id', 'a.payer_account_id')
          .crossJoin('clock as k')
          .select((eb) => {
            const firstMonth = ch.addMonths(eb.ref('k.first_month'), ch.literal(-1))
            return [
              'a.billing_account_id',
              ch.coalesce(eb.ref('p.billing_account_id'), eb.ref('a.billing_account_id')).as('payer_account_id'),
              ch.coalesce(eb.ref('p.cycle_day'), eb.ref('a.cycle_day')).as('cycle_day'),
              ch.coalesce(eb.ref('p.cycle_months'), eb.ref('a.cycle_months')).as('cycle_months'),
              'k.first_month',
              ch.toDate(eb.ref('k.as_of')).as('until'),
              ch
                .arrayJoin(
                  ch.months(
                    firstMonth,
                    ch.addMonths(
                      ch.toDate(eb.ref('k.as_of')),
                      ch.coalesce(eb.ref('p.cycle_months'), eb.ref('a.cycle_months')),
                    ),
                  ),
                )
                .as('month'),
            ]
          }),
      )
      .with('grouped', (w) =>
        w.selectFrom('cycle as c').select((eb) => {
          const number = ch.plus(
            ch.times(ch.toYear(eb.ref('c.month')), ch.toInt(ch.literal(12))),
            ch.toMonth(eb.ref('c.month')),
          )
          const into = ch.mod(ch.minus(number, ch.toInt(ch.literal(1))), eb.ref('c.cycle_months'))
          const first = ch.addMonths(eb.ref('c.month'), ch.negate(into))
          return [
            'c.billing_account_id',
            'c.payer_account_id',
            'c.first_month',
            'c.until',
            'c.month',
            'c.cycle_day',
            cycleDay(eb.ref('c.month'), eb.ref('c.cycle_day')).as('period_from'),
            cycleDay(ch.addMonths(eb.ref('c.month'), ch.literal(1)), eb.ref('c.cycle_day')).as('period_to'),
            cycleDay(first, eb.ref('c.cycle_day')).as('bill_from'),
            cycleDay(ch.addMonths(first, eb.ref('c.cycle_months')), eb.ref('c.cycle_day')).as('bill_to'),
          ]
        }),
      )
      .selectFrom('grouped as g')
      .select((eb) => [
        'g.billing_account_id',
        'g.payer_account_id',
        'g.month',
        'g.cycle_day',
        'g.period_from',
        'g.period_to',
        ch.dateDiff('day', eb.ref('g.period_from'), eb.ref('g.period_to')).as('days'),
        'g.bill_from',
        'g.bill_to',
        'g.until',
        ch
          .if(eb('g.period_from', '<', eb.ref('g.until')), ch.literal<boolean>(true), ch.literal<boolean>(false))
          .as('begun'),
        ch
          .if(eb('g.bill_to', '<=', eb.ref('g.until')), ch.literal<boolean>(true), ch.literal<boolean>(false))
          .as('closed'),
      ])
      .whereRef('g.period_to', '>', 'g.first_month')
      .whereRef('g.bill_from', '<=', 'g.until'),
  )
  .table({ orderBy: ['billing_account_id', 'period_from'] })
  .check(
    notNull('billing_account_id', 'payer_account_id', 'period_from'),
    unique('billing_account_id', 'period_from'),
    expression('a period lies within its bill', (eb) =>
      eb.and([eb('bill_from', '<=', eb.ref('period_from')), eb('bill_to', '>=', eb.ref('period_to'))]),
    ),
  )
