import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { limitBy } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { accountBehaviour } from './account_behaviour.ts'
import { creditRule } from './credit_rule.ts'

export const creditLimit = model('credit.credit_limit', { account: accountBehaviour, rule: creditRule })
  .describe({
    description:
      'Credit class and limit of every billing account with a line in the base, at the business date: limit = mean of the last three full closed months x the months its class gives, rounded down to a whole unit of the currency. Where no month is full yet, its monthly recurring charges stand for the mean.',
    columns: {
      family: 'Which rules apply: prepaid where all lines are, else postpaid',
      months_counted: 'Full closed months in the mean, at most 3',
      arpu_3m: 'Mean month of the account, without tax',
      credit_class: 'By the first rule of credit.credit_rule it meets',
      credit_limit:
        'arpu_3m (or, with no full month yet, the monthly charges) x months of the rule, down to a whole unit of the currency',
      reason: 'The rule in words and the figures it was judged by',
    },
    tags: ['credit', 'finance'],
    owner: 'credit',
  })
  .query((q) =>
    q
      .with('met', (w) =>
        w
          .selectFrom('account as a')
          .innerJoin('rule as r', 'r.family', 'a.family')
          .select((eb) => {
            const basis = ch.if(eb('a.months_counted', '=', 0n), eb.ref('a.monthly_charges'), eb.ref('a.arpu_3m'))
            return [
              'a.billing_account_id',
              'a.customer_id',
              'a.type',
              'a.family',
              'a.currency',
              'a.tenure_months',
              'a.months_counted',
              'a.arpu_3m',
              'a.overdue',
              'a.days_past_due',
              'a.returned_payments',
              'r.rank',
              'r.credit_class',
              'r.months',
              ch.roundDown(ch.mul(basis, eb.ref('r.months')), 0).as('whole_limit'),
              'r.because',
            ]
          })
          .whereRef('r.valid_from', '<=', 'a.as_of_day')
          .whereRef('r.valid_to', '>', 'a.as_of_day')
          .where((eb) =>
            eb.and([
              eb('a.tenure_months', '>=', ch.toLong(eb.ref('r.min_tenure_months'))),
              eb('a.months_counted', '>=', ch.toLong(eb.ref('r.min_months_counted'))),
              eb('a.days_past_due', '<=', ch.toLong(eb.ref('r.max_days_past_due'))),
              eb('a.returned_payments', '<=', ch.toLong(eb.ref('r.max_returned_payments'))),
            ]),
          )
          .orderBy('r.rank')
          .$call(limitBy(1, (eb) => [eb.ref('a.billing_account_id'), eb.ref('a.currency')])),
      )
      .selectFrom('met as m')
      .select((eb) => [
        'm.billing_account_id',
        'm.customer_id',
        'm.type',
        'm.family',
        'm.currency',
        'm.tenure_months',
        'm.months_counted',
        'm.arpu_3m',
        'm.overdue',
        'm.days_past_due',
        'm.returned_payments',
        'm.credit_class',
        ch.greatest(ch.decimal(eb.ref('m.whole_limit'), 3), ch.zero(3)).as('credit_limit'),
        ch
          .concat(
            eb.ref('m.because'),
            ch.text(': '),
            ch.toString(eb.ref('m.months')),
            ch.text(' x the mean of '),
            ch.toString(eb.ref('m.months_counted')),
            ch.text(' months; tenure '),
            ch.toString(eb.ref('m.tenure_months')),
            ch.text(' months, '),
            ch.toString(eb.ref('m.days_past_due')),
            ch.text(' days past due, '),
            ch.toString(eb.ref('m.returned_payments')),
            ch.text(' payments returned'),
          )
          .as('reason'),
      ]),
  )
  .table({ orderBy: ['billing_account_id'] })
  .check(
    notNull('billing_account_id', 'credit_class', 'credit_limit', 'reason'),
    unique('billing_account_id', 'currency'),
    expression('a limit is not negative', (eb) => eb('credit_limit', '>=', '0')),
  )
