import type { Expression, RawBuilder } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Int } from '../../warehouse/columns.ts'
import { openEnd } from '../staging/open_end.ts'
import { accountPayer } from './account_payer.ts'

/** The cycle day of a month; the month's last day where the month is too short. */
export function cycleDay(month: Expression<Day>, day: Expression<Int>): RawBuilder<Day> {
  const last = ch.toDaysInMonth(month)
  return ch.addDays(month, ch.minus(ch.least(ch.toInt(day), ch.toInt(last)), ch.toInt(ch.literal(1))))
}

/** Cycle days of every account. */
const inferred = model('billing.account_cycle', { payer: accountPayer })
  .describe({
    description:
      'Cycle days of every billing account, one after another. A new one is told on a day and begins on the first such day from then on, and the one before holds until then; where another payer brings it, it begins on the first such day after, and the one before ends at once. One that is replaced before it began is left out, and so is one that brings the day back that held until then.',
    columns: {
      number: 'Counted from 1',
      cycle_day: 'Of the payer',
      since: 'Day on which it was told',
      begins: 'First day on which a period of it begins; since, for the first',
      next_since: 'Day on which the following one was told; null for the last',
      next_begins: 'First day on which a period of the following one begins; null for the last',
      to_day: 'No period of it begins or ends from this day on: the next one begins, or another payer has brought it',
    },
    tags: ['billing'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('told', (w) =>
        w.selectFrom('payer as p').select((eb) => {
          const days = { partitionBy: [eb.ref('p.billing_account_id')], orderBy: [eb.ref('p.from_day')] }
          return [
            'p.billing_account_id',
            'p.payer_account_id',
            'p.cycle_day',
            'p.from_day',
            over(ch.lag(eb.ref('p.cycle_day')), days).as('day_before'),
            over(ch.lag(eb.ref('p.payer_account_id')), days).as('payer_before'),
          ]
        }),
      )
      .with('changed', (w) =>
        w
          .selectFrom('told as c')
          .select((eb) => {
            const since = eb.ref('c.from_day')
            const month = ch.toStartOfMonth(since)
            const inMonth = cycleDay(month, eb.ref('c.cycle_day'))
            const samePayer = eb('c.payer_before', '=', ch.toNullable(eb.ref('c.payer_account_id')))
            const stillComes = eb.or([eb(inMonth, '>', since), eb.and([eb(inMonth, '=', since), samePayer])])
            return [
              'c.billing_account_id',
              'c.cycle_day',
              'c.from_day as since',
              samePayer.as('same_payer'),
              ch
                .multiIf(
                  [
                    [eb('c.day_before', 'is', null), since],
                    [stillComes, inMonth],
                  ],
                  cycleDay(ch.addMonths(month, ch.literal(1)), eb.ref('c.cycle_day')),
                )
                .as('begins'),
            ]
          })
          .where((eb) =>
            eb.or([eb('c.day_before', 'is', null), eb('c.day_before', '<>', ch.toNullable(eb.ref('c.cycle_day')))]),
          ),
      )
      .with('followed', (w) =>
        w
          .selectFrom('changed as c')
          .selectAll('c')
          .select((eb) =>
            over(ch.lead(eb.ref('c.since')), {
              partitionBy: [eb.ref('c.billing_account_id')],
              orderBy: [eb.ref('c.since')],
            }).as('replaced'),
          ),
      )
      .with('begun', (w) =>
        w
          .selectFrom('followed as f')
          .selectAll('f')
          .select((eb) =>
            over(ch.lag(eb.ref('f.cycle_day')), {
              partitionBy: [eb.ref('f.billing_account_id')],
              orderBy: [eb.ref('f.since')],
            }).as('holds'),
          )
          .where((eb) => eb.or([eb('f.replaced', 'is', null), eb('f.begins', '<=', eb.ref('f.replaced'))])),
      )
      .with('counted', (w) =>
        w
          .selectFrom('begun as b')
          .selectAll('b')
          .select((eb) => {
            const other = eb.or([eb('b.holds', 'is', null), eb('b.holds', '<>', ch.toNullable(eb.ref('b.cycle_day')))])
            return over(ch.sum(ch.if(other, ch.toInt(ch.literal(1)), ch.toInt(ch.literal(0)))), {
              partitionBy: [eb.ref('b.billing_account_id')],
              orderBy: [eb.ref('b.since')],
              frame: rowsBetween('unbounded', 0),
            }).as('number')
          }),
      )
      .with('kept', (w) =>
        w
          .selectFrom('counted as c')
          .select((eb) => [
            'c.billing_account_id',
            'c.number',
            ch.any(eb.ref('c.cycle_day')).as('cycle_day'),
            ch.min(eb.ref('c.since')).as('since'),
            ch.min(eb.ref('c.begins')).as('begins'),
            ch.max(eb.ref('c.since')).as('told_last'),
          ])
          .groupBy(['c.billing_account_id', 'c.number']),
      )
      // Another payer ends a cycle also with a cycle day of its own that never began.
      .with('brought', (w) =>
        w.selectFrom('changed as c').select(['c.billing_account_id', 'c.since']).where('c.same_payer', '=', false),
      )
      .selectFrom('kept as b')
      .leftJoin('brought as p', (join) =>
        asof(join.onRef('p.billing_account_id', '=', 'b.billing_account_id').onRef('b.told_last', '<', 'p.since')),
      )
      .select((eb) => {
        const inOrder = { partitionBy: [eb.ref('b.billing_account_id')], orderBy: [eb.ref('b.since')] }
        const nextSince = over(ch.lead(eb.ref('b.since')), inOrder)
        const nextBegins = over(ch.lead(eb.ref('b.begins')), inOrder)
        return [
          'b.billing_account_id',
          over(ch.rowNumber(), inOrder).as('number'),
          'b.cycle_day',
          'b.since',
          'b.begins',
          nextSince.as('next_since'),
          nextBegins.as('next_begins'),
          ch
            .coalesce(
              ch.if(eb('p.since', '<=', nextSince), ch.addDays(eb.ref('p.since'), ch.literal(1)), nextBegins),
              ch.toDate(openEnd()),
            )
            .as('to_day'),
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'number'] })
  .check(notNull('billing_account_id', 'begins'), unique('billing_account_id', 'number'))

export interface AccountCycleRow extends RowOf<typeof inferred> {}
export const accountCycle: Model<'billing.account_cycle', AccountCycleRow> = inferred
