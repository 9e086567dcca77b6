import { expression } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { activityDay } from './activity_day.ts'
import { lineState } from './line_state.ts'

/** Months of the base that are reported at most. */
const REPORTED_MONTHS = 24

/** Before the first departure or revenue event only survivors are known, and churn would read as nil. */
export const baseWindow = model('customers.base_window', { clock, activity: activityDay, state: lineState })
  .describe({
    description:
      'The days the base is reported for, one row: whole months up to the business date, from the month of the first revenue event or termination known, at most 24 months. Without either, 24 months.',
    columns: {
      first_day: 'First day reported',
      last_day: 'Last day reported, the business date',
      revenue_from: 'First month of earned revenue: bills begin with the first usage',
    },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('known', (w) =>
        w
          .selectFrom('activity as a')
          .select((eb) => ch.min(ch.toNullable(eb.ref('a.day'))).as('day'))
          .unionAll(
            w
              .selectFrom('state as s')
              .select((eb) => ch.min(ch.toNullable(eb.ref('s.from_day'))).as('day'))
              .where('s.status', '=', 'terminated'),
          ),
      )
      .with('begin', (w) => w.selectFrom('known as k').select((eb) => ch.min(eb.ref('k.day')).as('day')))
      .selectFrom('clock as c')
      .crossJoin('begin as b')
      .select((eb) => {
        const earliest = ch.addMonths(eb.ref('c.last_month'), ch.literal(1 - REPORTED_MONTHS))
        const known = ch.least(ch.toStartOfMonth(ch.coalesce(eb.ref('b.day'), earliest)), eb.ref('c.last_month'))
        const firstDay = ch.greatest(earliest, known)
        return [
          firstDay.as('first_day'),
          'c.as_of_day as last_day',
          ch.greatest(firstDay, eb.ref('c.first_month')).as('revenue_from'),
        ]
      }),
  )
  .table({ orderBy: ['first_day'] })
  .check(expression('the window begins before it ends', (eb) => eb('first_day', '<', eb.ref('last_day'))))
