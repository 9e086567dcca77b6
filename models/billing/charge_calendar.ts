import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { accountBill } from './account_bill.ts'
import { accountCycle, cycleDay } from './account_cycle.ts'
import { accountPeriod } from './account_period.ts'
import { chargeHeld } from './charge_held.ts'

/** What makes the periods of two charges the same: a change between plans whose charges agree in it goes on in the period. */
export const seriesColumns = [
  'subscription_id',
  'billing_account_id',
  'charge_id',
  'every',
  'every_count',
  'aligned_to',
  'charged_in',
] as const
const of = <A extends string>(alias: A) => seriesColumns.map((column) => `${alias}.${column}` as const)

/** Alignments to a day of the line’s own, which no cycle day moves. */
const ownDay = ['start', 'line']

/** When the periods of recurring charges begin and end. */
const inferred = model('billing.charge_calendar', {
  held: chargeHeld,
  period: accountPeriod,
  bill: accountBill,
  cycle: accountCycle,
})
  .describe({
    description:
      'Periods of every recurring charge of a line, whichever bill has them. Where those of several months begin, the charge says (aligned_to). A new cycle day cuts the period it falls into, unless that was charged in advance before it was told; then the next one is what is left up to the second new cycle day.',
    columns: {
      first_day: 'First local day on which the line has the charge',
      last_day: 'First local day on which it no longer has it',
      first_bill: 'First day of the account’s first bill',
      until: 'End of the data, not included',
      period_from: 'First day of the charge’s period',
      period_to: 'First day after it',
      period_days:
        'Days the price is for: more than those of the period where a new cycle day cut it or began within it',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('account', (w) =>
        w
          .selectFrom('period as b')
          .select((eb) => [
            'b.billing_account_id',
            ch.min(eb.ref('b.bill_from')).as('first_bill'),
            ch.max(eb.ref('b.until')).as('until'),
          ])
          .groupBy('b.billing_account_id'),
      )
      .with('series', (w) =>
        w
          .selectFrom('held as h')
          .select((eb) => [
            ...of('h'),
            ch.min(eb.ref('h.start_day')).as('first_day'),
            ch.max(eb.ref('h.charged_to')).as('last_day'),
            ch
              .if(eb('h.aligned_to', '=', 'line'), ch.min(eb.ref('h.line_day')), ch.min(eb.ref('h.start_day')))
              .as('own_day'),
            ch
              .multiIf(
                [
                  [eb('h.every', '=', 'month'), ch.toLong(eb.ref('h.every_count'))],
                  [eb('h.every', '=', 'year'), ch.toLong(ch.times(eb.ref('h.every_count'), ch.literal(12)))],
                ],
                ch.toLong(ch.literal(1)),
              )
              .as('months'),
          ])
          .where('h.every', '<>', 'once')
          // Neither is of a period, whatever `every` was left at.
          .where('h.kind', 'not in', ['deposit', 'late_fee'])
          .groupBy([...of('h')]),
      )
      .with('anchored', (w) =>
        w
          .selectFrom('series as s')
          .innerJoin('account as a', 'a.billing_account_id', 's.billing_account_id')
          .leftJoin('cycle as c', (join) =>
            asof(join.onRef('c.billing_account_id', '=', 's.billing_account_id').onRef('s.first_day', '>=', 'c.since')),
          )
          .select((eb) => {
            const month = ch.toStartOfMonth(eb.ref('s.first_day'))
            const own = ch.toStartOfMonth(eb.ref('s.own_day'))
            const onDay = cycleDay(month, ch.coalesce(eb.ref('c.cycle_day'), ch.toInt(ch.literal(1))))
            const before = ch.if(eb('s.first_day', '>=', onDay), month, ch.addMonths(month, ch.literal(-1)))
            const after = ch.if(eb('s.first_day', '>', onDay), ch.addMonths(month, ch.literal(1)), month)
            const number = ch.plus(
              ch.times(ch.toYear(before), ch.toInt(ch.literal(12))),
              ch.minus(ch.toMonth(before), ch.toInt(ch.literal(1))),
            )
            return [
              ...of('s'),
              's.first_day',
              's.last_day',
              's.own_day',
              's.months',
              'a.first_bill',
              'a.until',
              ch
                .multiIf(
                  [
                    [eb('s.aligned_to', 'in', ownDay), own],
                    [eb('s.aligned_to', '=', 'next_cycle'), ch.addMonths(after, ch.negate(eb.ref('s.months')))],
                    [
                      eb('s.aligned_to', '=', 'calendar'),
                      ch.addMonths(before, ch.negate(ch.mod(ch.toLong(number), eb.ref('s.months')))),
                    ],
                  ],
                  before,
                )
                .as('anchor'),
            ]
          }),
      )
      // A grid of periods for each cycle day; those of a day of their own have one for all time.
      .with('gridded', (w) =>
        w
          .selectFrom('anchored as s')
          .innerJoin('cycle as c', 'c.billing_account_id', 's.billing_account_id')
          .select((eb) => {
            const own = eb('s.aligned_to', 'in', ownDay)
            return [
              ...of('s'),
              's.first_day',
              's.last_day',
              's.months',
              's.anchor',
              's.first_bill',
              's.until',
              'c.number as cycle',
              ch.if(own, ch.toDayOfMonth(eb.ref('s.own_day')), ch.toInt(eb.ref('c.cycle_day'))).as('day'),
              'c.begins',
              ch.if(own, ch.null<Day>(), eb.ref('c.next_since')).as('next_since'),
              ch.if(own, ch.null<Day>(), eb.ref('c.next_begins')).as('next_begins'),
            ]
          })
          .where((eb) => eb.or([eb('c.number', '=', 1n), eb('s.aligned_to', 'not in', ownDay)])),
      )
      .with('numbered', (w) =>
        w
          .selectFrom('gridded as s')
          .selectAll('s')
          .select((eb) => {
            const since = (day: ReturnType<typeof from>) =>
              ch.intDiv(ch.dateDiff('month', eb.ref('s.anchor'), day), eb.ref('s.months'))
            const from = (name: 's.first_bill' | 's.until') => ch.toStartOfMonth(eb.ref(name))
            const one = ch.toLong(ch.literal(1))
            const first = ch.greatest(ch.minus(since(from('s.first_bill')), one), ch.toLong(ch.literal(0)))
            // Past the end of the data there is what the last bill charges in advance.
            const last = ch.plus(since(ch.addMonths(from('s.until'), ch.literal(13))), ch.toLong(ch.literal(2)))
            return ch.arrayJoin(ch.range(first, ch.greatest(first, last))).as('number')
          }),
      )
      .with('placed', (w) =>
        w.selectFrom('numbered as s').select((eb) => {
          const begins = (number: typeof nth) =>
            cycleDay(ch.addMonths(eb.ref('s.anchor'), ch.times(number, eb.ref('s.months'))), eb.ref('s.day'))
          const nth = ch.toLong(eb.ref('s.number'))
          return [
            ...of('s'),
            's.first_day',
            's.last_day',
            's.first_bill',
            's.until',
            's.cycle',
            's.begins',
            's.next_since',
            's.next_begins',
            begins(nth).as('grid_from'),
            begins(ch.plus(nth, ch.toLong(ch.literal(1)))).as('grid_to'),
          ]
        }),
      )
      // The first bill that knows of the line and looks as far ahead as the period.
      .with('billed', (w) =>
        w
          .selectFrom('placed as p')
          .leftJoin('bill as b', (join) =>
            asof(
              join.onRef('b.billing_account_id', '=', 'p.billing_account_id').onRef('p.grid_from', '<', 'b.next_to'),
            ),
          )
          .leftJoin('bill as l', (join) =>
            asof(
              join.onRef('l.billing_account_id', '=', 'p.billing_account_id').onRef('p.first_day', '<=', 'l.bill_to'),
            ),
          )
          .select((eb) => {
            const before = eb.and([
              eb('p.charged_in', '=', 'advance'),
              eb('b.bill_to', '<', eb.ref('p.next_since')),
              eb('l.bill_to', '<', eb.ref('p.next_since')),
            ])
            return [
              ...of('p'),
              'p.first_day',
              'p.last_day',
              'p.first_bill',
              'p.until',
              'p.cycle',
              'p.begins',
              'p.next_begins',
              'p.grid_from',
              'p.grid_to',
              ch.toBool(ch.coalesce(before, ch.toBool(ch.literal(0)))).as('charged'),
            ]
          }),
      )
      // A new cycle day cuts the period it falls into, unless that was charged in advance before it was told.
      .with('ended', (w) =>
        w
          .selectFrom('billed as p')
          .selectAll('p')
          .select((eb) => {
            const cut = ch.least(eb.ref('p.grid_to'), ch.coalesce(eb.ref('p.next_begins'), eb.ref('p.grid_to')))
            return ch.if(eb('p.charged', '=', true), eb.ref('p.grid_to'), cut).as('period_to')
          })
          .where((eb) =>
            eb.and([
              eb.or([
                eb('p.grid_from', '<', ch.coalesce(eb.ref('p.next_begins'), eb.ref('p.last_day'))),
                eb('p.charged', '=', true),
              ]),
              eb.or([eb('p.cycle', '=', 1n), eb('p.grid_to', '>', eb.ref('p.begins'))]),
            ]),
          ),
      )
      .with('begun', (w) =>
        w
          .selectFrom('ended as p')
          .selectAll('p')
          .select((eb) =>
            ch
              .greatest(
                eb.ref('p.grid_from'),
                ch.coalesce(
                  over(ch.max(ch.toNullable(eb.ref('p.period_to'))), {
                    partitionBy: of('p').map((column) => eb.ref(column)),
                    orderBy: [eb.ref('p.cycle'), eb.ref('p.grid_from')],
                    frame: rowsBetween('unbounded', -1),
                  }),
                  eb.ref('p.grid_from'),
                ),
              )
              .as('period_from'),
          ),
      )
      .selectFrom('begun as p')
      .select((eb) => [
        ...of('p'),
        'p.first_day',
        'p.last_day',
        'p.first_bill',
        'p.until',
        'p.period_from',
        'p.period_to',
        ch.dateDiff('day', eb.ref('p.grid_from'), eb.ref('p.grid_to')).as('period_days'),
      ])
      .whereRef('p.period_from', '<', 'p.period_to')
      .whereRef('p.period_from', '<', 'p.last_day')
      .whereRef('p.period_to', '>', 'p.first_day')
      .whereRef('p.period_to', '>', 'p.first_bill'),
  )
  .table({
    orderBy: ['billing_account_id', 'subscription_id', 'charge_id', 'period_from'],
    shardBy: 'billing_account_id',
  })
  .check(
    notNull('subscription_id', 'period_from', 'period_to'),
    unique(...seriesColumns, 'period_from'),
    expression('a period has a day', (eb) => eb('period_from', '<', eb.ref('period_to'))),
  )

export interface ChargeCalendarRow extends RowOf<typeof inferred> {}
export const chargeCalendar: Model<'billing.charge_calendar', ChargeCalendarRow> = inferred
