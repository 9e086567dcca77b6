import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { cycleDay } from './account_cycle.ts'
import { accountPayer } from './account_payer.ts'
import { accountPeriod } from './account_period.ts'

/** Bills of every account, and how far ahead each looks. */
const inferred = model('billing.account_bill', { period: accountPeriod, payer: accountPayer })
  .describe({
    description:
      'Bills [bill_from, bill_to) of every billing account, one after another. A bill charges in advance what begins before the next one that is foreseen when it ends: in the cycle that its payer has on that day, told for that day included.',
    columns: {
      next_to: 'First day after the next bill as it was foreseen; earlier where that came earlier',
      closed: 'The bill’s last day has passed at `as_of`',
    },
    tags: ['billing'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('bill', (w) =>
        w
          .selectFrom('period as p')
          .select((eb) => [
            'p.billing_account_id',
            'p.bill_from',
            'p.bill_to',
            ch.any(eb.ref('p.payer_account_id')).as('payer_account_id'),
            ch.any(eb.ref('p.bill_months')).as('bill_months'),
            ch.max(eb.ref('p.closed')).as('closed'),
            ch.argMax(eb.ref('p.cycle_day'), eb.ref('p.period_to')).as('cycle_day'),
          ])
          .groupBy(['p.billing_account_id', 'p.bill_from', 'p.bill_to']),
      )
      .selectFrom('bill as b')
      .leftJoin('payer as n', (join) =>
        asof(join.onRef('n.billing_account_id', '=', 'b.billing_account_id').onRef('b.bill_to', '>=', 'n.from_day')),
      )
      .select((eb) => {
        const goesOn = eb('n.payer_account_id', '=', ch.toNullable(eb.ref('b.payer_account_id')))
        const months = ch.if(
          goesOn,
          ch.coalesce(eb.ref('n.cycle_months'), eb.ref('b.bill_months')),
          eb.ref('b.bill_months'),
        )
        const told = cycleDay(ch.addMonths(ch.toStartOfMonth(eb.ref('b.bill_to')), months), eb.ref('b.cycle_day'))
        const next = over(ch.lead(eb.ref('b.bill_to')), {
          partitionBy: [eb.ref('b.billing_account_id')],
          orderBy: [eb.ref('b.bill_to')],
        })
        return [
          'b.billing_account_id',
          'b.bill_from',
          'b.bill_to',
          // What made the next bill later was told after this one.
          ch.least(ch.coalesce(next, told), told).as('next_to'),
          'b.closed',
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'bill_to'] })
  .check(
    notNull('billing_account_id', 'bill_to', 'next_to'),
    unique('billing_account_id', 'bill_to'),
    expression('the next bill is after this one', (eb) => eb('next_to', '>', eb.ref('bill_to'))),
  )

export interface AccountBillRow extends RowOf<typeof inferred> {}
export const accountBill: Model<'billing.account_bill', AccountBillRow> = inferred
