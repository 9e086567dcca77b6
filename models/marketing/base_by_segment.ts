import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { line } from '../customers/line.ts'
import { clock } from '../staging/clock.ts'

export const baseBySegment = model('marketing.base_by_segment', { line, clock })
  .describe({
    description: 'The base at the end of the business date by segment, type, region and plan.',
    columns: {
      lines: 'Lines in the base',
      customers: 'Customers with such a line; a customer with several kinds of lines is in several rows',
      monthly_charges: 'Their monthly recurring charges, without tax',
    },
    tags: ['marketing'],
    owner: 'marketing',
  })
  .query((q) =>
    q
      .selectFrom('line as l')
      .crossJoin('clock as k')
      .select((eb) => [
        'k.as_of_day',
        'l.segment',
        'l.type',
        'l.region',
        'l.offering_id',
        'l.currency',
        ch.count().as('lines'),
        ch.uniqExact(eb.ref('l.customer_id')).as('customers'),
        ch.roundHalfUp(ch.sum(eb.ref('l.price')), 3).as('monthly_charges'),
      ])
      .where('l.in_base', '=', true)
      .groupBy(['k.as_of_day', 'l.segment', 'l.type', 'l.region', 'l.offering_id', 'l.currency']),
  )
  .table({ orderBy: ['segment', 'type', 'region', 'offering_id'] })
  .check(notNull('segment', 'type', 'offering_id'), unique('segment', 'type', 'region', 'offering_id', 'currency'))
