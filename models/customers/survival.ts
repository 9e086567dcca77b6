import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { line } from './line.ts'

export const survival = model('customers.survival', { line })
  .describe({
    description:
      'Lines by tenure for Kaplan-Meier: of the lines that reached a tenure, how many were lost in that month of life and how many were last seen alive in it. A line that left and came back counts by its last departure.',
    columns: {
      contract: 'Contract term in months; 0 for month to month',
      tenure_months: 'Whole months from the first day in the base to leaving or to the business date',
      lost: 'Lines that left at this tenure',
      censored: 'Lines in the base at the business date with this tenure',
    },
    tags: ['churn'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .selectFrom('line as l')
      .select((eb) => [
        'l.type',
        'l.segment',
        'l.contract_months as contract',
        'l.tenure_months',
        ch.countIf(eb('l.in_base', '=', false)).as('lost'),
        ch.countIf(eb('l.in_base', '=', true)).as('censored'),
      ])
      .groupBy(['l.type', 'l.segment', 'l.contract_months', 'l.tenure_months']),
  )
  .table({ orderBy: ['type', 'segment', 'contract', 'tenure_months'] })
  .check(notNull('tenure_months'), unique('type', 'segment', 'contract', 'tenure_months'))
