import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { clock } from '../staging/clock.ts'
import { heldAllowance, heldColumns } from './held_allowance.ts'
import { periodEnd, periodStart } from './period.ts'

/** What a grant is of: one period of one allowance of a line’s plan, or the part of it in one stretch. */
export const allowancePeriodColumns = [
  'd.subscription_id',
  'd.billing_account_id',
  'd.payer_account_id',
  'd.cycle_day',
  'd.offering_id',
  'd.allowance_id',
  'd.unit',
  'd.period',
  'd.stretch_from',
  'd.holding_from',
  'd.holding_to',
  'd.period_from',
  'd.period_to',
] as const

/** Which periods lines have an allowance in. */
const inferred = model('rating.allowance_period', { held: heldAllowance, clock })
  .describe({
    description:
      'Periods of the allowances that lines have, and the part of each in which a line has it without a break and under one account: days [valid_from, valid_to).',
    columns: {
      since: 'Instant since which the line has the version of the plan that holds for the period',
      period_from:
        'First day of the period; of an allowance that is given once, of the unbroken time in which the line has it',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('due', (w) =>
        w
          .selectFrom('held as h')
          .crossJoin('clock as k')
          .select((eb) => {
            // What came before the first use that is known is not carried over: nobody knows what was left of it.
            const from = ch.greatest(eb.ref('h.held_from'), eb.ref('k.first_month'))
            const to = ch.least(eb.ref('h.held_to'), ch.addMonths(ch.toDate(eb.ref('k.as_of')), ch.literal(1)))
            const months = ch.months(from, ch.addDays(to, ch.literal(1)))
            const cycle = ch.arrayMap(months, (month) =>
              periodStart(ch.toLastDayOfMonth(month), ch.toInt(eb.ref('h.cycle_day'))),
            )
            const before = ch.array(periodStart(from, ch.toInt(eb.ref('h.cycle_day'))))
            const days = ch.days(from, to)
            const starts = ch.multiIf<readonly Day[]>(
              [
                [eb('h.period', '=', 'once'), ch.array(eb.ref('h.holding_from'))],
                [eb('h.period', '=', 'day'), days],
                [eb('h.period', '=', 'week'), ch.arrayDistinct(ch.arrayMap(days, (day) => ch.toMonday(day)))],
                [eb('h.period', '=', 'month'), months],
              ],
              ch.arrayDistinct(ch.arrayConcat(before, cycle)),
            )
            return [
              ...heldColumns,
              'h.stretch_from',
              'h.holding_from',
              'h.holding_to',
              ch.arrayJoin(starts).as('period_from'),
            ]
          }),
      )
      .with('dated', (w) =>
        w
          .selectFrom('due as d')
          .selectAll('d')
          .select((eb) =>
            ch
              .multiIf<Day>(
                [
                  [eb('d.period', '=', 'once'), eb.ref('d.holding_to')],
                  [eb('d.period', '=', 'day'), ch.addDays(eb.ref('d.period_from'), ch.literal(1))],
                  [eb('d.period', '=', 'week'), ch.addDays(eb.ref('d.period_from'), ch.literal(7))],
                  [eb('d.period', '=', 'month'), ch.addMonths(eb.ref('d.period_from'), ch.literal(1))],
                ],
                periodEnd(eb.ref('d.period_from'), ch.toInt(eb.ref('d.cycle_day'))),
              )
              .as('period_to'),
          ),
      )
      // A plan is cut where its version or the line's state changes: one period of one plan is one grant all the same.
      .selectFrom('dated as d')
      .select((eb) => [
        ...allowancePeriodColumns,
        ch.min(eb.ref('d.held_since')).as('since'),
        ch.min(ch.greatest(eb.ref('d.held_from'), eb.ref('d.period_from'))).as('valid_from'),
        ch.max(ch.least(eb.ref('d.held_to'), eb.ref('d.period_to'))).as('valid_to'),
      ])
      .where((eb) =>
        eb.and([eb('d.period_from', '<', eb.ref('d.held_to')), eb('d.period_to', '>', eb.ref('d.held_from'))]),
      )
      .groupBy(allowancePeriodColumns),
  )
  .view()

export interface AllowancePeriodRow extends RowOf<typeof inferred> {}

export const allowancePeriod: Model<'rating.allowance_period', AllowancePeriodRow> = inferred
