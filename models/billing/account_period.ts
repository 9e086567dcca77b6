import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { accountCycle, cycleDay } from './account_cycle.ts'
import { accountPayer } from './account_payer.ts'

const yes = ch.literal<boolean>(true)
const no = ch.literal<boolean>(false)

/** Billing periods of every account. */
const inferred = model('billing.account_period', { payer: accountPayer, cycle: accountCycle, clock })
  .describe({
    description:
      'Monthly periods [period_from, period_to) of every billing account in its payer’s cycle, from the month of the first usage to the bill that is open at `as_of`, or begins then. Days are calendar days in the account’s zone. Who pays on the last day of a bill owns all of it; a period ends on the first cycle day of the cycle in force then, so a change of cycle makes one that is shorter, and another payer one that may be longer.',
    columns: {
      payer_account_id: 'Who gets the bill: the top of the hierarchy on the bill’s last day',
      month: 'Month whose cycle day it begins on',
      cycle_day: 'Of the cycle in force at its end',
      bill_from: 'First day of the bill the period belongs to; differs from period_from in cycles of several months',
      bill_to: 'First day after the bill',
      bill_months: 'Months between bills in the cycle that made this one',
      tax_exempt: 'Whether the payer pays no tax on the bill’s last day',
      begun: 'The period began before `as_of`',
      until: 'End of the data, not included',
      closed: 'The bill’s last day has passed at `as_of`: there is a draft bill',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      // Days on which periods begin: cycle days of whoever pays on the day before.
      .with('month', (w) =>
        w
          .selectFrom('payer as p')
          .innerJoin('cycle as c', 'c.billing_account_id', 'p.billing_account_id')
          .crossJoin('clock as k')
          .select((eb) => {
            const first = ch.addMonths(
              eb.ref('k.first_month'),
              ch.negate(ch.plus(eb.ref('p.cycle_months'), ch.toInt(ch.literal(1)))),
            )
            const open = ch.addMonths(
              ch.toDate(eb.ref('k.as_of')),
              ch.plus(eb.ref('p.cycle_months'), eb.ref('p.cycle_months')),
            )
            const from = ch.greatest(eb.ref('p.from_day'), eb.ref('c.begins'))
            const to = ch.least(eb.ref('p.to_day'), eb.ref('c.to_day'))
            return [
              'p.billing_account_id',
              'p.payer_account_id',
              'p.from_day',
              'p.to_day',
              'c.begins',
              'c.to_day as cycle_to',
              'c.cycle_day',
              'p.cycle_months',
              'p.cycle_month',
              'p.tax_exempt',
              'k.first_month',
              ch.toDate(eb.ref('k.as_of')).as('until'),
              ch
                .arrayJoin(
                  ch.months(ch.greatest(first, ch.toStartOfMonth(from)), ch.least(open, ch.addDays(to, ch.literal(1)))),
                )
                .as('month'),
            ]
          })
          .whereRef('c.begins', '<=', 'p.to_day')
          .whereRef('c.to_day', '>', 'p.from_day'),
      )
      .with('begin', (w) =>
        w.selectFrom('month as m').select((eb) => {
          // Months since one in which a cycle begins.
          const number = ch.plus(
            ch.times(ch.toYear(eb.ref('m.month')), ch.toInt(ch.literal(12))),
            ch.minus(ch.toMonth(eb.ref('m.month')), ch.toInt(eb.ref('m.cycle_month'))),
          )
          return [
            'm.billing_account_id',
            'm.payer_account_id',
            'm.cycle_day',
            'm.cycle_months',
            'm.tax_exempt',
            'm.first_month',
            'm.until',
            'm.month',
            'm.from_day',
            'm.to_day',
            'm.begins',
            'm.cycle_to',
            cycleDay(eb.ref('m.month'), eb.ref('m.cycle_day')).as('day'),
            ch.toBool(eb(ch.toLong(ch.mod(number, eb.ref('m.cycle_months'))), '=', 0n)).as('of_bill'),
          ]
        }),
      )
      .with('boundary', (w) =>
        w
          .selectFrom('begin as b')
          .selectAll('b')
          .whereRef('b.day', '>', 'b.from_day')
          .whereRef('b.day', '<=', 'b.to_day')
          .whereRef('b.day', '>=', 'b.begins')
          .whereRef('b.day', '<', 'b.cycle_to'),
      )
      .with('bounded', (w) =>
        w.selectFrom('boundary as b').select((eb) => {
          const account = { partitionBy: [eb.ref('b.billing_account_id')], orderBy: [eb.ref('b.day')] } as const
          const ofBill = ch.if(eb('b.of_bill', '=', true), ch.toNullable(eb.ref('b.day')), ch.null())
          return [
            'b.billing_account_id',
            'b.first_month',
            'b.until',
            'b.month',
            'b.day as period_from',
            over(ch.lead(eb.ref('b.day')), account).as('period_to'),
            over(ch.lead(eb.ref('b.cycle_day')), account).as('cycle_day'),
            over(ch.max(ofBill), { ...account, frame: rowsBetween('unbounded', 0) }).as('bill_from'),
            over(ch.min(ofBill), { ...account, frame: 'rows between 1 following and unbounded following' }).as(
              'bill_to',
            ),
          ]
        }),
      )
      .selectFrom('bounded as g')
      .innerJoin('boundary as e', (join) =>
        join.onRef('e.billing_account_id', '=', 'g.billing_account_id').onRef('e.day', '=', 'g.bill_to'),
      )
      .select((eb) => {
        const periodTo = ch.notNull(eb.ref('g.period_to'))
        return [
          'g.billing_account_id',
          'e.payer_account_id',
          'g.month',
          ch.notNull(eb.ref('g.cycle_day')).as('cycle_day'),
          'g.period_from',
          periodTo.as('period_to'),
          ch.dateDiff('day', eb.ref('g.period_from'), periodTo).as('days'),
          ch.notNull(eb.ref('g.bill_from')).as('bill_from'),
          ch.notNull(eb.ref('g.bill_to')).as('bill_to'),
          'e.cycle_months as bill_months',
          'e.tax_exempt',
          'g.until',
          ch.if(eb('g.period_from', '<', eb.ref('g.until')), yes, no).as('begun'),
          ch.if(eb('g.bill_to', '<=', eb.ref('g.until')), yes, no).as('closed'),
        ]
      })
      .where('g.period_to', 'is not', null)
      .where('g.bill_from', 'is not', null)
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

export interface AccountPeriodRow extends RowOf<typeof inferred> {}
export const accountPeriod: Model<'billing.account_period', AccountPeriodRow> = inferred
