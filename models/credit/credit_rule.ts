import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Int } from '../../warehouse/columns.ts'

/** Bounds are inclusive. Of the rules in force whose bounds an account meets, the one with the lowest rank decides. */
interface CreditRule {
  readonly from: `${number}-${number}-${number}`
  /** First day no longer in force. */
  readonly to: `${number}-${number}-${number}`
  readonly family: 'postpaid' | 'prepaid'
  readonly rank: number
  readonly creditClass: 'A' | 'B' | 'C' | 'D' | 'new'
  readonly minTenureMonths: number
  readonly minMonthsCounted: number
  readonly maxDaysPastDue: number
  readonly maxReturnedPayments: number
  /** Limit = this x the mean month. */
  readonly months: `${number}`
  readonly because: string
}

const any = 1_000_000
const always = { from: '2000-01-01', to: '2120-01-01' } as const
const postpaid = { ...always, family: 'postpaid' } as const
const prepaid = { ...always, family: 'prepaid' } as const

/** To change the policy, end a row and add its successor: past limits can then still be explained. */
const rules: readonly CreditRule[] = [
  {
    ...postpaid,
    rank: 1,
    creditClass: 'A',
    minTenureMonths: 12,
    minMonthsCounted: 3,
    maxDaysPastDue: 0,
    maxReturnedPayments: 0,
    months: '3',
    because: 'a year or more, nothing past due, no payment returned',
  },
  {
    ...postpaid,
    rank: 2,
    creditClass: 'B',
    minTenureMonths: 3,
    minMonthsCounted: 3,
    maxDaysPastDue: 14,
    maxReturnedPayments: 1,
    months: '2',
    because: 'three months or more, at most 14 days past due, at most one payment returned',
  },
  {
    ...postpaid,
    rank: 3,
    creditClass: 'new',
    minTenureMonths: 0,
    minMonthsCounted: 0,
    maxDaysPastDue: 0,
    maxReturnedPayments: 0,
    months: '1',
    because: 'too new to judge, nothing past due',
  },
  {
    ...postpaid,
    rank: 4,
    creditClass: 'C',
    minTenureMonths: 0,
    minMonthsCounted: 0,
    maxDaysPastDue: 60,
    maxReturnedPayments: 2,
    months: '1',
    because: 'at most 60 days past due, at most two payments returned',
  },
  {
    ...postpaid,
    rank: 5,
    creditClass: 'D',
    minTenureMonths: 0,
    minMonthsCounted: 0,
    maxDaysPastDue: any,
    maxReturnedPayments: any,
    months: '0',
    because: 'more than 60 days past due, or more than two payments returned',
  },
  {
    ...prepaid,
    rank: 1,
    creditClass: 'A',
    minTenureMonths: 12,
    minMonthsCounted: 3,
    maxDaysPastDue: 0,
    maxReturnedPayments: 0,
    months: '0.5',
    because: 'prepaid: a year or more, no payment returned',
  },
  {
    ...prepaid,
    rank: 2,
    creditClass: 'B',
    minTenureMonths: 3,
    minMonthsCounted: 3,
    maxDaysPastDue: 0,
    maxReturnedPayments: 0,
    months: '0.3',
    because: 'prepaid: three months or more, no payment returned',
  },
  {
    ...prepaid,
    rank: 3,
    creditClass: 'D',
    minTenureMonths: 0,
    minMonthsCounted: 0,
    maxDaysPastDue: any,
    maxReturnedPayments: any,
    months: '0',
    because: 'prepaid: less than three months, or a payment returned',
  },
]

const row = (rule: CreditRule) =>
  [
    ch.day(rule.from).as('valid_from'),
    ch.day(rule.to).as('valid_to'),
    ch.text(rule.family).as('family'),
    whole(rule.rank).as('rank'),
    ch.text(rule.creditClass).as('credit_class'),
    whole(rule.minTenureMonths).as('min_tenure_months'),
    whole(rule.minMonthsCounted).as('min_months_counted'),
    whole(rule.maxDaysPastDue).as('max_days_past_due'),
    whole(rule.maxReturnedPayments).as('max_returned_payments'),
    ch.amount(rule.months, 2).as('months'),
    ch.text(rule.because).as('because'),
  ] as const

const whole = (value: number) => ch.toInt(ch.literal(value as Int))

export const creditRule = model('credit.credit_rule', {})
  .describe({
    description:
      'The credit policy: dated rules. Of the rules of its family in force whose bounds an account meets, the one with the lowest rank gives its class and its limit. The last rule of a family has no bounds, so every account has a class.',
    columns: {
      family: 'postpaid (also accounts with both), prepaid',
      rank: 'The lowest that matches decides',
      max_days_past_due: 'Days since the due date of the oldest undisputed bill that is open',
      max_returned_payments: 'Chargebacks and reversals in the last six months',
      months: 'Limit = this x the mean month of the last three full closed months',
      because: 'The rule in words',
    },
    tags: ['credit'],
    owner: 'credit',
  })
  .query((q) => {
    const [first, ...others] = rules
    return others.reduce((all, rule) => all.unionAll(q.selectNoFrom(row(rule))), q.selectNoFrom(row(first!)))
  })
  .table({ orderBy: ['family', 'rank', 'valid_from'] })
  .check(notNull('family', 'rank', 'credit_class', 'months'), unique('family', 'rank', 'valid_from'))
