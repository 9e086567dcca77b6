import { expression } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { plausible } from './plausible.ts'

const { usage, usagePartial, subscription, payment, recharge, adjustment } = sources

/** Months of usage before the end of the data that are rated and billed; what is older is rejected `too old`. */
const BILLABLE_MONTHS = 24

/** The business date. */
export const clock = model('staging.clock', { usage, usagePartial, subscription, payment, recharge, adjustment })
  .describe({
    description:
      'The business date, one row: the end of the month of the latest event. Every current figure is as of it and nothing reads the wall clock, so a run depends on its data alone.',
    columns: {
      as_of: 'End of the data, not included: midnight UTC of the first of the month after the latest event',
      as_of_day: 'Last full day',
      last_month: 'First day of the last closed month',
      first_month: 'First day of the month of the earliest billable usage: bills begin here',
      billable_from: 'Usage before this instant is too old',
      data_until: 'Time of the latest event',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('latest', (w) =>
        w
          .selectFrom('usage as e')
          .select((eb) => ch.max(eb.ref('e.started_at')).as('at'))
          .where((eb) => plausible(eb.ref('e.started_at'), eb.ref('e._landed_at'), eb.ref('e._source')))
          .unionAll(
            w
              .selectFrom('usagePartial as e')
              .select((eb) => ch.max(eb.ref('e.reported_at')).as('at'))
              .where((eb) => plausible(eb.ref('e.reported_at'), eb.ref('e._landed_at'), eb.ref('e._source'))),
          )
          .unionAll(
            w
              .selectFrom('subscription as e')
              .select((eb) => ch.max(eb.ref('e.effective_at')).as('at'))
              .where((eb) => plausible(eb.ref('e.effective_at'), eb.ref('e._landed_at'), eb.ref('e._source'))),
          )
          .unionAll(
            w
              .selectFrom('payment as e')
              .select((eb) => ch.max(eb.ref('e.received_at')).as('at'))
              .where((eb) => plausible(eb.ref('e.received_at'), eb.ref('e._landed_at'), eb.ref('e._source'))),
          )
          .unionAll(
            w
              .selectFrom('recharge as e')
              .select((eb) => ch.max(eb.ref('e.recharged_at')).as('at'))
              .where((eb) => plausible(eb.ref('e.recharged_at'), eb.ref('e._landed_at'), eb.ref('e._source'))),
          )
          .unionAll(
            w
              .selectFrom('adjustment as e')
              .select((eb) => ch.max(eb.ref('e.adjusted_at')).as('at'))
              .where((eb) => plausible(eb.ref('e.adjusted_at'), eb.ref('e._landed_at'), eb.ref('e._source'))),
          ),
      )
      .with('ending', (w) =>
        w.selectFrom('latest as l').select((eb) => {
          const until = ch.max(eb.ref('l.at'))
          const next = ch.addMonths(ch.toStartOfMonth(until), ch.literal(1))
          return [
            until.as('data_until'),
            ch.toInstant(next).as('as_of'),
            ch.toInstant(ch.addMonths(next, ch.literal(-BILLABLE_MONTHS))).as('billable_from'),
          ]
        }),
      )
      .with('earliest', (w) =>
        w
          .selectFrom(
            w
              .selectFrom('usage as u')
              .select('u.started_at')
              .unionAll(w.selectFrom('usagePartial as r').select('r.started_at'))
              .as('u'),
          )
          .crossJoin('ending as n')
          .select((eb) =>
            ch.minIf(eb.ref('u.started_at'), eb('u.started_at', '>=', eb.ref('n.billable_from'))).as('at'),
          ),
      )
      .selectFrom('ending as n')
      .crossJoin('earliest as e')
      .select((eb) => {
        const lastMonth = ch.addMonths(ch.toDate(eb.ref('n.as_of')), ch.literal(-1))
        return [
          'n.as_of',
          ch.addDays(ch.toDate(eb.ref('n.as_of')), ch.literal(-1)).as('as_of_day'),
          lastMonth.as('last_month'),
          ch.least(ch.coalesce(ch.toStartOfMonth(eb.ref('e.at')), lastMonth), lastMonth).as('first_month'),
          'n.billable_from',
          'n.data_until',
        ]
      }),
  )
  .table({ orderBy: ['as_of'] })
  .check(expression('the last month is closed', (eb) => eb('last_month', '<=', eb.ref('as_of_day'))))
