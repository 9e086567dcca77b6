import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { atRisk } from './at_risk.ts'

export const atRiskSummary = model('marketing.at_risk_summary', { risk: atRisk })
  .describe({
    description: 'Customers and value at risk by segment, type and band.',
    columns: {
      customers: 'Customers with a line of the type in the band',
      lines: 'Lines in the band',
      contactable: 'Of the lines, those of customers who consented to marketing',
      monthly_value: 'What the lines earned a month over the last three full closed months, without tax',
    },
    tags: ['marketing'],
    owner: 'marketing',
  })
  .query((q) =>
    q
      .selectFrom('risk as r')
      .select((eb) => [
        'r.segment',
        'r.type',
        'r.band',
        'r.currency',
        ch.uniqExact(eb.ref('r.customer_id')).as('customers'),
        ch.count().as('lines'),
        ch.countIf(eb('r.contactable', '=', true)).as('contactable'),
        ch.roundHalfUp(ch.sum(eb.ref('r.arpu_3m')), 3).as('monthly_value'),
      ])
      .groupBy(['r.segment', 'r.type', 'r.band', 'r.currency']),
  )
  .table({ orderBy: ['segment', 'type', 'band'] })
  .check(notNull('segment', 'type', 'band'), unique('segment', 'type', 'band', 'currency'))
