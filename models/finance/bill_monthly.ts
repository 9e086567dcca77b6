import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { postedDocument } from '../receivables/posted_document.ts'

/** What was billed. */
export const billMonthly = model('finance.bill_monthly', { bill: postedDocument })
  .describe({
    description:
      'Bills and the notes that correct them, by the month in which the period of the bill begins: what is in receivables.',
    columns: { month: 'Month of the first day of the bill period', bills: 'Bills, without notes', gross: 'net + tax' },
    tags: ['finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('bill as b')
      .select((eb) => [
        ch.toStartOfMonth(eb.ref('b.period_from')).as('month'),
        'b.currency',
        ch.countIf(eb('b.corrects', '=', '')).as('bills'),
        ch.sum(eb.ref('b.net')).as('net'),
        ch.sum(eb.ref('b.tax')).as('tax'),
        ch.sum(eb.ref('b.gross')).as('gross'),
      ])
      .groupBy((eb) => [ch.toStartOfMonth(eb.ref('b.period_from')), eb.ref('b.currency')]),
  )
  .table({ orderBy: ['month', 'currency'] })
  .check(
    notNull('month', 'currency'),
    unique('month', 'currency'),
    expression('gross = net + tax', (eb) => eb('gross', '=', ch.plus(eb.ref('net'), eb.ref('tax')))),
  )
